import { dirname } from "node:path";
import * as vscode from "vscode";
import { t } from "../../l10n.ts";
import { openRegularHandle } from "../../log/files/regularFile.ts";
import { hasRunColumn } from "../../sweep/table/csvTable.ts";
import { passedOver } from "../runs/logCandidates.ts";

/** So many files of parts are looked at for the folders that hold them. */
const mostParts = 10_000;

/** So many CSVs are looked into for tables of runs, and so many bytes of each. */
const mostTables = 1_000;
const headBytes = 65_536;

/** The folder of a sweep in parts: that of the Explorer where it was called there, else one that a person picks; undefined for none. */
export function chooseSweep(target: unknown): Promise<string | undefined> {
  return chosen(target, {
    find: sweepFolders,
    question: t("Select the folder with the parts"),
    elsewhere: t("Other Folder…"),
    dialog: {
      canSelectFiles: false,
      canSelectFolders: true,
      openLabel: t("Open Sweep"),
      title: t("Open the Parts of a Sweep"),
    },
  });
}

/** The file of a table of runs: that of the Explorer where it was called there, else one that a person picks; undefined for none. */
export function chooseTable(target: unknown): Promise<string | undefined> {
  return chosen(target, {
    find: tables,
    question: t("Select a table of runs"),
    elsewhere: t("Other File…"),
    dialog: { filters: { CSV: ["csv"] }, openLabel: t("Open Table"), title: t("Open a Table of Runs") },
  });
}

interface Choice {
  /** Paths in the workspace. */
  find(): Promise<readonly string[]>;
  readonly question: string;
  /** What is chosen to look outside of these. */
  readonly elsewhere: string;
  readonly dialog: vscode.OpenDialogOptions;
}

async function chosen(target: unknown, choice: Choice): Promise<string | undefined> {
  if (target instanceof vscode.Uri) {
    return target.fsPath;
  }
  const elsewhere = { label: choice.elsewhere, path: null };
  const found = (await choice.find()).map((path) => ({ label: vscode.workspace.asRelativePath(path), path }));
  if (found.length > 0) {
    const picked = await vscode.window.showQuickPick<(typeof found)[number] | typeof elsewhere>([...found, elsewhere], {
      placeHolder: choice.question,
    });
    if (picked?.path !== null) {
      return picked?.path;
    }
  }
  const [file] = (await vscode.window.showOpenDialog(choice.dialog)) ?? [];
  return file?.fsPath;
}

/** The folders of the workspace that hold parts of a sweep. */
async function sweepFolders(): Promise<readonly string[]> {
  const parts = await vscode.workspace.findFiles("**/runs/part-*.parquet", passedOver, mostParts);
  return [...new Set(parts.map(({ fsPath }) => dirname(dirname(fsPath))))].sort();
}

/** The CSVs of the workspace that are tables of runs by their header. */
async function tables(): Promise<readonly string[]> {
  const files = await vscode.workspace.findFiles("**/*.csv", passedOver, mostTables);
  const found: string[] = [];
  for (const { fsPath, scheme } of files) {
    if (scheme === "file" && hasRunColumn(await headOf(fsPath))) {
      found.push(fsPath);
    }
  }
  return found.sort();
}

/** The first line of a file as far as it is looked at; empty where it cannot be read. */
async function headOf(path: string): Promise<string> {
  try {
    const file = await openRegularHandle(path, { followLinks: true });
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0);
      return buffer.toString("utf8", 0, bytesRead).split(/\r?\n/, 1)[0] ?? "";
    } finally {
      await file.close();
    }
  } catch {
    return "";
  }
}
