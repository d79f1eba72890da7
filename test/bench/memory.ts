/**
 * The most memory that `validate`, `analyze` and the review of a large log take, each in a process of its own, and whether
 * that is within bounds: `npm run bench:memory [-- NAME...]`.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeCorpus } from "./logCorpus.ts";
import { measuredReview, measuredRun } from "./measuredRun.ts";
import {
  writeCsv,
  writeDocument,
  writeEventFile,
  writeLists,
  writeMlflow,
  writeTwoEventFiles,
  writeWandb,
  type WriteLarge,
} from "./otherCorpus.ts";

/** A large log, and the most bytes of memory for it. */
interface MemoryCase {
  readonly name: string;
  readonly bytes: number;
  readonly write: WriteLarge;
  readonly most: number;
  /** Metrics that its review is asked for; none is opened where absent. */
  readonly metrics?: readonly string[];
  /** The most bytes of memory for that. */
  readonly mostOfReview?: number;
}

const writeLines: WriteLarge = async (folder, bytes) => {
  const log = join(folder, "metrics.jsonl");
  await writeCorpus(log, "usual", bytes);
  return log;
};

const cases: readonly MemoryCase[] = [
  {
    ...{ name: "jsonl-1", bytes: 1e9, write: writeLines, most: 400e6, mostOfReview: 600e6 },
    metrics: ["acc_train", "wd", "loss_train_bits", "grad_norm", "weight_norm", "hutch_trace", "checkpoint_size_mb"],
  },
  { name: "jsonl-4", bytes: 4e9, write: writeLines, most: 600e6 },
  { name: "csv", bytes: 1e9, write: writeCsv, most: 400e6 },
  { name: "events", bytes: 5e8, write: writeEventFile, most: 400e6 },
  { name: "two-folders", bytes: 5e8, write: writeTwoEventFiles, most: 400e6 },
  { name: "wandb", bytes: 5e8, write: writeWandb, most: 400e6 },
  { name: "mlflow", bytes: 5e8, write: writeMlflow, most: 400e6 },
  { name: "document", bytes: 13e7, write: writeDocument, most: 400e6 },
  { name: "lists", bytes: 13e7, write: writeLists, most: 400e6 },
];

/** Says what something took, and whether that is too much memory. */
function report(what: string, [bytes, most]: readonly [bytes: number, most: number], time: string): void {
  console.log(`${what}: ${megabytes(bytes)} at most, ${time}${bytes <= most ? "" : ": too much memory"}`);
  process.exitCode = bytes <= most ? process.exitCode : 1;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(0)} MB`;
}

async function measureReview(log: string, { name, metrics = [], mostOfReview = Infinity }: MemoryCase): Promise<void> {
  const { openedSeconds, peakBytes, metricsSeconds, residentBytes } = await measuredReview(log, metrics);
  const opened = `${openedSeconds.toFixed(1)} s`;
  const further = `${metricsSeconds.toFixed(1)} s more for ${metrics.length} further metrics, ${megabytes(residentBytes)} held then`;
  report(`${name}, review`, [peakBytes, mostOfReview], `${opened}; ${further}`);
}

async function measure(one: MemoryCase): Promise<void> {
  const { name, bytes, write, most, metrics = [] } = one;
  const folder = await mkdtemp(join(tmpdir(), "slopewise-memory-"));
  try {
    const log = await write(folder, bytes);
    for (const command of ["validate", "analyze"]) {
      const start = performance.now();
      const { peakBytes, cpuSeconds } = await measuredRun([command, log]);
      const seconds = ((performance.now() - start) / 1000).toFixed(1);
      const time = `${seconds} s, ${cpuSeconds.toFixed(1)} s of processor time`;
      report(`${name} (${megabytes(bytes)}), ${command}`, [peakBytes, most], time);
    }
    await (metrics.length === 0 ? undefined : measureReview(log, one));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const asked = process.argv.slice(2);
for (const one of cases.filter(({ name }) => asked.length === 0 || asked.includes(name))) {
  await measure(one);
}
