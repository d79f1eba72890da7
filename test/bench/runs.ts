// Opens the table of runs in the embedded VS Code and prints medians: the first rows of a warm workspace, the work of a sort
// and of a filter of 10,000 rows, the memory of the page, and what an idle list in the side bar still writes.
//
//     npm run bench:runs [-- RUNS...]
import { mkdir, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, Frame, Page } from "playwright-core";
import { launchBrowser } from "../../scripts/host/browser.ts";
import { runWithEndings, temporaryFolder, type Endings } from "../../scripts/host/endings.ts";
import { ensureHost } from "../../scripts/host/install.ts";
import { startServer } from "../../scripts/host/server.ts";
import { vsixFile } from "../../scripts/host/vsix.ts";
import { panelPage } from "../browser/panelPage.ts";
import { Workbench } from "../browser/workbench.ts";
import { eventually } from "../host/eventually.ts";
import { basics } from "../host/records.ts";
import { writeLog } from "../host/workspace.ts";

const asked = process.argv.slice(2).map(Number);
const sizes = asked.length > 0 ? asked : [216, 2_000];
const openings = 7;
const rows = 10_000;
/** Milliseconds until the first rows. */
const allowedToOpen = (runs: number): number => (runs <= 216 ? 700 : 1_500);
const allowedWork = 50;
const allowedMegabytes = 200;
const idleMs = 60_000;
const hoursAgo = new Date(Date.now() - 6 * 60 * 60_000);

/** In the workbench: says when the mouse button goes down on the button that opens the table. */
const watch = `
  addEventListener("pointerdown", (event) => {
    if (event.target.closest?.(".title-actions")) console.log("bench pressed " + Date.now());
  }, true);
`;

let missed = 0;

await runWithEndings(async (endings) => {
  await ensureHost(endings);
  const browser = await launchBrowser(endings);
  for (const runs of sizes) {
    await measure(endings, browser, runs);
  }
  return missed === 0 ? 0 : 1;
});

async function measure(endings: Endings, browser: Browser, runs: number): Promise<void> {
  const folder = join(await temporaryFolder(endings, "workspace"), "training");
  for (let run = 0; run < runs; run += 1) {
    const place = join(folder, `lr${run % 6}`, `seed-${run}`);
    await mkdir(place, { recursive: true });
    await writeLog(join(place, "metrics.jsonl"), basics(0, 200));
    // Long ago, so that no run goes from live to ended while the list is watched.
    await utimes(join(place, "metrics.jsonl"), hoursAgo, hoursAgo);
    await writeFile(
      join(place, "config.json"),
      JSON.stringify({ lr: (run % 6) / 10, wd: [0, 1e-4, 1e-3][run % 3], arch: ["vit", "resnet"][run % 2], seed: run }),
    );
  }
  const server = await startServer(endings, { vsix: vsixFile });
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 } });
  context.setDefaultTimeout(600_000);
  await context.addInitScript(watch);
  const page = await context.newPage();
  const workbench = new Workbench(page);
  await page.goto(server.window(folder));
  await workbench.waitUntilReady();
  await workbench.openView();
  await open(page, workbench);
  // Warm: every run was read, and what it came to is kept.
  await untilAllAreRead(await panelPage(page), runs);
  await workbench.close("Runs");
  const times: number[] = [];
  for (let i = 0; i < openings; i += 1) {
    times.push(await open(page, workbench));
    await workbench.close("Runs");
  }
  print(`${runs} runs: first rows`, times, allowedToOpen(runs), "ms");
  await open(page, workbench);
  const full = await panelPage(page);
  await untilAllAreRead(full, runs);
  await curvesOf(full, runs);
  await analysisOf(full, runs);
  print(`${runs} runs: memory of the page`, [await heapOf(page, full)], allowedMegabytes, "MB");
  await workOf(full);
  await workbench.close("Runs");
  await idle(page, runs);
  await context.close();
}

/** Asked from outside: the page's policy bars code that waits inside. */
async function untilAllAreRead(frame: Frame, runs: number): Promise<void> {
  const said = `document.querySelector(".counts")?.textContent.replace(",", "").startsWith("${runs} runs") === true &&
    document.querySelector(".count.reading") === null`;
  await eventually("every run of the table to be read", () => frame.evaluate<boolean>(said), 600_000);
}

