/**
 * The most memory that `validate` and `analyze` of a large log take, each in a process of its own, and whether that is
 * within bounds: `npm run bench:memory [-- GIGABYTES...]`.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeCorpus } from "./logCorpus.ts";
import { measuredRun } from "./measuredRun.ts";

/** Most bytes of memory for a log of up to so many gigabytes. */
const bounds: readonly (readonly [gigabytes: number, bytes: number])[] = [
  [1, 400e6],
  [4, 600e6],
];

const asked = process.argv.slice(2).map(Number);
const folder = await mkdtemp(join(tmpdir(), "slopewise-memory-"));
try {
  for (const [gigabytes, most] of bounds.filter(([size]) => asked.length === 0 || asked.includes(size))) {
    const log = join(folder, "metrics.jsonl");
    await writeCorpus(log, "usual", 1e9 * gigabytes);
    for (const command of ["validate", "analyze"]) {
      const start = performance.now();
      const { peakBytes, cpuSeconds } = await measuredRun([command, log]);
      const seconds = ((performance.now() - start) / 1000).toFixed(1);
      const figures = `${(peakBytes / 1e6).toFixed(0)} MB at most, ${seconds} s, ${cpuSeconds.toFixed(1)} s of processor time`;
      console.log(`${command} of ${gigabytes} GB: ${figures}${peakBytes <= most ? "" : ": too much memory"}`);
      process.exitCode = peakBytes <= most ? process.exitCode : 1;
    }
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
