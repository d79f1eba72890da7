/**
 * Whether time and memory grow no faster than an input: `npm run bench:growth [-- NAME...]` measures the command line at one, ten
 * and a hundred times as much of each thing that an input may have much of, each in a process of its own, and ends with 1
 * where ten times as much takes far more than ten times as long.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { growthCases, type GrowthCase } from "./growthCases.ts";
import { measuredRun, type RunFigures } from "./measuredRun.ts";

/** Ten times as much may take so many times as long, beyond what the smallest input takes. */
const mostGrowth = 15;
/** An increase below this, in seconds and bytes, says nothing: a heap has so much to spare. */
const leastSeconds = 0.05;
const leastBytes = 15e6;

async function measure({ base, make }: GrowthCase): Promise<readonly RunFigures[]> {
  const figures: RunFigures[] = [];
  for (const factor of [1, 10, 100]) {
    const folder = await mkdtemp(join(tmpdir(), "slopewise-growth-"));
    try {
      figures.push(await measuredRun(make(folder, factor * base)));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
  return figures;
}

/** How many times as much the last factor of ten took as the one before it, beyond what the smallest input took. */
function growth([one = 0, ten = 0, hundred = 0]: readonly number[], least: number): number {
  return (hundred - one) / Math.max(ten - one, least);
}

function shown(values: readonly number[], digits: number): string {
  return values.map((value) => value.toFixed(digits).padStart(7)).join("");
}

const asked = process.argv.slice(2);
const cases = growthCases.filter(({ name }) => asked.length === 0 || asked.includes(name));
console.log(`${"".padEnd(18)} ${"x1".padStart(8)}  CPU seconds x1, x10, x100   most MB x1, x10, x100`);
for (const one of cases) {
  const figures = await measure(one);
  const [seconds, bytes] = [figures.map(({ cpuSeconds }) => cpuSeconds), figures.map(({ peakBytes }) => peakBytes)];
  const isLinear = growth(seconds, leastSeconds) <= mostGrowth && growth(bytes, leastBytes) <= mostGrowth;
  const megabytes = bytes.map((value) => value / 1e6);
  const verdict = isLinear ? "" : "  faster than the input";
  console.log(
    `${one.name.padEnd(18)} ${String(one.base).padStart(8)}   ${shown(seconds, 2)}     ${shown(megabytes, 0)}${verdict}`,
  );
  process.exitCode = isLinear ? process.exitCode : 1;
}