/** Milliseconds from the mouse button until the first rows were drawn. */
async function open(page: Page, workbench: Workbench): Promise<number> {
  const pressed = page
    .waitForEvent("console", (message) => message.text().startsWith("bench pressed"))
    .then((message) => Number(message.text().split(" ").at(-1)));
  await workbench.view().hover();
  await workbench.view().locator(".title-actions").getByRole("button", { name: "Open Runs Table" }).click();
  const frame = await panelPage(page);
  await frame.locator(".body .row").first().waitFor();
  const drawn = await frame.evaluate<number>(
    'performance.timeOrigin + performance.getEntriesByName("slopewise.firstRows")[0].startTime',
  );
  return drawn - (await pressed);
}

/** Megabytes of the JavaScript heap of the page's process, once what nobody needs is gone. */
async function heapOf(page: Page, frame: Frame): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.collectGarbage");
  return (await frame.evaluate<number>("performance.memory.usedJSHeapSize")) / 1e6;
}

/** In the page: how long the charts of all runs take to draw, after a switch of the y axis and after a change of groups. */
async function curvesOf(frame: Frame, runs: number): Promise<void> {
  const said = `document.querySelector(".curves .status")?.textContent.replace(",", "") ?? ""`;
  await eventually("the curves of all runs", () => frame.evaluate<boolean>(`/${runs} runs$/.test(${said})`), 600_000);
  const figures = await frame.evaluate<Record<"axis" | "hover" | "zoom" | "group", number[]>>(`(async () => {
    const measured = () => performance.getEntriesByName("slopewise.curves");
    const tool = (name) => [...document.querySelectorAll(".curve-tools .tool")].find((one) => one.textContent === name);
    const all = { axis: [], hover: [], zoom: [], group: [] };
    const drawnAfter = async (act) => {
      performance.clearMeasures("slopewise.curves");
      const start = performance.now();
      act();
      while (measured().length === 0) await new Promise((resolve) => setTimeout(resolve, 2));
      return measured()[0].startTime + measured()[0].duration - start;
    };
    for (let i = 0; i < 6; i++) {
      performance.clearMeasures("slopewise.curves");
      tool("log y").click();
      while (measured().length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
      all.axis.push(measured()[0].duration);
    }
    const canvas = document.querySelector(".plot-area canvas");
    const { left, top, width, height } = canvas.getBoundingClientRect();
    for (let i = 0; i < 20; i++) {
      const start = performance.now();
      const at = { clientX: left + width * (0.3 + i / 50), clientY: top + height * 0.6, bubbles: true };
      canvas.dispatchEvent(new PointerEvent("pointermove", at));
      all.hover.push(performance.now() - start);
    }
    for (let i = 0; i < 9; i++) {
      const wheel = { deltaY: -100, ctrlKey: true, clientX: left + width / 2, clientY: top + height / 2, bubbles: true, cancelable: true };
      all.zoom.push(await drawnAfter(() => canvas.dispatchEvent(new WheelEvent("wheel", wheel))));
    }
    canvas.dispatchEvent(new MouseEvent("dblclick", { bubbles: true }));
    const choose = (entry) => {
      [...document.querySelectorAll(".tool")].find((one) => one.textContent.startsWith("Group by")).click();
      [...document.querySelectorAll(".menu [role^=menuitem]")].find((one) => one.textContent === entry).click();
    };
    for (let i = 0; i < 3; i++) {
      all.group.push(await drawnAfter(() => choose("lr")));
      all.group.push(await drawnAfter(() => choose("No groups")));
    }
    return all;
  })()`);
  print(`${runs} runs: all charts drawn`, figures.axis, runs <= 216 ? 33 : 500, "ms");
  print(`${runs} runs: what is pointed at`, figures.hover, 16, "ms");
  print(`${runs} runs: a step of a zoom, until it is drawn`, figures.zoom, runs <= 216 ? 33 : 500, "ms");
  print(`${runs} runs: another grouping, until it is drawn`, figures.group, runs <= 216 ? 200 : 1_000, "ms");
}

