import * as vscode from "vscode";
import { t } from "../../l10n.ts";
import { contractFaultText } from "../../contract/texts/contractFaultText.ts";
import { UnusableContractError } from "../../contract/file/contractEdits.ts";
import { RefusalError } from "../../worker/pendingRequests.ts";

/** A failure that a person caused or can fix: its text is shown as it is. Everything else counts as a bug. */
export class UserError extends Error {}

/** Where failures end: shown to the person, and with their stack in the log output channel. */
export class ErrorBoundary implements vscode.Disposable {
  readonly output = vscode.window.createOutputChannel("Slopewise", { log: true });

  /** Registers a command whose failures end here. */
  command(id: string, run: (...args: unknown[]) => Promise<void> | void): vscode.Disposable {
    return vscode.commands.registerCommand(id, async (...args: unknown[]) => {
      try {
        await run(...args);
      } catch (error) {
        this.show(error);
      }
    });
  }

  /** Logs a failure and shows it, since the person waits for what failed. */
  show(error: unknown): void {
    if (error instanceof UnusableContractError) {
      void vscode.window.showErrorMessage(contractFaultText(error.fault));
      return;
    }
    if (error instanceof UserError || error instanceof RefusalError) {
      void vscode.window.showErrorMessage(error.message);
      return;
    }
    this.log(error);
    const text = error instanceof Error ? error.message : String(error);
    const showLog = t("Show Extension Log");
    void vscode.window.showErrorMessage(t("Slopewise failed: {0}", text), showLog).then((choice) => {
      if (choice === showLog) {
        this.output.show();
      }
    });
  }

  /** Shows a failure of a page where the person can fix it, and logs it otherwise: a page says itself what it does not show. */
  showOrLog(error: unknown): void {
    if (error instanceof UserError) {
      this.show(error);
    } else {
      this.log(error);
    }
  }

  /** Logs a failure that nobody waits for. */
  log(error: unknown): void {
    this.output.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
  }

  dispose(): void {
    this.output.dispose();
  }
}
