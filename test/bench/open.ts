// Opens the reviews of a usual and of a long run in the embedded VS Code, again and again, and prints how long each took
// from the mouse button to the drawn loss, and how much of that VS Code took until the page's script was there.
//
//     npm run bench:open [-- RECORDS...]
import { appendFile, mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { Workbench } from "../browser/workbench.ts";
import { reviewPanel } from "../browser/reviewPanel.ts";
import { launchBrowser } from "../../scripts/host/browser.ts";
import { runWithEndings, temporaryFolder } from "../../scripts/host/endings.ts";
import { ensureHost } from "../../scripts/host/install.ts";
import { startServer } from "../../scripts/host/server.ts";
import { vsixFile } from "../../scripts/host/vsix.ts";

const asked = process.argv.slice(2).map(Number);
const sizes = asked.length > 0 ? asked : [19_550, 1_000_000];
const rounds = 7;
/** Milliseconds that the middle one may take: up to 100,000 records, and beyond. */
const allowed = (records: number): number => (records <= 100_000 ? 500 : 700);
const epochs = 50;

/** Runs in the page: says when the mouse button goes down on a run. */
const watch = `
  addEventListener("pointerdown", (event) => {
    if (event.target.closest?.(".monaco-list-row")) console.log("bench pressed " + Date.now());
  }, true);
`;

await runWithEndings(async (endings) => {
  await ensureHost(endings);
  const folder = join(await temporaryFolder(endings, "workspace"), "training");
  for (const records of sizes) {
    await writeRun(join(folder, `run-${records}`), records);
  }
  const server = await startServer(endings, { vsix: vsixFile });
  const context = await (await launchBrowser(endings)).newContext({ viewport: { width: 1280, height: 860 } });
  context.setDefaultTimeout(120_000);
  await context.addInitScript(watch);
  const page = await context.newPage();
  const workbench = new Workbench(page);
  await page.goto(server.window(folder));
  await workbench.waitUntilReady();
  await workbench.openView();
  let slow = 0;
  for (const records of sizes) {
    await workbench
      .run(`run-${records}`)
      .filter({ hasText: /(loss|val) \d/ })
      .waitFor();
    const opened: Opened[] = [];
    for (let round = 0; round < rounds; round += 1) {
      opened.push(await open(page, workbench, `run-${records}`));
    }
    const times = opened.map(({ drawn }) => drawn);
    const middle = middleOf(times);
    slow += middle > allowed(records) ? 1 : 0;
    const all = times.map((time) => time.toFixed(0)).join(", ");
    const own = middleOf(opened.map(({ loaded }) => loaded)).toFixed(0);
    console.log(
      `${records.toLocaleString("en")} records: ${middle.toFixed(0)} ms, allowed ${allowed(records)} (in order: ${all}); ` +
        `of these VS Code's own, until the page's script was there: ${own} ms`,
    );
  }
  return slow === 0 ? 0 : 1;
});

/** Milliseconds from the mouse button on a run until the page's script was loaded, and until the loss was drawn. */
interface Opened {
  readonly loaded: number;
  readonly drawn: number;
}

function middleOf(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[times.length >> 1] ?? Infinity;
}

/** Opens the review of a run, and closes it again. */
async function open(page: Page, workbench: Workbench, run: string): Promise<Opened> {
  const pressed = page
    .waitForEvent("console", (message) => message.text().startsWith("bench pressed"))
    .then((message) => Number(message.text().split(" ").at(-1)));
  await workbench.run(run).click();
  const chart = reviewPanel(workbench).chart("Loss");
  await chart.waitFor();
  const [loaded, drawn]: [number, number] = await chart.evaluate(`[
    performance.getEntriesByType("resource").find(({ name }) => name.endsWith("/run.js")).responseEnd,
    performance.getEntriesByName("slopewise.firstDrawn")[0].startTime,
  ].map((time) => performance.timeOrigin + time)`);
  await workbench.close(run);
  const start = await pressed;
  return { loaded: loaded - start, drawn: drawn - start };
}

/** A run of 50 epochs by a power law with noise. */
async function writeRun(folder: string, records: number): Promise<void> {
  await mkdir(folder, { recursive: true });
  let text = "";
  for (let step = 1; step <= records; step += 1) {
    const epoch = (epochs * step) / records;
    const nats = 3 * (epoch + 0.01) ** -0.3 * (1 + 0.05 * Math.sin(step * 12.9898));
    text += `{"step": ${step}, "epoch": ${epoch}, "lr": 0.001, "loss_train_nats": ${nats}}\n`;
    if (step % 10_000 === 0 || step === records) {
      await appendFile(join(folder, "metrics.jsonl"), text);
      text = "";
    }
  }
}
