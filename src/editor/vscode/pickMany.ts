import * as vscode from "vscode";

/** Those of some things that a person ticks, all at first; a single one is not asked about. Empty: never mind. */
export async function pickMany<T extends string>(things: readonly T[], question: string): Promise<readonly T[]> {
  if (things.length < 2) {
    return things;
  }
  const items = things.map((thing) => ({ label: thing, picked: true, thing }));
  const chosen = await vscode.window.showQuickPick(items, { placeHolder: question, canPickMany: true });
  return chosen?.map(({ thing }) => thing) ?? [];
}
