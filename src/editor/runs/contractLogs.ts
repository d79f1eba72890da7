import { dirname } from "node:path";
import * as vscode from "vscode";
import { builtInContract } from "../../contract/model/builtIn.ts";
import { contractFileName } from "../../contract/model/contract.ts";
import { parseContract } from "../../contract/file/parseContract.ts";
import { nearestFile, readSmallFile } from "../../log/files/nearestFile.ts";

/**
 * The globs of logs that the contracts of the workspace name themselves: those of a contract below a workspace folder
 * hold below its own folder, those of the nearest one above hold in the whole workspace folder. A contract that cannot
 * be used names none; the Problems panel says why.
 */
export async function contractLogs(passedOver: string): Promise<readonly vscode.RelativePattern[]> {
  const below = await vscode.workspace.findFiles(`**/${contractFileName}`, passedOver);
  const inside = below.filter(({ scheme }) => scheme === "file").map((uri) => globsBelow(uri.fsPath));
  const folders = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === "file");
  const above = folders.map(async ({ uri }) => {
    const file = await nearestFile(contractFileName, dirname(uri.fsPath)).catch(() => null);
    return namedLogs(file?.text ?? null).map((glob) => new vscode.RelativePattern(uri, glob));
  });
  return (await Promise.all([...inside, ...above])).flat();
}

async function globsBelow(contract: string): Promise<readonly vscode.RelativePattern[]> {
  const text = await readSmallFile(contract).catch(() => null);
  return namedLogs(text).map((glob) => new vscode.RelativePattern(vscode.Uri.file(dirname(contract)), glob));
}

/** The globs that a contract's text gives; the built-in ones are the setting's matter. */
function namedLogs(text: string | null): readonly string[] {
  const contract = text === null ? null : parseContract(text).contract;
  return contract === null || contract.logs === builtInContract.logs ? [] : contract.logs;
}
