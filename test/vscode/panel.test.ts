import assert from "node:assert/strict";
import { after, describe, it } from "mocha";
import { commands, TabInputWebview, Uri, window, type Tab } from "vscode";
import { eventually } from "../host/eventually.ts";
import { basics, logText } from "../host/records.ts";
import { RunFolder } from "./runFolder.ts";

function panels(): Tab[] {
  const tabs = window.tabGroups.all.flatMap((group) => group.tabs);
  return tabs.filter(({ input }) => input instanceof TabInputWebview && input.viewType.endsWith("slopewise.run"));
}

describe("the review of a run", () => {
  after(() => commands.executeCommand("workbench.action.closeAllEditors"));

  it("opens for a log and for its folder, in one panel a run", async () => {
    const run = new RunFolder("reviewed", logText(basics(0, 200)));
    await run.findingsOf("missing-metric");
    await commands.executeCommand("slopewise.openReview", run.log);
    await eventually("a panel", () => panels().length === 1);
    await commands.executeCommand("slopewise.openReview", Uri.file(run.folder));
    assert.equal(panels().length, 1);
    assert.match(panels()[0]?.label ?? "", /reviewed/);
  });
});
