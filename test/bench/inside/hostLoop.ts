// The part of hostLoop.ts that runs in the extension host of VS Code.
import { stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as vscode from "vscode";
import { LoopWatch } from "./loopWatch.ts";

/** VS Code calls this and takes a rejection as failure. */
export async function run(): Promise<void> {
  const log = vscode.Uri.file(process.env["SLOPEWISE_BIG_LOG"] ?? "");
  const extension = vscode.extensions.getExtension("slopewise.slopewise");
  if (extension === undefined) {
    throw new Error("The extension is not there.");
  }
  const watch = new LoopWatch();
  const started = Date.now();
  await extension.activate();
  const activated = Date.now();
  await vscode.commands.executeCommand("slopewise.checkAll");
  await vscode.commands.executeCommand("slopewise.openReview", log);
  await diagnosticsOf(log);
  const read = Date.now();
  await settled(join(log.fsPath, "..", "metrics.csv"));
  await writeFile(
    process.env["SLOPEWISE_FIGURES"] ?? "",
    [
      `activation: ${activated - started} ms`,
      `findings shown after ${((read - started) / 1000).toFixed(1)} s`,
      watch.end(),
    ].join("\n"),
  );
}

/** Resolves once the log has findings, which is after it was read to its end. */
function diagnosticsOf(log: vscode.Uri): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (vscode.languages.getDiagnostics(log).length > 0) {
        listener.dispose();
        resolve();
      }
    };
    const listener = vscode.languages.onDidChangeDiagnostics(look);
    look();
  });
}

/** Resolves once the CSV stays the same size for a few looks: the panel's review has been made by then too. */
async function settled(csv: string): Promise<void> {
  for (let same = 0, last = -1; same < 10;) {
    const { size } = await stat(csv);
    same = size === last ? same + 1 : 0;
    last = size;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}
