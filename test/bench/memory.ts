/**
 * The most memory that `validate` and `analyze` of a large log take, each in a process of its own, and whether that is
 * within bounds: `npm run bench:memory [-- NAME...]`.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeCorpus } from "./logCorpus.ts";
import { measuredRun } from "./measuredRun.ts";
import {
  writeCsv,
  writeDocument,
  writeEventFile,
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
}

const writeLines: WriteLarge = async (folder, bytes) => {
  const log = join(folder, "metrics.jsonl");
  await writeCorpus(log, "usual", bytes);
  return log;
};

const cases: readonly MemoryCase[] = [
  { name: "jsonl-1", bytes: 1e9, write: writeLines, most: 400e6 },
  { name: "jsonl-4", bytes: 4e9, write: writeLines, most: 600e6 },
  { name: "csv", bytes: 1e9, write: writeCsv, most: 400e6 },
  { name: "events", bytes: 5e8, write: writeEventFile, most: 400e6 },
  { name: "two-folders", bytes: 5e8, write: writeTwoEventFiles, most: 400e6 },
  { name: "wandb", bytes: 5e8, write: writeWandb, most: 400e6 },
  { name: "mlflow", bytes: 5e8, write: writeMlflow, most: 400e6 },
  { name: "document", bytes: 13e7, write: writeDocument, most: 400e6 },
];

async function measure({ name, bytes, write, most }: MemoryCase): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "slopewise-memory-"));
  try {
    const log = await write(folder, bytes);
    for (const command of ["validate", "analyze"]) {
      const start = performance.now();
      const { peakBytes, cpuSeconds } = await measuredRun([command, log]);
      const seconds = ((performance.now() - start) / 1000).toFixed(1);
      const figures = `${(peakBytes / 1e6).toFixed(0)} MB at most, ${seconds} s, ${cpuSeconds.toFixed(1)} s of processor time`;
      console.log(`${name} (${bytes / 1e6} MB), ${command}: ${figures}${peakBytes <= most ? "" : ": too much memory"}`);
      process.exitCode = peakBytes <= most ? process.exitCode : 1;
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const asked = process.argv.slice(2);
for (const one of cases.filter(({ name }) => asked.length === 0 || asked.includes(name))) {
  await measure(one);
}
