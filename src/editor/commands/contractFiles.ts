import * as vscode from "vscode";
import { builtInContract } from "../../contract/model/builtIn.ts";
import { contractFileName, type Contract } from "../../contract/model/contract.ts";
import { contractFaultText } from "../../contract/texts/contractFaultText.ts";
import { UnusableContractError, type ContractEdit } from "../../contract/file/contractEdits.ts";
import { contractText } from "../../contract/file/contractText.ts";
import { t } from "../../l10n.ts";
import { Contracts, type LoadedContract } from "../../run/contracts.ts";
import { UserError } from "../vscode/errorBoundary.ts";
import { demandTrust } from "../vscode/trust.ts";

/** An editor that has not heard of a change on the disk after so many milliseconds is left as it is. */
const watchFor = 10_000;

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
    throw new UserError(t('The built-in contract holds here. "Slopewise: Create Metric Contract" makes a file of it.'));
  }
  await vscode.window.showTextDocument(vscode.Uri.file(path));
}

/**
 * Changes the contract that holds for a log and shows the change. Where there is none, the built-in one is written into
 * the workspace folder first. In a file with changes that are not saved yet the change is made too, and left unsaved.
 * @throws {UserError} where the workspace is not trusted or the log is in no folder of it.
 */
export async function editContract(log: vscode.Uri, edit: ContractEdit): Promise<void> {
  demandTrust();
  const { path } = await contractOf(log);
  const uri = path === null ? await writeBuiltIn(log) : vscode.Uri.file(path);
  const unsaved = vscode.workspace.textDocuments.find((open) => open.isDirty && open.uri.fsPath === uri.fsPath);
  // Saved files are changed on the disk: an editor may not have heard yet what stands there.
  const before = unsaved?.getText() ?? (await textOf(uri));
  const after = edited(uri, before, edit);
  const change = minimal(before, after);
  await (unsaved === undefined ? save(uri, after) : apply(unsaved, change));
  await reveal(uri, after, change);
  if (unsaved !== undefined) {
    const name = vscode.workspace.asRelativePath(uri);
    void vscode.window.showInformationMessage(
      t("{0} had changes that were not saved; it holds for the runs once it is.", name),
    );
  }
}

async function textOf(uri: vscode.Uri): Promise<string> {
  const bytes = await vscode.workspace.fs.readFile(uri);
  try {
    // Written back, what was replaced by U+FFFD would be lost.
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    const name = vscode.workspace.asRelativePath(uri);
    throw new UserError(t("{0} is not UTF-8, so it is left as it is. Save it as UTF-8 first.", name), {
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

/** Opens a file and selects what was changed in it, as soon as the editor has its text. */
async function reveal(uri: vscode.Uri, text: string, change: Change): Promise<void> {
  const editor = await vscode.window.showTextDocument(uri, { preview: false });
  const { document } = editor;
  const select = (): void => {
    const range = [document.positionAt(change.start), document.positionAt(change.start + change.text.length)] as const;
    editor.selection = new vscode.Selection(...range);
    editor.revealRange(editor.selection, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  };
  if (document.getText() === text) {
    select();
    return;
  }
  const listener = vscode.workspace.onDidChangeTextDocument((changed) => {
    if (changed.document === document && document.getText() === text) {
      listener.dispose();
      select();
    }
  });
  setTimeout(() => void listener.dispose(), watchFor).unref();
}

/** Writes a contract as text. @throws what the file system says. */
export async function writeContract(uri: vscode.Uri, contract: Contract, remark: string): Promise<void> {
  demandTrust();
  await save(uri, contractText(contract, remark));
}

async function writeBuiltIn(log: vscode.Uri): Promise<vscode.Uri> {
  const folder = vscode.workspace.getWorkspaceFolder(log);
  if (folder === undefined) {
    throw new UserError(t("{0} is in no folder of this workspace, so there is no place for its contract.", log.fsPath));
  }
  const uri = contractIn(folder.uri);
  await writeContract(uri, builtInContract, builtInRemark());
  return uri;
}

/** What a contract says of itself that was made from the built-in one. */
export function builtInRemark(): string {
  return t(
    "What the log of every training run in this folder and below must hold.\nMade from the built-in contract: leave out what your runs need not log.",
  );
}

function edited(uri: vscode.Uri, text: string, edit: ContractEdit): string {
  try {
    return edit(text);
  } catch (error) {
    if (!(error instanceof UnusableContractError)) {
      throw error;
    }
    const name = vscode.workspace.asRelativePath(uri);
    throw new UserError(t("{0} cannot be changed while it cannot be used. {1}", name, contractFaultText(error.fault)), {
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
