import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { commands, extensions } from "vscode";
import { basics, logText } from "../host/records.ts";
import { RunFolder } from "./runFolder.ts";
import manifest from "../../package.json" with { type: "json" };

describe("commands", () => {
  it("of the manifest are all there once the extension is active", async () => {
    await extensions.getExtension("slopewise.slopewise")?.activate();
    const present = await commands.getCommands(true);
    const missing = manifest.contributes.commands.filter(({ command }) => !present.includes(command));
    assert.deepEqual(missing, []);
  });

  it("check all runs again, and end once all were looked at", async () => {
    const run = new RunFolder("checked-again", logText(basics(0, 50)));
    await run.findingsOf("missing-metric");
    await commands.executeCommand("slopewise.checkAll");
    assert.ok(run.findings.length > 0);
  });
});
