import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "mocha";
import type { FrameLocator, Locator } from "playwright-core";
import { eventually, insist } from "../host/eventually.ts";
import { endedAnHourAgo, writeText } from "../host/workspace.ts";
import { gravestFaults, panelPage } from "./panelPage.ts";
import { reviewPanel } from "./reviewPanel.ts";
import { useSession } from "./session.ts";

/** A run whose losses are `loss`, and `task_loss`, which is NaN from the middle on. */
function log(): string {
  const line = (i: number): string => {
    const loss = (2 * (i + 1) ** -0.3).toFixed(5);
    return `{"iter": ${i + 1}, "epoch": ${Math.floor(i / 20)}, "loss": ${loss}, "task_loss": ${i < 200 ? loss : "NaN"}}\n`;
  };
  return Array.from({ length: 400 }, (_, i) => line(i)).join("");
}

/** A run whose loss has a name that nobody knows. */
function unknownLog(): string {
  const line = (i: number): string =>
    `{"it": ${i + 1}, "goodness": ${i / 400}, "gap": ${(2 * (i + 1) ** -0.3).toFixed(5)}}\n`;
  return Array.from({ length: 400 }, (_, i) => line(i)).join("");
}

/** A run that logs what the loss of the others is called, and a loss of its own. */
function knownLog(): string {
  const line = (i: number): string => `{"it": ${i + 1}, "loss": ${(2 * (i + 1) ** -0.3).toFixed(5)}, "gap": 9}\n`;
  return Array.from({ length: 400 }, (_, i) => line(i)).join("");
}

describe("a loss with a name that nobody knows", () => {
  const session = useSession({
    fill: async (folder) => {
      await writeText(join(folder, "unknown", "first", "metrics.jsonl"), unknownLog());
      await writeText(join(folder, "unknown", "second", "metrics.jsonl"), unknownLog());
      await writeText(join(folder, "unknown", "third", "metrics.jsonl"), knownLog());
      await endedAnHourAgo(folder);
    },
    settings: { "slopewise.contract.builtIn": "auto" },
  });

  it("is chosen by its finding, for all runs that log it, and the others keep theirs", async () => {
    const { workbench } = session();
    await workbench.openView();
    // What the runs of a folder have in common is said once.
    const findings = workbench.view().locator(".monaco-list-row", { hasText: "1 finding" });
    await workbench.openRun("second");
    await eventually("one finding in all", async () => (await findings.count()) === 1);
    // A click that was slow to show and is made again closes the list that the one before it opened.
    await insist("the fix of the finding, from its first list to its last", async (timeout) => {
      await workbench.page.keyboard.press("Escape");
      const finding = reviewPanel(workbench).finding("no-contract");
      await finding.getByRole("button", { name: "Fix…" }).click({ timeout });
      await workbench.choice("Use a Column as the Training Loss…").click({ timeout });
      await workbench.choice("gap").filter({ hasText: "400 values, from 2 to" }).click({ timeout });
      await workbench.choice("This run only").waitFor({ timeout });
      await workbench.choice("All 2 runs whose loss is unknown and that log gap").click({ timeout });
    });
    await workbench.notification("unknown/metrics.contract.json was written.").waitFor();
    const text = await readFile(session().path("unknown", "metrics.contract.json"), "utf8");
    assert.deepEqual(JSON.parse(text.replace(/^\/\/.*\n/, "")), { names: { trainLoss: ["loss", "gap"] } });
    await reviewPanel(workbench).chart("Loss").waitFor();
    await workbench.run("first").filter({ hasText: "loss 0.33" }).waitFor();
    await workbench.run("third").filter({ hasText: "loss 0.33" }).waitFor();
    await session().picture("roles-loss-chosen");
  });
});

