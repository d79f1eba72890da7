// A sweep of 10,000 runs from its parts, without their logs: the worker's and the page's time until the first rows, curves of ten
// runs, and the merge of the command line.
//
//     npm run bench:parts [-- RUNS PARTS]
import { execFile } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Frame } from "playwright-core";
import { launchBrowser } from "../../scripts/host/browser.ts";
import { runWithEndings, temporaryFolder, type Endings } from "../../scripts/host/endings.ts";
import { ensureHost } from "../../scripts/host/install.ts";
import { commandLine } from "../../scripts/host/places.ts";
import { startServer } from "../../scripts/host/server.ts";
import { vsixFile } from "../../scripts/host/vsix.ts";
import { panelPage } from "../browser/panelPage.ts";
import { Workbench } from "../browser/workbench.ts";
import { writePartsOf } from "./partsOfRuns.ts";

const [runs = 10_000, parts = 20] = process.argv.slice(2).map(Number);
const openings = 5;
const allowed = 2_000;

/** In the workbench: says when the folder is chosen in the list. */
const watch = `
  addEventListener("keydown", (event) => {
    if (event.key === "Enter") console.log("bench pressed " + Date.now());
  }, true);
`;

await runWithEndings(async (endings) => {
  await ensureHost(endings);
  const folder = join(await temporaryFolder(endings, "workspace"), "training");
  await mkdir(folder);
  await writePartsOf(join(folder, "cluster-out"), runs, parts);
  const opened = await opening(endings, folder);
  await merge(folder);
  return opened <= allowed ? 0 : 1;
});

/** Milliseconds from the key that opens the sweep until its first rows are drawn: the median of several. */
async function opening(endings: Endings, folder: string): Promise<number> {
  const server = await startServer(endings, { vsix: vsixFile });
  const browser = await launchBrowser(endings);
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 } });
  context.setDefaultTimeout(60_000);
  await context.addInitScript(watch);
  const page = await context.newPage();
  const workbench = new Workbench(page);
  await page.goto(server.window(folder));
  await workbench.waitUntilReady();
  const times: number[] = [];
  for (let i = 0; i < openings; i++) {
    await workbench.command("Slopewise: Open Sweep Parts");
    await workbench.choice("cluster-out").waitFor();
    const pressed = page
      .waitForEvent("console", (message) => message.text().startsWith("bench pressed"))
      .then((message) => Number(message.text().split(" ").at(-1)));
    await page.keyboard.press("Enter");
    const frame = await panelPage(page);
    await frame.locator(".body .row").first().waitFor();
    const drawn = await frame.evaluate<number>(
      'performance.timeOrigin + performance.getEntriesByName("slopewise.firstRows")[0].startTime',
    );
    times.push(drawn - (await pressed));
    if (i === openings - 1) {
      await curves(frame);
    }
    await workbench.close("Sweep cluster-out");
  }
  await context.close();
  const median = times.toSorted((one, other) => one - other)[openings >> 1] ?? Infinity;
  const all = times.map((time) => time.toFixed(0)).join(", ");
  console.log(`${runs} runs of ${parts} parts: first rows after ${median.toFixed(0)} ms, allowed ${allowed} (${all})`);
  return median;
}

async function curves(frame: Frame): Promise<void> {
  const start = performance.now();
  await frame.locator(".curves .status", { hasText: /runs$/ }).waitFor();
  const said = await frame.locator(".curves .status").innerText();
  console.log(`all curves: ${said}, ${(performance.now() - start).toFixed(0)} ms after the rows`);
  const work = await frame.evaluate<number>(`(async () => {
    const seen = () => document.querySelector(".analysis .statement, .analysis li");
    const start = performance.now();
    [...document.querySelectorAll('[role="tab"]')].find((one) => one.textContent === "Analysis").click();
    while (!seen()) await new Promise((resolve) => setTimeout(resolve, 20));
    return performance.now() - start;
  })()`);
  console.log(`analyzed: ${work.toFixed(0)} ms`);
}

async function merge(folder: string): Promise<void> {
  const start = performance.now();
  const args = [commandLine, "sweep", join(folder, "cluster-out"), "--out", join(folder, "merged")];
  await promisify(execFile)(process.execPath, args, { maxBuffer: 1 << 28 });
  console.log(`merged by the command line: ${((performance.now() - start) / 1000).toFixed(1)} s`);
}
