import * as vscode from "vscode";
import type { Contract } from "../../contract/model/contract.ts";
import { loggingCode, loggingFileName } from "../../contract/logging/loggingCode.ts";
import { t } from "../../l10n.ts";
import { chooseFolder } from "../vscode/chooseFolder.ts";
import { contractOf, contractOfFolder } from "./contractFiles.ts";
import { readBytes } from "../vscode/readBytes.ts";
import { demandTrust } from "../vscode/trust.ts";

export interface LoggingTarget {
  /** Where the module goes; the person is asked where absent. */
  readonly folder?: vscode.Uri | undefined;
  /** A log whose contract it is to keep; that of the folder where absent. */
  readonly log?: vscode.Uri | undefined;
}

/** Writes a Python module that logs what the contract asks for, and opens it; asks before it replaces one. */
export async function insertLoggingCode({ folder, log }: LoggingTarget): Promise<void> {
  demandTrust();
  const target = folder ?? (await askForFolder());
  if (target === undefined) {
    return;
  }
  const { contract } = await (log === undefined ? contractOfFolder(target) : contractOf(log));
  const file = vscode.Uri.joinPath(target, loggingFileName);
  if (await mayWrite(file, contract)) {
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(loggingCode(contract)));
    await vscode.window.showTextDocument(file, { preview: false });
  }
}

/** A folder of the workspace unless the person looks for another one, next to the training script. */
async function askForFolder(): Promise<vscode.Uri | undefined> {
  const folder = await chooseFolder(t("Select a folder"));
  if (folder === undefined) {
    return undefined;
  }
  const here = { label: t("Workspace Folder"), description: folder.fsPath, ask: false };
  const elsewhere = {
    label: t("Other Folder…"),
    description: t("for example, that of the training script"),
    ask: true,
  };
  const placeHolder = t("Write {0} to which folder? It belongs next to the script that imports it.", loggingFileName);
  const choice = await vscode.window.showQuickPick([here, elsewhere], { placeHolder });
  if (choice?.ask !== true) {
    return choice === undefined ? undefined : folder;
  }
  const options = { canSelectFolders: true, canSelectFiles: false, defaultUri: folder, openLabel: t("Write It Here") };
  return (await vscode.window.showOpenDialog(options))?.[0];
}

/** True where nothing is lost: no such file, the same text, or the person has it replaced. */
async function mayWrite(file: vscode.Uri, contract: Contract): Promise<boolean> {
  const present = await textOf(file);
  if (present === null || present === loggingCode(contract)) {
    return true;
  }
  const replace = t("Replace");
  const question = t(
    "{0} already exists and differs from what would be written. It may have your own changes. Replace it?",
    vscode.workspace.asRelativePath(file),
  );
  return (await vscode.window.showWarningMessage(question, { modal: true }, replace)) === replace;
}

/** Null where there is no such file; what cannot be read is not replaced either. */
async function textOf(file: vscode.Uri): Promise<string | null> {
  const bytes = await readBytes(file);
  return bytes === null ? null : new TextDecoder().decode(bytes);
}
