import assert from "node:assert/strict";
import { cp } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "mocha";
import type { Locator } from "playwright-core";
import { lossAt, toolLogs } from "../host/toolLogs.ts";
import { otherFormats, realRuns } from "../testData.ts";
import { reviewPanel } from "./reviewPanel.ts";
import { useSession } from "./session.ts";
import type { Workbench } from "./workbench.ts";

/** How soon list and review follow a log, in milliseconds. */
const followsWithin = 2000;

/** A machine that is busy with something else may be late now and then. */
const mostTries = 10;

describe("logs of other tools that grow", () => {
  const first = 8;
  const session = useSession({
    fill: async (folder) => {
      for (const { folder: name, grow } of toolLogs) {
        await grow(join(folder, name), 0, first);
      }
    },
    settings: { "slopewise.contract.builtIn": "auto" },
  });

  it("are listed, each once, by the names of their tools", async () => {
    const { workbench } = session();
    await workbench.openView();
    for (const { run } of toolLogs) {
      await rowAt(workbench, run, first).waitFor();
    }
    await workbench.page.locator(".statusbar-item", { hasText: `${toolLogs.length} runs` }).waitFor();
    await session().picture("other-tools");
  });

  for (const { folder, run, grow } of toolLogs) {
    it(`are followed in the list and in an open review: ${folder}`, async () => {
      const { workbench } = session();
      const panel = reviewPanel(workbench);
      await workbench.openView();
      // The hover of a line that was clicked may cover the next one.
      await workbench.page.mouse.move(0, 0);
      await rowAt(workbench, run, first).click();
      await panel.records(first).waitFor();
      const took: number[] = [];
      let records = first;
      do {
        await grow(session().path(folder), records, records + 2);
        records += 2;
        const start = performance.now();
        await Promise.all([rowAt(workbench, run, records).waitFor(), panel.records(records).waitFor()]);
        took.push(Math.round(performance.now() - start));
      } while (took.length < 2 || (Math.min(...took) >= followsWithin && took.length < mostTries));
      console.log(`      ${folder}: ${took.join(", ")} ms`);
      await workbench.panel().getByRole("img").first().waitFor();
      await session().picture(`live-${folder}`);
      assert.ok(Math.min(...took) < followsWithin, `not followed within 2 s: ${took.join(", ")} ms`);
    });
  }
});

describe("real runs of many tools in one workspace", () => {
  /** Runs of test/data/formats and test/data/runs. */
  const count = 54;
  const session = useSession({
    fill: async (folder) => {
      await cp(otherFormats, join(folder, "formats"), { recursive: true });
      await cp(realRuns, join(folder, "runs"), { recursive: true });
    },
    settings: { "slopewise.contract.builtIn": "auto", "slopewise.csv.write": false },
    size: { width: 1280, height: 1600 },
  });

  it("are listed once each", async () => {
    const { workbench } = session();
    await workbench.openView();
    await workbench.page.locator(".statusbar-item", { hasText: `${count} runs` }).waitFor();
    await workbench.view().locator(".monaco-list-row", { hasText: "reading…" }).first().waitFor({ state: "detached" });
    await session().picture("other-all");
  });

  it("shows where a log is that is no text", async () => {
    const { workbench } = session();
    await workbench.command("Slopewise: Open Log");
    const input = workbench.page.locator('.quick-input-widget input[placeholder="Select a run to open its log"]');
    await input.fill("live-salad-3");
    await workbench.choice("live-salad-3").click();
    await workbench.page
      .locator(".explorer-folders-view .monaco-list-row.selected", { hasText: "run-wm3live.wandb" })
      .waitFor();
    await session().picture("other-open-log");
  });
});

/** The line of the list that shows a run once so many records of it were read. */
function rowAt(workbench: Workbench, run: string, records: number): Locator {
  const losses = [0, 0.1].map((more) => (lossAt(records - 1) + more).toPrecision(4).replace(".", "\\."));
  return workbench
    .run(run)
    .filter({ hasText: new RegExp(`${records} records|(loss|val) (${losses.join("|")})`) })
    .first();
}
