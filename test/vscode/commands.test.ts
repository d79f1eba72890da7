import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { commands, extensions } from "vscode";
import manifest from "../../package.json" with { type: "json" };

describe("commands", () => {
  it("of the manifest are all there once the extension is active", async () => {
    await extensions.getExtension("slopewise.slopewise")?.activate();
    const present = await commands.getCommands(true);
    const missing = manifest.contributes.commands.filter(({ command }) => !present.includes(command));
    assert.deepEqual(missing, []);
  });
});
