// The part of activation.ts that runs in the extension host of VS Code.
import { writeFile } from "node:fs/promises";
import * as vscode from "vscode";

const look = 25;

/** VS Code calls this and takes a rejection as failure. */
export async function run(): Promise<void> {
  const started = Date.now();
  await vscode.extensions.getExtension("slopewise.slopewise")?.activate();
  const runs = Number(process.env["SLOPEWISE_RUNS"]);
  await until(() => logsWithFindings() >= runs);
  const listed = Date.now() - started;
  await writeFile(process.env["SLOPEWISE_FIGURES"] ?? "", JSON.stringify({ ...(await activation()), listed }));
}

/** How many logs were read to their end: each has something missing. */
function logsWithFindings(): number {
  return vscode.languages.getDiagnostics().filter(([, found]) => found.some(({ source }) => source === "Slopewise"))
    .length;
}

/** VS Code's own figures, from the table of "Developer: Startup Performance": it has no API for them. */
async function activation(): Promise<{ load: number; activate: number }> {
  await vscode.commands.executeCommand("perfview.show");
  const row = await until(() => {
    const text = vscode.window.activeTextEditor?.document.getText() ?? "";
    return /^\|? *slopewise\.slopewise *\|.*$/m.exec(text)?.[0];
  });
  const cells = row.split("|").map((cell) => cell.trim());
  const first = cells.indexOf("slopewise.slopewise");
  // Extension, eager, load code, call activate, finish activate, event, by.
  const [load, activate, finish] = cells.slice(first + 2, first + 5).map(Number);
  if (load === undefined || activate === undefined || finish === undefined || Number.isNaN(load + activate + finish)) {
    throw new Error(`Startup Performance has another table: ${row}`);
  }
  return { load, activate: activate + finish };
}

async function until<T>(get: () => T): Promise<NonNullable<Exclude<T, false>>> {
  for (;;) {
    const value = get();
    if (value !== null && value !== undefined && value !== false) {
      return value as NonNullable<Exclude<T, false>>;
    }
    await new Promise((resolve) => setTimeout(resolve, look));
  }
}
