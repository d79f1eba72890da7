import assert from "node:assert/strict";
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "mocha";
import type { FrameLocator, Locator } from "playwright-core";
import { eventually } from "../host/eventually.ts";
import { writeSamples } from "../host/workspace.ts";
import { gravestFaults, panelPage } from "./panelPage.ts";
import { reviewPanel } from "./reviewPanel.ts";
import { useSession } from "./session.ts";

/** Settings besides those of the sample runs, two of which learn. */
async function fill(folder: string): Promise<void> {
  const sweep = join(folder, "sweep");
  await writeSamples(sweep);
  const rates: Readonly<Record<string, number>> = { "run-001": 0.1, "run-007-diverged": 0.4 };
  for (const run of await readdir(sweep)) {
    const settings = { lr: rates[run] ?? 0, seed: 1, dataset: "cifar10" };
    await writeFile(join(sweep, run, "config.json"), JSON.stringify(settings));
  }
}

describe("the table of runs", () => {
  const session = useSession({ fill });
  const page = (): FrameLocator => session().workbench.panel();
  const press = (key: string): Promise<void> => session().workbench.page.keyboard.press(key);
  const grid = (): Locator => page().locator(".grid");
  const row = (text: string | RegExp): Locator => grid().locator(".body .row", { hasText: text });
  const names = (): Promise<string[]> => grid().locator(".body .row.run .of-run .text").allInnerTexts();
  const filter = (): Locator => page().getByRole("combobox", { name: "Filter runs" });

  it("opens from the view's title and fills with what each run came to", async () => {
    const { workbench } = session();
    await workbench.openView();
    await workbench.view().hover();
    await workbench.view().locator(".title-actions").getByRole("button", { name: "Open Runs Table" }).click();
    await page().getByRole("heading", { level: 1, name: "Runs" }).waitFor();
    await page()
      .locator(".count", { hasText: /^1 diverged$/ })
      .waitFor();
    await row("run-001")
      .locator(".of-best_val", { hasText: /^\d\.\d{3}/ })
      .waitFor();
    await row("run-007-diverged").locator(".of-state", { hasText: "diverged" }).waitFor();
    await row("run-001").locator("[data-column='config.lr']", { hasText: "0.1" }).waitFor();
    assert.notEqual(await row("run-001").locator(".spark path").getAttribute("d"), "");
    await session().picture("runs dark");
  });

  it("filters by an expression, completes names, and says what is wrong with one", async () => {
    await filter().fill("lr > 0.");
    await eventually("one run", async () => (await names()).join() === "run-001,run-007-diverged");
    await filter().fill("stat");
    await page().getByRole("option", { name: "state", exact: true }).waitFor();
    await press("ArrowDown");
    await press("Enter");
    await session().workbench.page.keyboard.type('== "diverged"');
    await eventually("the diverged run", async () => (await names()).join() === "run-007-diverged");
    await filter().fill("stat = 3");
    await page().locator(".filter-problem", { hasText: 'Did you mean "state"?' }).waitFor();
    await session().picture("runs filter problem");
    await filter().fill("");
  });

  it("sorts and groups", async () => {
    await grid().getByRole("columnheader", { name: "Val loss, best" }).click();
    const head = grid().getByRole("columnheader", { name: "Val loss, best" });
    await eventually("the order", async () => (await head.getAttribute("aria-sort")) === "ascending");
    const values = (await grid().locator(".body .of-best_val .text").allInnerTexts()).filter((text) => text !== "");
    assert.deepEqual(
      values,
      [...values].sort((one, other) => Number(one) - Number(other)),
    );
    await page().getByRole("button", { name: "Group by" }).click();
    await page().getByRole("menuitemcheckbox", { name: "State" }).click();
    await grid().locator(".row.group", { hasText: "state = diverged" }).waitFor();
    await session().picture("runs grouped");
    await page().getByRole("button", { name: "Group by state" }).click();
    await page().getByRole("menuitem", { name: "No groups" }).click();
  });

  it("ticks and opens a run by keyboard, and draws what is ticked", async () => {
    const { workbench } = session();
    await filter().focus();
    await filter().fill("run-00");
    await press("Enter");
    await page().locator(".grid:focus").waitFor();
    await press("Control+Home");
    await press("Space");
    await press("ArrowDown");
    await press("Space");
    await page()
      .locator(".curves .status", { hasText: /^2 runs$/ })
      .waitFor();
    await session().picture("runs ticked");
    const chosen = await grid().locator(".row:has(.active) .of-run .text").innerText();
    await press("Enter");
    await reviewPanel(workbench).heading(chosen).waitFor();
    await workbench.close(`Review: ${chosen}`);
  });

  it("takes a verdict with its reason and a note by keyboard alone, and keeps them in the sweep's file", async () => {
    const { folder } = session();
    const file = join(folder, "sweep", "slopewise.review.json");
    await filter().fill("run-001");
    await eventually("one run", async () => (await names()).join() === "run-001");
    await press("Enter");
    await press("F2");
    await page().getByRole("menuitemcheckbox", { name: "Exclude" }).press("Enter");
    await page().getByRole("dialog", { name: "Why?" }).waitFor();
    await session().workbench.page.keyboard.type("wrong data");
    await press("Enter");
    await row("run-001").locator(".of-verdict", { hasText: "Exclude" }).waitFor();
    await eventually("the gray run", async () => (await row("run-001").getAttribute("class"))?.includes("excluded"));
    await eventually("the reason", async () => (await readFile(file, "utf8")).includes('"reason":"wrong data"'));
    await press("Shift+F10");
    await page().getByRole("menuitem", { name: "Note…" }).press("Enter");
    await page().getByRole("dialog", { name: "Note on run-001" }).waitFor();
    await session().workbench.page.keyboard.type("again with the right split");
    await session().picture("runs note");
    await press("Enter");
    await row("run-001").locator("[data-column='note']", { hasText: "again" }).waitFor();
    await session().picture("runs verdict");
  });

  it("shows what another person writes, and leaves a broken file as it is", async () => {
    const { folder } = session();
    const file = join(folder, "sweep", "slopewise.review.json");
    await writeFile(file, '{ "run-001/metrics.jsonl": { "verdict": "rerun" } }');
    await row("run-001").locator(".of-verdict", { hasText: "Rerun" }).waitFor();
    await writeFile(file, '{ "run-001/metrics.jsonl": { "verdict": "rerun" }');
    await row("run-001").locator(".of-verdict .text:empty").waitFor({ state: "attached" });
    await grid().focus();
    await press("F2");
    await page().getByRole("menuitemcheckbox", { name: "Accept" }).press("Enter");
    await session().workbench.page.locator(".notification-toast", { hasText: "was not changed because" }).waitFor();
    assert.equal(await readFile(file, "utf8"), '{ "run-001/metrics.jsonl": { "verdict": "rerun" }');
    await rm(file);
    await filter().fill("");
  });

  for (const [theme, kind] of [
    ["Light Modern", "vs"],
    ["Default High Contrast", "hc-black"],
    ["Dark Modern", "vs-dark"],
  ] as const) {
    it(`has nothing that axe calls serious: ${theme}`, async () => {
      const { workbench } = session();
      await session().changeSettings({ "workbench.colorTheme": theme });
      await workbench.waitForTheme(kind);
      const frame = await panelPage(workbench.page);
      await frame.locator(`body[data-vscode-theme-id="${theme}"]`).waitFor();
      assert.deepEqual(await gravestFaults(frame), []);
      await session().picture(`runs ${kind}`);
    });
  }

  it("comes back with the window, laid out as it was", async () => {
    const { workbench } = session();
    await filter().fill("lr >= 0.4");
    await eventually("the diverged run", async () => (await names()).join() === "run-007-diverged");
    await workbench.waitUntilKept("lr >= 0.4");
    await workbench.page.reload();
    await workbench.waitUntilReady();
    await eventually("the same table", async () => (await names()).join() === "run-007-diverged");
    assert.equal(await filter().inputValue(), "lr >= 0.4");
  });
});
