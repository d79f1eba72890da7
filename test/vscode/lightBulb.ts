import assert from "node:assert/strict";
import { CodeActionKind, commands, workspace, type CodeAction, type Diagnostic } from "vscode";
import { eventually } from "../host/eventually.ts";
import type { RunFolder } from "./runFolder.ts";

/** The entries of the light bulb at a finding. */
export async function lightBulb(run: RunFolder, finding: Diagnostic): Promise<CodeAction[]> {
  await workspace.openTextDocument(run.log);
  const kind = CodeActionKind.QuickFix.value;
  return commands.executeCommand<CodeAction[]>("vscode.executeCodeActionProvider", run.log, finding.range, kind);
}

/** Takes the entry of the light bulb at a finding whose title matches; resolves once it has done what it does. */
export async function takeFix(run: RunFolder, code: string, title: RegExp): Promise<void> {
  const fix = await eventually(`the entry ${String(title)} on ${code}`, async () => {
    const [finding] = await run.findingsOf(code);
    const offered = finding === undefined ? [] : await lightBulb(run, finding);
    const matching = offered.find((entry) => title.test(entry.title));
    assert.ok(matching !== undefined, `There are: ${offered.map((entry) => entry.title).join("; ")}.`);
    return matching;
  });
  assert.ok(fix.command !== undefined);
  await commands.executeCommand(fix.command.command, ...((fix.command.arguments ?? []) as unknown[]));
}
