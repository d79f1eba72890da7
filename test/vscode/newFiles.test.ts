import assert from "node:assert/strict";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, it } from "mocha";
import { commands, Uri, window } from "vscode";
import { eventually } from "../host/eventually.ts";
import { basics, logText } from "../host/records.ts";
import { RunFolder, workspaceFolder } from "./runFolder.ts";

const contract = join(workspaceFolder(), "metrics.contract.json");
const folder = join(workspaceFolder(), "scripts");

/** Path of the file in the active editor, once it is this one. */
async function opened(file: string): Promise<void> {
  await eventually(`${file} in an editor`, () => window.activeTextEditor?.document.uri.fsPath === file);
}

/** Takes the line of an open quick pick that comes after `down` others. */
async function take(down: number): Promise<void> {
  for (let at = 0; at < down; at += 1) {
    await commands.executeCommand("workbench.action.quickOpenSelectNext");
  }
  await commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem");
}

/** Runs a command that asks; its quick pick is accepted again until it has come and gone. */
async function answered(command: string, down: number): Promise<void> {
  let ended = false;
  const running = commands.executeCommand(command).then(() => (ended = true));
  await eventually(`the end of ${command}`, async () => {
    await take(down);
    return ended;
  });
  await running;
}

describe("files that are made on request", () => {
  afterEach(async () => {
    await commands.executeCommand("workbench.action.closeAllEditors");
    rmSync(contract, { force: true });
    rmSync(folder, { recursive: true, force: true });
  });

  it("a contract as the built-in one", async () => {
    const run = new RunFolder("contracted", logText(basics(0, 50)));
    await run.findingsOf("missing-metric");
    await answered("slopewise.createContract", 0);
    await opened(contract);
    assert.match(readFileSync(contract, "utf8"), /^\/\/ .*\n[^]*"lambda_max": \{ "every": "500 steps" \}/);
  });

  it("a module that logs what the contract of its folder asks for, where nothing stands in its place", async () => {
    mkdirSync(folder);
    writeFileSync(contract, '{ "metrics": { "my_metric": { "every": "7 steps" } } }');
    const file = join(folder, "slopewise_logging.py");
    await commands.executeCommand("slopewise.insertLoggingCode", Uri.file(folder));
    await opened(file);
    assert.match(readFileSync(file, "utf8"), /"my_metric": \(7, "steps"\)/);
    await commands.executeCommand("slopewise.insertLoggingCode", Uri.file(folder));
    assert.match(readFileSync(file, "utf8"), /"my_metric": \(7, "steps"\)/);
  });
});
