import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { extensions } from "vscode";

describe("the extension", () => {
  it("is there and activates", async () => {
    const extension = extensions.getExtension("slopewise.slopewise");
    assert.ok(extension !== undefined, "VS Code does not list slopewise.slopewise");
    await extension.activate();
    assert.equal(extension.isActive, true);
  });
});