/** In the page: how long the analysis of all runs takes to draw, when its tab is opened first and after other choices. */
async function analysisOf(frame: Frame, runs: number): Promise<void> {
  const { first, again } = await frame.evaluate<Record<"first" | "again", number[]>>(`(async () => {
    const tab = (name) => [...document.querySelectorAll('[role="tab"]')].find((one) => one.textContent === name);
    const drawing = () => document.querySelector(".analysis .figures svg");
    const drawnAfter = async (act) => {
      const [start, before] = [performance.now(), drawing()];
      act();
      while (drawing() === null || drawing() === before) await new Promise((resolve) => setTimeout(resolve, 2));
      return performance.now() - start;
    };
    const all = { first: [await drawnAfter(() => tab("Analysis").click())], again: [] };
    const group = document.querySelector(".analysis-choices select");
    for (let i = 0; i < 6; i++) {
      const next = (group.selectedIndex + 1) % group.options.length;
      group.selectedIndex = next;
      all.again.push(await drawnAfter(() => group.dispatchEvent(new Event("change"))));
    }
    tab("Table").click();
    return all;
  })()`);
  print(`${runs} runs: the analysis, until it is drawn first`, first, runs <= 216 ? 1_000 : 3_000, "ms");
  print(`${runs} runs: the analysis after another choice`, again, runs <= 216 ? 1_000 : 3_000, "ms");
}

/** In the page: ten thousand rows of thirty columns as the host would send them, then sorts and filters. */
async function workOf(frame: Frame): Promise<void> {
  const figures = await frame.evaluate<Record<"sort" | "filter", number[]>>(`(async () => {
    const random = ((state) => () => (state = (state * 16807) % 2147483647) / 2147483647)(7);
    const metrics = Array.from({ length: 20 }, (_, i) => "last.metric_" + i);
    const results = ["last_train", "best_val", "last_val", "acc_val", "alpha_early", "r2", "knee"];
    const rows = Array.from({ length: ${rows} }, (_, i) => ({
      log: "file:///bench/" + i, run: "resnet-" + (i % 7) + "-seed-" + i, folder: "sweep/" + (i % 5),
      state: i % 50 === 0 ? "diverged" : "ended", stateText: "ended", stateReason: "", sources: {}, spark: [3, 2, 1],
      cells: {
        "config.lr": [0.1, 0.2, 0.4][i % 3], "config.arch": ["vit", "resnet"][i % 2], "config.seed": i % 10,
        ...Object.fromEntries([...results, ...metrics].map((id) => [id, random()])),
      },
    }));
    const seen = () => document.querySelector(".counts")?.textContent.startsWith("${rows.toLocaleString("en")}") ||
      document.querySelector(".counts")?.textContent.startsWith("${rows}");
    postMessage({ type: "rows", rows, packed: null, missing: [], removed: [], whole: true, view: null, searched: true, hasCurves: true });
    while (!seen()) await new Promise((resolve) => setTimeout(resolve, 20));
    const timed = async (act) => {
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)));
      const start = performance.now();
      act();
      return performance.now() - start;
    };
    const head = (name) => [...document.querySelectorAll('[role="columnheader"]')].find((one) => one.textContent.includes(name));
    const input = document.querySelector(".filter input");
    const filter = (text) => { input.value = text; input.dispatchEvent(new Event("input")); };
    const all = { sort: [], filter: [] };
    for (let round = 0; round < 3; round++) {
      for (const name of ["Best val", "R²", "Last val"]) all.sort.push(await timed(() => head(name).click()));
      for (const text of ["lr > 0.1" + round, "best_val < 0.5 && arch == 'vit'", "seed-1" + round, ""]) {
        all.filter.push(await timed(() => filter(text)));
      }
    }
    return all;
  })()`);
  print(`${rows} rows: work of a sort`, figures.sort, allowedWork, "ms");
  print(`${rows} rows: work of a filter`, figures.filter, allowedWork, "ms");
}

/** How often the list in the side bar writes something while no run goes on. */
async function idle(page: Page, runs: number): Promise<void> {
  const changes = await page.evaluate<number>(`new Promise((resolve) => {
    let changes = 0;
    const list = document.querySelector(".part.sidebar .monaco-list-rows");
    const observer = new MutationObserver((records) => (changes += records.length));
    observer.observe(list, { subtree: true, childList: true, attributes: true, characterData: true });
    setTimeout(() => resolve(changes), ${idleMs});
  })`);
  print(`${runs} runs: DOM changes of the side bar's list in a minute`, [changes], 0, "");
}

function print(what: string, figures: readonly number[], allowed: number, unit: string): void {
  const median = figures.toSorted((one, other) => one - other)[figures.length >> 1] ?? Infinity;
  missed += median > allowed ? 1 : 0;
  const all = figures.map((figure) => figure.toFixed(0)).join(", ");
  console.log(`${what}: ${median.toFixed(0)} ${unit}, allowed ${allowed} (in order: ${all})`);
}
