import assert from "node:assert/strict";
import { appendFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "mocha";
import type { FrameLocator, Locator } from "playwright-core";
import { eventually } from "../host/eventually.ts";
import { basics, logText, type LogRecord } from "../host/records.ts";
import { writeLog } from "../host/workspace.ts";
import { panelPage } from "./panelPage.ts";
import { useSession } from "./session.ts";

/** How soon the table follows a log, in milliseconds. */
const followsWithin = 2_000;

/** A machine that is busy with something else may be late now and then; a table that is too slow always is. */
const mostTries = 20;

const runs = 60;
const start = 100;

/** Records of a run from step `from` on: the higher its number, the lower its loss. */
function recordsOf(run: number, from: number, to: number): LogRecord[] {
  return basics(from, to).map((record) => ({
    ...record,
    loss_train_nats: Number(record["loss_train_nats"]) * (1 - run / (2 * runs)),
  }));
}

async function fill(folder: string): Promise<void> {
  for (let run = 0; run < runs; run += 1) {
    await writeLog(join(folder, "sweep", `seed-${run}`, "metrics.jsonl"), recordsOf(run, 0, start));
  }
}

describe("the table of a sweep that grows", () => {
  const session = useSession({ fill });
  const page = (): FrameLocator => session().workbench.panel();
  const grid = (): Locator => page().locator(".grid");
  const cell = (run: string, column: string): Locator =>
    grid()
      .locator(".body .row", { has: page().locator(".of-run .text", { hasText: new RegExp(`^${run}$`) }) })
      .locator(`[data-column="${column}"]`);

  /** What must not move: where it is scrolled to, what has the focus, what is active, ticked and sorted by. */
  const place = async (): Promise<unknown> =>
    (await panelPage(session().workbench.page)).evaluate(`(() => {
      const grid = document.querySelector(".grid");
      return JSON.stringify({
        scroll: grid.scrollTop,
        focused: document.activeElement === grid,
        active: document.getElementById(grid.getAttribute("aria-activedescendant"))?.closest(".row")?.dataset.key,
        ticked: [...document.querySelectorAll(".row.ticked")].map((row) => row.dataset.key),
        sort: [...document.querySelectorAll("[aria-sort]")].map((head) => head.textContent + head.getAttribute("aria-sort")),
        first: document.querySelector(".body .row")?.dataset.key,
      });
    })()`);

  it("changes cells in place within 2 s, and nothing jumps", async () => {
    const { workbench } = session();
    await workbench.openView();
    await workbench.view().hover();
    await workbench.view().locator(".title-actions").getByRole("button", { name: "Open Runs Table" }).click();
    await page()
      .locator(".count", { hasText: new RegExp(`^${runs} runs$`) })
      .waitFor();
    await eventually("every run read", async () => (await page().locator(".count.reading").count()) === 0);
    await page().getByRole("button", { name: "Columns" }).click();
    await page().getByRole("menuitemcheckbox", { name: "Records" }).click();
    await workbench.page.keyboard.press("Escape");
    await grid().getByRole("columnheader", { name: "Train loss, last" }).click();
    await grid().focus();
    await workbench.page.keyboard.press("Control+End");
    await workbench.page.keyboard.press("ArrowUp");
    await workbench.page.keyboard.press("Space");
    await eventually("the ticked run", async () => (await grid().locator(".row.ticked").count()) === 1);
    const before = await place();
    const run = "seed-2";
    const took: number[] = [];
    let records = start;
    do {
      records += 1;
      const began = performance.now();
      // Still the third from below: its place in the order stays.
      await appendFile(session().path("sweep", run, "metrics.jsonl"), logText(recordsOf(2, records - 1, records)));
      await cell(run, "records")
        .locator(".text", { hasText: new RegExp(`^${records}$`) })
        .waitFor();
      took.push(Math.round(performance.now() - began));
      assert.equal(await place(), before);
    } while (Math.min(...took) >= followsWithin && took.length < mostTries);
    console.log(`      from an appended record to its cell: ${took.join(", ")} ms`);
    assert.ok(Math.min(...took) < followsWithin, `none of ${mostTries} appended records was shown within 2 s`);
    await session().picture("runs live");
  });
});
