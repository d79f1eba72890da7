import * as vscode from "vscode";
import type { WorkerClient } from "../worker/client.ts";
import type { FromWorker } from "../worker/messages.ts";
import type { RunState } from "../protocol.ts";
import { RunPanel, panelOptions, runPanelType, type PanelActions } from "./runPanel.ts";
import type { Run, Runs } from "./runs.ts";

export interface PanelSurroundings {
  readonly runs: Runs;
  readonly client: WorkerClient;
  readonly extension: vscode.Uri;
  readonly actions: PanelActions;
}

/** The open panels, at most one a run; brings them back after a reload of the window. */
export class RunPanels implements vscode.WebviewPanelSerializer, vscode.Disposable {
  readonly #around: PanelSurroundings;
  readonly #open = new Map<string, RunPanel>();
  readonly #listeners: vscode.Disposable[];

  constructor(around: PanelSurroundings) {
    this.#around = around;
    this.#listeners = [
      around.runs.onDidChange(() => this.#tellOfRuns()),
      vscode.window.registerWebviewPanelSerializer(runPanelType, this),
    ];
  }

  open(run: Run): void {
    const shown = this.#open.get(run.uri.fsPath);
    if (shown !== undefined) {
      shown.panel.reveal();
      return;
    }
    const { runs } = this.#around;
    const panel = vscode.window.createWebviewPanel(
      runPanelType,
      runs.shortName(run),
      vscode.ViewColumn.Active,
      panelOptions(this.#around.extension),
    );
    this.#add(panel, run.uri, runs.shortName(run));
  }

  deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const log = logOf(state);
    if (log === null || this.#open.has(log.fsPath)) {
      panel.dispose();
    } else {
      this.#add(panel, log, panel.title.replace(/^Review: /, ""));
    }
    return Promise.resolve();
  }

  /** Passes a review on to the panel that shows its run. */
  receive({ log, review, plot, lastRead }: Extract<FromWorker, { type: "review" }>): void {
    this.#open.get(log)?.show(review, plot, lastRead);
  }

  dispose(): void {
    this.#listeners.forEach((listener) => void listener.dispose());
    // Panels stay open while the window reloads: they are VS Code's then, and come back through the serializer.
    this.#open.clear();
  }

  #add(panel: vscode.WebviewPanel, log: vscode.Uri, run: string): void {
    const { extension, actions, client } = this.#around;
    const shown = new RunPanel(panel, { log, run, extension, actions });
    this.#open.set(log.fsPath, shown);
    panel.onDidDispose(() => {
      this.#open.delete(log.fsPath);
      client.closeReview(log.fsPath);
      shown.dispose();
    });
    client.openReview(log.fsPath);
    this.#tellOfRuns();
  }

  #tellOfRuns(): void {
    if (!this.#around.runs.searched) {
      return;
    }
    for (const shown of this.#open.values()) {
      const run = this.#around.runs.at(shown.log);
      shown.showProblem(whyUnread(run, shown.log));
      shown.showLive(liveOf(run));
    }
  }
}

function liveOf(run: Run | undefined): RunState["live"] {
  const { mark = null, lastGrowth = null } = run?.status ?? {};
  return mark === null || lastGrowth === null ? null : { mark, lastGrowth };
}

/** Why there is nothing new to show of a run, in words; null where there may be. */
function whyUnread(run: Run | undefined, log: vscode.Uri): string | null {
  if (run === undefined || run.status?.gone === true) {
    return `${log.fsPath} is not there any more. What it held last is shown as long as it was read.`;
  }
  return run.status?.findings.find(({ code }) => code === "unreadable")?.message ?? null;
}

/** The log that a page kept in its state; null where the state is none of ours. */
function logOf(state: unknown): vscode.Uri | null {
  if (typeof state !== "object" || state === null || !("log" in state) || typeof state.log !== "string") {
    return null;
  }
  try {
    const uri = vscode.Uri.parse(state.log, true);
    return uri.scheme === "file" ? uri : null;
  } catch {
    return null;
  }
}
