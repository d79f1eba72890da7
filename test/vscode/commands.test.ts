import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { commands, extensions, window } from "vscode";
import { eventually } from "../host/eventually.ts";
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

  it("open a document by its name", async () => {
    const shown = (): string[] => window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ label }) => label));
    await commands.executeCommand("slopewise.openDocs", "glossary");
    await eventually("the glossary", () => shown().some((label) => label.includes("glossary.md")));
  });

  it("check all runs again, and end once all were looked at", async () => {
    const run = new RunFolder("checked-again", logText(basics(0, 50)));
    await run.findingsOf("missing-metric");
    await commands.executeCommand("slopewise.checkAll");
    assert.ok(run.findings.length > 0);
  });
});
