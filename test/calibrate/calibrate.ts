/**
 * Checks the analysis against simulated runs whose truth is known, and prints what it finds as Markdown tables.
 * Run it with `node test/calibrate/calibrate.ts [runs a cell]`; it is seeded, and takes some minutes on one core.
 */
import { kneeIntervals } from "../../src/numerics/models/kneeIntervals.ts";
import { slopeInterval } from "../../src/numerics/regression/slopeInterval.ts";
import { findKnee } from "../../src/numerics/models/knee.ts";
import { fitModels } from "../../src/numerics/models/modelSet.ts";
import { fitLine } from "../../src/numerics/regression/ols.ts";
import { settling } from "../../src/numerics/plateau/settling.ts";
import { levelling, moving, simulateCurvature } from "./curvature.ts";
import { noiseCells, shapes, simulate, switchAt, TRUE_ALPHA, type NoiseCell, type Shape } from "./simulate.ts";

const runs = Number(process.argv[2] ?? 500);
/** Fewer resamples than a review draws, for time: the ends of an interval vary a little more. */
const bootstrap = { seed: 1, resamples: 300 };
const EWMA_ALPHA = 0.3;
const CURVATURE_POINTS = 240;

/** Seeds that no two cells share. */
function seedOf(cell: number, run: number): number {
  return 1_000_003 * (cell + 1) + run;
}

function percent(count: number, total: number): string {
  return total === 0 ? "-" : `${((100 * count) / total).toFixed(1)} %`;
}

function middle(values: number[]): string {
  values.sort((one, other) => one - other);
  return values.length === 0 ? "-" : (values[values.length >> 1] ?? NaN).toFixed(2);
}

function print(
  title: string,
  rows: readonly (readonly [label: string, of: (cell: NoiseCell, index: number) => string])[],
): void {
  const head = noiseCells.map(({ phi, sigma }) => `phi ${phi}, sigma ${sigma}`);
  console.log(`\n### ${title}\n\n| | ${head.join(" | ")} |\n|---|${head.map(() => "---").join("|")}|`);
  for (const [label, of] of rows) {
    console.log(`| ${label} | ${noiseCells.map(of).join(" | ")} |`);
  }
}

function falseKnees(shape: Shape, cell: NoiseCell, index: number): string {
  let found = 0;
  for (let run = 0; run < runs; run++) {
    found += findKnee(fitModels(simulate(shape, cell, seedOf(index, run)))).epoch === null ? 0 : 1;
  }
  return percent(found, runs);
}

interface SwitchCell {
  readonly found: string;
  readonly error: string;
  readonly kneeCover: string;
  readonly alphaCover: string;
}

function findSwitch(tau: number, cell: NoiseCell, index: number): SwitchCell {
  const errors: number[] = [];
  let [kneeHits, alphaHits] = [0, 0];
  for (let run = 0; run < runs; run++) {
    const series = simulate(switchAt(tau), cell, seedOf(index, run));
    const models = fitModels(series);
    const { epoch } = findKnee(models);
    const intervals = epoch === null ? null : kneeIntervals(series, models, bootstrap);
    if (epoch !== null && intervals !== null) {
      errors.push(Math.abs(epoch - tau));
      kneeHits += holds(intervals.knee, tau);
      alphaHits += holds(intervals.alpha, TRUE_ALPHA);
    }
  }
  const count = errors.length;
  return {
    found: percent(count, runs),
    error: middle(errors),
    kneeCover: percent(kneeHits, count),
    alphaCover: percent(alphaHits, count),
  };
}

function holds([low, high]: readonly [number, number], truth: number): number {
  return low <= truth && truth <= high ? 1 : 0;
}

function slopeCover([start, end]: readonly [number, number], cell: NoiseCell, index: number): string {
  let hits = 0;
  for (let run = 0; run < runs; run++) {
    const { t, logLoss } = simulate(shapes.power, cell, seedOf(index, run));
    const x = t.filter((time) => time > start && time <= end).map(Math.log);
    const y = logLoss.filter((_, i) => (t[i] ?? NaN) > start && (t[i] ?? NaN) <= end);
    const line = fitLine(x, y);
    hits += line === null ? 0 : holds(slopeInterval(x, y, line, bootstrap), -0.3);
  }
  return percent(hits, runs);
}

function plateau(of: (t: number) => number, cell: NoiseCell, index: number): readonly (number | null)[] {
  return Array.from({ length: runs }, (_, run) => {
    const { t, y } = simulateCurvature(of, { ...cell, points: CURVATURE_POINTS, seed: seedOf(index, run) });
    return settling(t, y, EWMA_ALPHA).t;
  });
}

console.log(`${runs} runs a cell, 60 epochs in quarter-epoch bins; noise of ln L: AR(1) of standard deviation sigma.`);
const started = process.cpuUsage();

print(
  "False knees",
  Object.entries(shapes).map(([name, shape]) => [name, (cell, index) => falseKnees(shape, cell, index)] as const),
);

for (const tau of [5, 15, 30]) {
  const cells = noiseCells.map((cell, index) => findSwitch(tau, cell, index));
  const row = (of: (cell: SwitchCell) => string) => (_: NoiseCell, index: number) => {
    const cell = cells[index];
    return cell === undefined ? "-" : of(cell);
  };
  print(`A switch at epoch ${tau}`, [
    ["knee found", row((cell) => cell.found)],
    ["median error, epochs", row((cell) => cell.error)],
    ["knee interval covers", row((cell) => cell.kneeCover)],
    ["alpha interval covers", row((cell) => cell.alphaCover)],
  ]);
}

print("Coverage of alpha on a power law", [
  ["whole run", (cell, index) => slopeCover([0, 60], cell, index)],
  ["epochs 5 to 15", (cell, index) => slopeCover([5, 15], cell, index)],
]);

print(
  "Plateaus of a curvature that levels off: share found, median error in epochs",
  Object.entries(levelling).map(([name, { of, settles }]) => {
    const describe = (cell: NoiseCell, index: number): string => {
      const found = plateau(of, cell, index).filter((time) => time !== null);
      return `${percent(found.length, runs)}, ${middle(found.map((time) => Math.abs(time - settles)))}`;
    };
    return [name, describe] as const;
  }),
);

print(
  "False plateaus",
  Object.entries(moving).map(([name, of]) => {
    const describe = (cell: NoiseCell, index: number): string =>
      percent(plateau(of, cell, index).filter((time) => time !== null).length, runs);
    return [name, describe] as const;
  }),
);

console.log(`\n${(process.cpuUsage(started).user / 6e7).toFixed(1)} minutes of one core.`);
