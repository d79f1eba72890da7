/**
 * How fast logs of other tools are read, in MB a second of the processor's time: `node test/bench/formats.ts [megabytes]`. CSV stands
 * next to Papa Parse alone, which reads the same text at once with its numbers parsed.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Papa from "papaparse";
import { CommandContracts } from "../../src/cli/runs/commandContracts.ts";
import { findLogs } from "../../src/cli/runs/findLogs.ts";
import { UsageError } from "../../src/cli/terminal/usageError.ts";
import { runsOfFile } from "../../src/formats/discovery/findRuns.ts";
import { readRun } from "../../src/formats/discovery/readRun.ts";
import { historyRecord, runRecord, scalarEvent, versionEvent, wandbFile } from "../reference/writers.ts";

const bytes = Number(process.argv[2] ?? 40) * 1e6;
const folder = mkdtempSync(join(tmpdir(), "slopewise-bench-"));
const rounds = 7;

/** Seconds of the processor of the quickest of some rounds: other programs may have most of the machine. */
async function quickest(run: () => unknown): Promise<number> {
  let best = Infinity;
  for (let round = 0; round < rounds; round += 1) {
    const start = process.cpuUsage();
    await run();
    const { user, system } = process.cpuUsage(start);
    best = Math.min(best, (user + system) / 1e6);
  }
  return best;
}

async function report(name: string, content: Uint8Array | string): Promise<void> {
  const path = join(folder, name);
  writeFileSync(path, content);
  const [source] = (await runsOfFile(path)) ?? [];
  if (source === undefined) {
    throw new Error(`${name} is of no format`);
  }
  let records = 0;
  const seconds = await quickest(async () => {
    records = (await readRun(source, { texts: false })).table.records;
  });
  const size = statSync(path).size / 1e6;
  console.log(
    `${source.format.padEnd(18)} ${(size / seconds).toFixed(0).padStart(5)} MB/s (${size.toFixed(0)} MB, ${records} records)`,
  );
  if (name.endsWith(".csv")) {
    const papa = await quickest(() =>
      Papa.parse(readFileSync(path, "utf8"), { header: true, dynamicTyping: true, skipEmptyLines: true }),
    );
    const bare = await quickest(() => Papa.parse(readFileSync(path, "utf8")));
    console.log(
      `  Papa Parse alone ${(size / papa).toFixed(0).padStart(7)} MB/s with numbers, ${(size / bare).toFixed(0)} MB/s texts alone`,
    );
  }
}

/** As many of a piece, made by its number, as the bytes hold. */
function pieces(make: (index: number) => Uint8Array): Uint8Array[] {
  const made: Uint8Array[] = [];
  for (let index = 0, length = 0; length < bytes; index += 1) {
    const piece = make(index);
    made.push(piece);
    length += piece.length;
  }
  return made;
}

function loss(index: number): number {
  return 3 / (1 + index / 1000) + Math.sin(index * 12.9898) / 50;
}

/** Names that logs have, of files that are none: tables of results, configurations, one flat object, plain text. */
const lookalikes: readonly (readonly [name: string, content: string])[] = [
  ["metrics.csv", "name,country\nada,GB\n"],
  ["results.csv", "id,score\n1,0.5\n"],
  ["progress.csv", "student,week\na,1\n"],
  ["history.json", '{"visits": [{"url": "https://example.org"}]}'],
  ["metrics.json", '{"accuracy": 0.9}'],
  ["log.txt", "2024-01-01 INFO begun\n"],
  ["train.log", "INFO begun\n"],
  ["trainer_state.json", '{"state": "none"}'],
  ["events.out.tfevents.1700000000.host", "no event file"],
  ["mlflow.db", "no database"],
];

/** How long a folder of 1,000 of them takes to be passed over, from finding its files to silence. */
async function reportNonLogs(): Promise<void> {
  const root = join(folder, "others");
  for (let index = 0; index < 100; index += 1) {
    mkdirSync(join(root, `folder-${index}`), { recursive: true });
    lookalikes.forEach(([name, content]) => writeFileSync(join(root, `folder-${index}`, name), content.repeat(50)));
  }
  const search = async (): Promise<void> => {
    await findLogs([root], new CommandContracts(null, () => undefined)).then(
      ({ logs }) => {
        throw new Error(`${logs.length} of them are taken for logs: ${logs[0]?.label}`);
      },
      (error: unknown) => {
        if (!(error instanceof UsageError)) {
          throw error;
        }
      },
    );
  };
  const seconds = await quickest(search);
  console.log(`1,000 files that are no logs are passed over in ${(1000 * seconds).toFixed(0)} ms`);
}

const events = pieces((index) => {
  return scalarEvent(index % 2 === 0 ? "train/loss" : "train/learning_rate", loss(index), {
    step: index >> 1,
    wallTime: 1.7e9 + index,
  });
});
await report("events.out.tfevents.1700000000.host.1.0", Buffer.concat([versionEvent(1.7e9), ...events]));
const rows = pieces((index) => {
  return historyRecord(index, {
    "train/loss": loss(index),
    "train/accuracy": 1 - loss(index) / 4,
    _timestamp: 1.7e9 + index,
  });
});
await report("run-bench.wandb", wandbFile([runRecord("bench", "bench"), ...rows]));
const names = ["epoch", "step", ...Array.from({ length: 10 }, (_, index) => `metric_${index}`)];
const lines = pieces((index) =>
  Buffer.from(`${[index >> 8, index, ...names.slice(2).map((_, at) => loss(index + at))].join(",")}\n`),
);
await report("metrics.csv", Buffer.concat([Buffer.from(`${names.join(",")}\n`), ...lines]));
await reportNonLogs();
rmSync(folder, { recursive: true });
