// Opens a workspace of many runs of all formats in the embedded VS Code, several times, and prints how long VS Code waited for Slopewise
// to load and to activate. The search for runs goes on behind that: how long until all are listed is printed next to it.
//
//     npm run bench:activation [-- RUNS]
import { mkdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { launchBrowser } from "../../scripts/host/browser.ts";
import { compileModule } from "../host/compileSuite.ts";
import { runWithEndings, temporaryFolder } from "../../scripts/host/endings.ts";
import { ensureHost } from "../../scripts/host/install.ts";
import { out, root } from "../../scripts/host/places.ts";
import { basics } from "../host/records.ts";
import { startServer, type Server } from "../../scripts/host/server.ts";
import { toolLogs } from "../host/toolLogs.ts";
import { writeLog, writeText } from "../host/workspace.ts";

const runs = Number(process.argv[2] ?? 216);
const tries = 5;
/** What activation may take, in milliseconds. */
const allowed = 100;
const limit = 120_000;

interface Figures {
  /** Milliseconds that VS Code reports: to load the code, and for the call of `activate`. */
  readonly load: number;
  readonly activate: number;
  /** Milliseconds from the start of activation until the view lists every run, and each was read to its end. */
  readonly listed: number;
}

await runWithEndings(async (endings) => {
  await ensureHost(endings);
  const workspace = await temporaryFolder(endings, "workspace");
  // Of each run something is found, so that one sees when it was read.
  await writeText(join(workspace, ".vscode", "settings.json"), '{ "slopewise.contract.builtIn": "always" }');
  for (let run = 0; run < runs; run += 1) {
    await writeRun(join(workspace, `sweep-${run % 6}`, `seed-${run}`), run % (toolLogs.length + 1));
  }
  const figures = join(out, "activation.json");
  await mkdir(out, { recursive: true });
  const measure = await compileModule(join(root, "test/bench/inside/activation.ts"));
  const env = { SLOPEWISE_FIGURES: figures, SLOPEWISE_RUNS: String(runs) };
  const server = await startServer(endings, { runsTests: true, env });
  const browser = await launchBrowser(endings);
  const all: Figures[] = [];
  for (let i = 0; i < tries; i += 1) {
    await rm(figures, { force: true });
    if ((await exitCode(browser, addressOf(server, workspace, measure))) !== 0) {
      throw new Error("The measurement inside VS Code failed.");
    }
    all.push(JSON.parse(await readFile(figures, "utf8")) as Figures);
  }
  const line = (of: (figures: Figures) => number): string => all.map((one) => of(one).toFixed(0)).join(", ");
  const total = all.map(({ load, activate }) => load + activate).sort((a, b) => a - b);
  const median = total[Math.floor(tries / 2)] ?? Infinity;
  console.log(`${runs} runs, ${tries} windows; milliseconds`);
  console.log(`load:             ${line(({ load }) => load)}`);
  console.log(`activate:         ${line(({ activate }) => activate)}`);
  console.log(`load + activate:  median ${median.toFixed(0)}, allowed ${allowed}`);
  console.log(`all runs listed and read after: ${line(({ listed }) => listed)}`);
  return median <= allowed ? 0 : 1;
});

/** A log of 1,000 records: of JSON Lines, then one of each other format. */
async function writeRun(folder: string, format: number): Promise<void> {
  const tool = format === 0 ? undefined : toolLogs[format - 1];
  await (tool === undefined
    ? writeLog(join(folder, "metrics.jsonl"), basics(0, 1000))
    : tool.grow(join(folder, tool.folder), 0, 1000));
}

function addressOf(server: Server, workspace: string, measure: string): string {
  return server.window(workspace, [
    ["extensionDevelopmentPath", server.remoteUri(root)],
    ["extensionTestsPath", server.remoteUri(measure)],
    ["skipWelcome", "true"],
  ]);
}

/** Opens a window of its own and gives the code that the measurement ends with. */
async function exitCode(browser: Browser, address: string): Promise<number> {
  const page = await browser.newPage();
  try {
    const exit = new Promise<number>((resolve, reject) => {
      setTimeout(() => reject(new Error("The runs were not read in time.")), limit).unref();
      page.exposeFunction("codeAutomationExit", resolve).catch(reject);
    });
    await page.exposeFunction("codeAutomationLog", () => undefined);
    await page.goto(address);
    return await exit;
  } finally {
    await page.close();
  }
}
