/**
 * Times the analysis, and the same jobs in numpy and scipy where python3 has them. Run it with
 * `node test/bench/numerics.ts [largest n for brute force, 2000]`; each figure is the least of several runs.
 */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { builtInContract } from "../../src/contract/model/builtIn.ts";
import type { Column, LogTable } from "../../src/log/columns/columns.ts";
import { kneeIntervals } from "../../src/numerics/knee/kneeIntervals.ts";
import { linearTime, logTime } from "../../src/numerics/regression/kinkAt.ts";
import { KinkSearch } from "../../src/numerics/regression/kinkSearch.ts";
import { fitModels } from "../../src/numerics/models/modelSet.ts";
import { fitOffsetDecay } from "../../src/numerics/models/offsets/offsetDecay.ts";
import { seededNormal, seededRandom } from "../../src/numerics/stats/random.ts";
import { reviewRun } from "../../src/review/reviewRun.ts";

const bruteLimit = process.argv[2] ?? "2000";

interface Curve {
  readonly t: Float64Array;
  readonly logT: Float64Array;
  readonly logLoss: Float64Array;
}

/** 60 epochs: an exponential up to epoch 15, then a power law; 2 % of white noise. */
function curve(n: number): Curve {
  const normal = seededNormal(seededRandom(1));
  const t = Float64Array.from({ length: n }, (_, i) => ((i + 1) * 60) / n);
  const logLoss = t.map(
    (time) => 2 - 0.08 * Math.min(time, 15) - 0.4 * Math.log(Math.max(time, 15) / 15) + 0.02 * normal(),
  );
  return { t, logT: t.map(Math.log), logLoss };
}

/** Least milliseconds of several runs, after as many to warm up. */
function bestOf(job: () => unknown, repeats: number): number {
  let best = Infinity;
  for (let i = 0; i < 2 * repeats; i++) {
    const start = performance.now();
    job();
    best = i < repeats ? best : Math.min(best, performance.now() - start);
  }
  return best;
}

function tableOf(n: number): LogTable {
  const { t, logLoss } = curve(n);
  const rows = Uint32Array.from(t, (_, i) => i);
  const sparse = rows.filter((row) => row % 500 === 0);
  const columns = new Map<string, Column>();
  const add = (key: string, of: Uint32Array, value: (row: number) => number): void => {
    columns.set(key, { key, rows: of, values: Float64Array.from(of, value), texts: 0 });
  };
  add("step", rows, (row) => row + 1);
  add("epoch", rows, (row) => t[row] ?? NaN);
  add("lr", rows, () => 0.1);
  add("loss_train_nats", rows, (row) => Math.exp(logLoss[row] ?? NaN));
  add("lambda_max", sparse, (row) => 20 - 15 * Math.exp(-(t[row] ?? NaN) / 6));
  return { records: n, keys: [...columns.keys()], column: (key) => columns.get(key), lineOf: (row) => row + 1 };
}

function reviewOf(n: number): () => unknown {
  const table = tableOf(n);
  return () => reviewRun({ run: "run", log: "log", table, contract: builtInContract, findings: [], growing: false });
}

function python(): Readonly<Record<string, number>> {
  const script = join(import.meta.dirname, "numerics.py");
  const { status, stdout } = spawnSync("python3", [script, bruteLimit], { encoding: "utf8", timeout: 600_000 });
  return status === 0 ? (JSON.parse(stdout) as Record<string, number>) : {};
}

function report(
  label: string,
  milliseconds: number,
  theirs?: readonly [name: string, milliseconds: number | undefined],
): void {
  const [name, other] = theirs ?? ["", undefined];
  const ratio =
    other === undefined ? "" : `   ${name} ${other.toFixed(2)} ms: ${(other / milliseconds).toFixed(1)} times as long`;
  console.log(`${label.padEnd(62)} ${milliseconds.toFixed(3).padStart(9)} ms${ratio}`);
}

const theirs = python();
if (!("numpy" in theirs)) {
  console.log("python3 has no numpy here: only our own figures.");
}
for (const n of [200, 2000, 19_550]) {
  const { t, logLoss } = curve(n);
  const search = (): unknown => new KinkSearch({ t, before: logTime, after: logTime, minSide: 5 }).fit(logLoss);
  const ours = bestOf(search, 20);
  report(`exact breakpoint search, ${n} points`, ours, ["numpy, brute force", theirs[`bruteForce${n}`]]);
  report(`exact breakpoint search, ${n} points`, ours, ["numpy, running sums", theirs[`runningSums${n}`]]);
  const logT = t.map(Math.log);
  report(
    `offset power law, ${n} points`,
    bestOf(() => fitOffsetDecay(logT, logLoss), 20),
    ["scipy, curve_fit", theirs[`offsetPower${n}`]],
  );
}

const small = curve(200);
const logT = small.t.map(Math.log);
report(
  "1,000 fits of the offset power law, 200 points",
  bestOf(() => {
    for (let i = 0; i < 1000; i++) {
      fitOffsetDecay(logT, small.logLoss);
    }
  }, 2),
  ["scipy, curve_fit", theirs["offsetBootstrap"]],
);
const raw = curve(19_550);
report(
  "all seven models and their comparison, 240 bins",
  bestOf(() => fitModels(curve240()), 10),
);
report(
  "exponential-to-power switch alone, 19,550 raw steps",
  bestOf(() => switchOf(raw), 10),
);
const bins = curve(240);
const binModels = fitModels(bins);
report(
  "the bootstrap of a knee, on request, 240 bins",
  bestOf(() => kneeIntervals(binModels, { seed: 1 }), 5),
);
for (const n of [19_550, 4_500_000]) {
  report(`whole review, ${n.toLocaleString("en")} records`, bestOf(reviewOf(n), n > 1e6 ? 1 : 10));
}

function curve240(): Curve {
  return curve(240);
}

function switchOf({ t, logLoss }: Curve): unknown {
  return new KinkSearch({ t, before: linearTime, after: logTime, minSide: 5 }).fit(logLoss);
}