describe("the columns that a review reads", () => {
  const session = useSession({
    fill: async (folder) => {
      await writeText(join(folder, "one", "metrics.jsonl"), log());
      await writeText(join(folder, "other", "metrics.jsonl"), log());
      await endedAnHourAgo(folder);
    },
    settings: { "slopewise.contract.builtIn": "auto" },
  });
  const page = (): FrameLocator => session().workbench.panel();
  const line = (): Locator => page().locator(".read-as summary");
  /** Another column than the loss that is NaN is a warning. */
  const lossFinding = (): Locator => reviewPanel(session().workbench).finding(/error: task_loss.*non-finite/);

  async function open(run: string): Promise<void> {
    const { workbench } = session();
    await workbench.openView();
    await workbench.openRun(run);
    await reviewPanel(workbench).heading(run).waitFor();
    await line().waitFor();
  }

  /** Takes a column for the training loss from its list. */
  async function choose(column: string): Promise<void> {
    const list = page().getByRole("combobox", { name: "training loss" });
    await insist("the lists of columns", async (timeout) => {
      if (!(await list.isVisible())) {
        await line().click();
        await list.waitFor({ timeout });
      }
    });
    await list.click();
    await page().getByRole("option", { name: column, exact: true }).and(page().locator(":visible")).click();
  }

  it("are named in its head, with the rule of the clock in plain words", async () => {
    await open("one");
    await line().filter({ hasText: "training loss loss" }).waitFor();
    const clock = line().locator(".part", { hasText: "epochs (columns epoch and iter)" });
    assert.match((await clock.getAttribute("title")) ?? "", /epoch counts the epoch in progress/);
    await line().press("Enter");
    await page().getByText("epoch counts the epoch in progress").waitFor();
    const frame = await panelPage(session().workbench.page);
    assert.deepEqual(await gravestFaults(frame), []);
    await session().picture("roles-open");
  });

  it("are others once somebody chooses so, for the curve, its findings and the list of runs", async () => {
    const { workbench } = session();
    await choose("task_loss");
    await line().filter({ hasText: "training loss task_loss (your choice)" }).waitFor();
    await lossFinding().waitFor();
    await page().locator(".verdict.nan").waitFor();
    await workbench.run("one").filter({ hasText: "NaN" }).waitFor();
    assert.equal(await workbench.run("other").filter({ hasText: "NaN" }).count(), 0);
    const frame = await panelPage(workbench.page);
    assert.deepEqual(await gravestFaults(frame), []);
    await session().picture("roles-chosen");
  });

  it("are the same after the window is loaded again, and the other run's are its own", async () => {
    const { workbench } = session();
    await workbench.waitUntilKept("slopewise.roles", "task_loss");
    await workbench.page.reload();
    await workbench.waitUntilReady();
    await open("one");
    await line().filter({ hasText: "task_loss (your choice)" }).waitFor();
    await lossFinding().waitFor();
    await open("other");
    await line().filter({ hasText: "training loss loss" }).waitFor();
    assert.equal(await lossFinding().count(), 0);
  });

  it("are the log's own again when that is chosen", async () => {
    await open("one");
    await line().filter({ hasText: "task_loss (your choice)" }).waitFor();
    await choose("Automatic: loss");
    await line().filter({ hasText: "training loss loss" }).waitFor();
    await lossFinding().waitFor({ state: "detached" });
    await page().locator(".verdict.ended").waitFor();
  });

  it("go into a contract of the run's own folder, and the review stays in front", async () => {
    const { workbench } = session();
    await choose("task_loss");
    await line().filter({ hasText: "task_loss (your choice)" }).waitFor();
    await page().getByRole("button", { name: "Write to this folder's contract…" }).click();
    await workbench.notification("one/metrics.contract.json was written.").waitFor();
    const text = await readFile(session().path("one", "metrics.contract.json"), "utf8");
    assert.deepEqual(JSON.parse(text.replace(/^\/\/.*\n/, "")), { names: { trainLoss: "task_loss" } });
    await line().filter({ hasText: "training loss task_loss", hasNotText: "your choice" }).waitFor();
    await lossFinding().waitFor();
    await reviewPanel(workbench).heading("one").waitFor();
    await session().picture("roles-written");
    await open("other");
    await line().filter({ hasText: "training loss loss" }).waitFor();
  });

  it("are followed by a contract that is made of what the run logs, which says what it changes for others", async () => {
    const { workbench } = session();
    await open("one");
    const alone = workbench.choice("This run only");
    // A review that is sent again takes a list of fixes that was just opened with it.
    await insist("what the contract would change", async (timeout) => {
      await workbench.page.keyboard.press("Escape");
      const finding = reviewPanel(workbench).finding("no-contract");
      await finding.getByRole("button", { name: "Fix…" }).click({ timeout });
      await workbench.choice("Create a Contract from What This Run Logs").click({ timeout });
      await alone.filter({ hasText: "No other run would change." }).waitFor({ timeout });
    });
    await workbench.choice("All 2 runs of its folder").filter({ hasText: "1 other run: 2 findings now" }).waitFor();
    await session().picture("roles-preview");
    await alone.click();
    await workbench.answer("one/metrics.contract.json already exists", "Replace");
    await reviewPanel(workbench).finding("no-contract").waitFor({ state: "detached" });
    await reviewPanel(workbench).heading("one").waitFor();
    const text = await readFile(session().path("one", "metrics.contract.json"), "utf8");
    assert.match(text, /"names": \{ "trainLoss": "task_loss" \}/);
    assert.doesNotMatch(text, /"logs"|"analysis"/);
  });
});
