import * as vscode from "vscode";
import { contractFileName } from "../../contract/model/contract.ts";
import { contractFaultText } from "../../contract/texts/contractFaultText.ts";
import { UnusableContractError, type ContractEdit } from "../../contract/file/contractEdits.ts";
import { t } from "../../l10n.ts";
import { Contracts, type LoadedContract } from "../../run/contracts.ts";
import { UserError } from "../vscode/errorBoundary.ts";
import { readBytes } from "../vscode/readBytes.ts";

/** The contract that holds for a log, read now. */
export function contractOf(log: vscode.Uri): Promise<LoadedContract> {
  return new Contracts().of(log.fsPath);
}

/** The contract that holds for a folder, read now. */
export function contractOfFolder(folder: vscode.Uri): Promise<LoadedContract> {
  return contractOf(vscode.Uri.joinPath(folder, contractFileName));
}

/** Where the contract of a workspace folder stands. */
export function contractIn(folder: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(folder, contractFileName);
}

/** Opens the contract that holds for a log, which says what is wrong with it; the built-in one is no file. */
export async function openContract(log: vscode.Uri): Promise<void> {
  const { path } = await contractOf(log);
  if (path === null) {
    throw new UserError(
      t('The built-in contract applies here. "Slopewise: Create Metric Contract" writes it to a file.'),
    );
  }
  await vscode.window.showTextDocument(vscode.Uri.file(path));
}

/** The text of a contract as an editor holds it, where it has changes that are not saved, else as it is on the disk. */
export async function readContractText(uri: vscode.Uri): Promise<string> {
  return unsavedOf(uri)?.getText() ?? textOf(uri);
}

/**
 * Writes the text of a contract. In a file with changes that are not saved yet the change is made too, and left unsaved.
 */
export async function writeContractText(uri: vscode.Uri, text: string): Promise<void> {
  const unsaved = unsavedOf(uri);
  // Saved files are changed on the disk: an editor may not have heard yet what stands there.
  if (unsaved === undefined) {
    await save(uri, text);
    return;
  }
  await apply(unsaved, minimal(unsaved.getText(), text));
  const name = vscode.workspace.asRelativePath(uri);
  void vscode.window.showInformationMessage(t("{0} has unsaved changes; save it to apply them to the runs.", name));
}

/** True where no contract stands there, or the person has it replaced; one that stays is opened. */
export async function mayReplace(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
  } catch {
    return true;
  }
  const [open, replace] = [t("Open"), t("Replace")];
  const question = t("{0} already exists.", vscode.workspace.asRelativePath(uri));
  const choice = await vscode.window.showWarningMessage(question, { modal: true }, open, replace);
  if (choice === open) {
    await vscode.window.showTextDocument(uri);
  }
  return choice === replace;
}

function unsavedOf(uri: vscode.Uri): vscode.TextDocument | undefined {
  return vscode.workspace.textDocuments.find((open) => open.isDirty && open.uri.fsPath === uri.fsPath);
}

async function textOf(uri: vscode.Uri): Promise<string> {
  const bytes = await readBytes(uri);
  if (bytes === null) {
    throw vscode.FileSystemError.FileNotFound(uri);
  }
  try {
    // Written back, what was replaced by U+FFFD would be lost.
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    const name = vscode.workspace.asRelativePath(uri);
    throw new UserError(t("{0} is not UTF-8, so it was not changed. Save it as UTF-8 first.", name), {
      cause: error,
    });
  }
}

async function save(uri: vscode.Uri, text: string): Promise<void> {
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
}

async function apply(document: vscode.TextDocument, { start, end, text }: Change): Promise<void> {
  const edits = new vscode.WorkspaceEdit();
  edits.replace(document.uri, new vscode.Range(document.positionAt(start), document.positionAt(end)), text);
  if (!(await vscode.workspace.applyEdit(edits))) {
    throw new UserError(t("{0} could not be changed.", vscode.workspace.asRelativePath(document.uri)));
  }
}

/** A contract's text with a change made. @throws {UserError} where it cannot be used. */
export function edited(uri: vscode.Uri, text: string, edit: ContractEdit): string {
  try {
    return edit(text);
  } catch (error) {
    if (!(error instanceof UnusableContractError)) {
      throw error;
    }
    const name = vscode.workspace.asRelativePath(uri);
    throw new UserError(t("{0} has an error, so it cannot be changed. {1}", name, contractFaultText(error.fault)), {
      cause: error,
    });
  }
}

interface Change {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The shortest single replacement that turns one text into another. */
function minimal(before: string, after: string): Change {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) {
    start += 1;
  }
  let same = 0;
  while (same < most - start && before.at(-1 - same) === after.at(-1 - same)) {
    same += 1;
  }
  return { start, end: before.length - same, text: after.slice(start, after.length - same) };
}
