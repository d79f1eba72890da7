/**
 * Reviews simulated runs whose truth is known and writes what comes out to media/docs/calibration.md. Seeded; run it with
 * `npm run calibrate -- [--runs 300] [--cells PATTERN] [--forecasts] [--data FOLDER]... [--threads N] [--keep FOLDER]
 * [--out FILE]`. With a pattern the tables go to standard output; with --forecasts only their section, which is the last one,
 * is made again, of the logs within the folders of --data instead of the repository's. What a cell came to is kept in a
 * folder, if one is given, and read from there the next time, so that an interrupted calibration goes on; the folder belongs
 * to one state of the code.
 */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { Worker } from "node:worker_threads";
import { cells } from "./cells.ts";
import type { CellTask } from "./cellWorker.ts";
import { forecastSection, forecastTitle } from "./forecasts.ts";
import type { Outcome } from "./outcome.ts";
import { plateauTables } from "./plateauTables.ts";
import { tablesOf } from "./tables.ts";

const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "300" },
    cells: { type: "string" },
    forecasts: { type: "boolean", default: false },
    threads: { type: "string", default: String(availableParallelism()) },
    data: { type: "string", multiple: true, default: [] },
    keep: { type: "string" },
    out: { type: "string", default: join(import.meta.dirname, "../../media/docs/calibration.md") },
  },
});
const runs = Number(values.runs);
const pattern = values.cells === undefined ? null : new RegExp(values.cells, "u");
const wanted = cells
  .map((_, index) => index)
  .filter(() => !values.forecasts)
  .filter((index) => pattern?.test(cells[index]?.name ?? "") ?? true);
const started = performance.now();

interface Answer {
  readonly index: number;
  readonly outcome: Outcome;
}

/** The outcomes of all wanted cells, each thread taking the next one as it comes free. */
async function outcomes(): Promise<Map<number, Outcome>> {
  const done = new Map(wanted.flatMap((index) => kept(index)));
  const queue = wanted.filter((index) => !done.has(index));
  if (queue.length === 0) {
    return done;
  }
  const count = Math.max(1, Math.min(Number(values.threads), queue.length));
  await Promise.all(Array.from({ length: count }, () => emptied(queue, done)));
  return done;
}

/** Where the outcome of a cell is kept: by its name, since the order of the cells may change. */
function fileOf(index: number): string | null {
  const name = encodeURIComponent(cells[index]?.name ?? "");
  return values.keep === undefined ? null : join(values.keep, `${name}.json`);
}

/** What was kept of a cell, if it was of as many runs or more. */
function kept(index: number): (readonly [number, Outcome])[] {
  const file = fileOf(index);
  const outcome = file !== null && existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Outcome) : null;
  return outcome !== null && outcome.runs >= runs ? [[index, outcome]] : [];
}

function keep(index: number, outcome: Outcome): void {
  const file = fileOf(index);
  if (values.keep !== undefined && file !== null) {
    mkdirSync(values.keep, { recursive: true });
    writeFileSync(file, JSON.stringify(outcome));
  }
}

function emptied(queue: number[], done: Map<number, Outcome>): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL("./cellWorker.ts", import.meta.url));
    const next = (): void => {
      const index = queue.shift();
      if (index === undefined) {
        void worker.terminate().then(() => {
          resolve();
        });
        return;
      }
      const task: CellTask = { index, runs };
      worker.postMessage(task);
    };
    worker.on("message", ({ index, outcome }: Answer) => {
      done.set(index, outcome);
      keep(index, outcome);
      console.error(`${done.size} of ${wanted.length}: ${cells[index]?.name ?? ""}`);
      next();
    });
    worker.on("error", reject);
    next();
  });
}

const done = await outcomes();
const results = wanted.flatMap((index) => {
  const [cell, outcome] = [cells[index], done.get(index)];
  return cell === undefined || outcome === undefined ? [] : [{ cell, outcome }];
});
const counts = results.map(({ outcome }) => outcome.runs);
const [fewest, most] = [Math.min(...counts), Math.max(...counts)];
/** To how many points a share of 95 % is known from some runs. */
const known = (count: number): string => ((196 * Math.sqrt(0.95 * 0.05)) / Math.sqrt(count)).toFixed(1);
/** Which state of the code was calibrated, and when it was committed. */
const state = execFileSync("git", ["log", "-1", "--format=%h of %cs"], {
  cwd: import.meta.dirname,
  encoding: "utf8",
}).trim();
const text = `# Calibration

Simulated runs with known ground truth, reviewed as a log is (\`npm run calibrate\`): ${fewest === most ? most : `${fewest} to ${most}`} runs a cell, so
that a share of 95 % is known to ${fewest === most ? known(most) : `${known(fewest)} to ${known(most)}`} points. 60 epochs with a record a quarter epoch and noise of ln L with standard deviation 0.02, unless said. Shares are percent;
"covers" is how often a 95 % interval holds the truth. A switch takes 1.2 off ln L and goes on with slope 0.4. The goals: at most 5
false knees, at least 92 of 100 intervals that cover, 90 of 100 knees found. Generated from commit ${state}.

${tablesOf(results)}

${pattern === null && !values.forecasts ? `${plateauTables(runs)}\n\n${await forecastSection(values.data)}` : ""}
`;
if (values.forecasts) {
  const [before = ""] = readFileSync(values.out, "utf8").split(forecastTitle);
  writeFileSync(values.out, `${before.trimEnd()}\n\n${await forecastSection(values.data)}`);
} else if (pattern === null) {
  writeFileSync(values.out, text);
} else {
  console.log(text);
}
console.error(`${((performance.now() - started) / 60_000).toFixed(1)} minutes.`);
