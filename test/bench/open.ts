// Opens the reviews of a usual and of a long run in the embedded VS Code, again and again, and prints how long each took
// from the mouse button to the drawn loss.
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
const allowed = (records: number): number => (records <= 100_000 ? 500 : 900);
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
      .filter({ hasText: `${records.toLocaleString("en")} records` })
      .waitFor();
    const times: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      times.push(await open(page, workbench, `run-${records}`));
    }
    const middle = times.toSorted((a, b) => a - b)[rounds >> 1] ?? Infinity;
    slow += middle > allowed(records) ? 1 : 0;
    const all = times.map((time) => time.toFixed(0)).join(", ");
    console.log(
      `${records.toLocaleString("en")} records: ${middle.toFixed(0)} ms, allowed ${allowed(records)} (in order: ${all})`,
    );
  }
  return slow === 0 ? 0 : 1;
});

/** Milliseconds from the mouse button on a run until its loss was drawn. The panel is closed after that. */
async function open(page: Page, workbench: Workbench, run: string): Promise<number> {
  const pressed = page
    .waitForEvent("console", (message) => message.text().startsWith("bench pressed"))
    .then((message) => Number(message.text().split(" ").at(-1)));
  await workbench.run(run).click();
  const chart = reviewPanel(workbench).chart("Loss");
  await chart.waitFor();
  const drawn: number = await chart.evaluate(
    'performance.timeOrigin + performance.getEntriesByName("slopewise.firstDrawn")[0].startTime',
  );
  await workbench.close(run);
  return drawn - (await pressed);
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
