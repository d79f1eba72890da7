import { fork, type ChildProcess } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { referenceConvert } from "../reference/referenceConverter.ts";
import { CsvSampler } from "./csvSampler.ts";
import type { LiveReaderTask, LiveUsage } from "./liveReader.ts";

export interface LiveOptions {
  readonly idle: number;
  readonly live: number;
  /** Lines a second in each live run. */
  readonly rate: number;
  readonly seconds: number;
  /** Milliseconds between two looks at a live run. */
  readonly interval: number;
  /** Whether a watcher tells of every change too. */
  readonly events: boolean;
}

export interface LiveReport {
  /** Lines written in all live runs. */
  readonly lines: number;
  /** Milliseconds from a line to its row in the CSV, as a sample of the CSVs shows them to another process. */
  readonly latency: { readonly p50: number; readonly p99: number; readonly rows: number };
  /** Share of one core that the reader takes, the first read of all logs left out. */
  readonly processor: number;
  /** Milliseconds that the reader's loop was late, 99th percentile. */
  readonly loopDelay: number;
  /** Bytes of memory and open files, a quarter into the time and at its end. */
  readonly memory: readonly [early: number, late: number];
  readonly descriptors: readonly [early: number, late: number];
  /** Runs whose CSV was not whole at the end. */
  readonly failures: readonly string[];
}

/** So many CSVs are watched from outside: few enough to cost little next to what is measured. */
const sampled = 50;

/** One in so many CSVs is compared with the reference byte for byte, the others by their number of rows. */
const compared = 20;

/** Follows many runs in one process while another one appends to the live ones. */
export async function followMany(options: LiveOptions): Promise<LiveReport> {
  const folder = mkdtempSync(join(tmpdir(), "slopewise-live-"));
  const logs = makeLogs(folder, options.live + options.idle);
  const reader = fork(join(import.meta.dirname, "liveReader.ts"), {
    execArgv: ["--expose-gc"],
  });
  let writer: ChildProcess | null = null;
  try {
    const live = logs.slice(0, options.live);
    const woken = options.events ? live : [];
    await ask(reader, { logs, woken, storage: join(folder, "storage"), interval: options.interval });
    writer = fork(join(import.meta.dirname, "liveWriter.ts"), [String(options.rate), ...live]);
    return await measured({ logs: live, options, reader, writer });
  } finally {
    reader.kill("SIGKILL");
    writer?.kill("SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  }
}

function makeLogs(folder: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => {
    const path = join(folder, `run_${index}`);
    mkdirSync(path);
    const log = join(path, "metrics.jsonl");
    writeFileSync(log, `{"time": ${Date.now()}, "step": 0, "loss_train_nats": 3, "lr": 0.001, "run": ${index}}\n`);
    return log;
  });
}

async function measured(given: {
  logs: readonly string[];
  options: LiveOptions;
  reader: ChildProcess;
  writer: ChildProcess;
}): Promise<LiveReport> {
  const { logs, options, reader, writer } = given;
  const step = Math.max(1, Math.floor(logs.length / sampled));
  const sampler = new CsvSampler(logs.filter((_, index) => index % step === 0).map(csvOf));
  await ask(reader, "usage");
  await pause(options.seconds * 250);
  const early = (await ask(reader, "usage")) as LiveUsage;
  await pause(options.seconds * 750);
  const late = (await ask(reader, "usage")) as LiveUsage;
  sampler.end();
  const written = (await ask(writer, "stop")) as readonly number[];
  const sorted = Float64Array.from(sampler.latencies).sort();
  const at = (share: number): number => sorted[Math.floor(share * sorted.length)] ?? NaN;
  return {
    lines: written.reduce((sum, count) => sum + count, 0),
    latency: { p50: at(0.5), p99: at(0.99), rows: sorted.length },
    processor: (early.processor + late.processor) / (early.elapsed + late.elapsed),
    loopDelay: Math.max(early.loopDelay, late.loopDelay),
    memory: [early.memory, late.memory],
    descriptors: [early.descriptors, late.descriptors],
    failures: await unfinished(logs),
  };
}

/** Sends a message and waits for what is answered. */
function ask(child: ChildProcess, message: LiveReaderTask | "usage" | "stop"): Promise<unknown> {
  return new Promise((resolve, reject) => {
    child.once("message", resolve);
    child.once("exit", (code) => reject(new Error(`A process of the soak ended with ${code}.`)));
    child.send(message);
  });
}

/** The live runs whose CSV does not come to hold all their lines, now that nothing is written any more. */
async function unfinished(logs: readonly string[]): Promise<string[]> {
  const deadline = performance.now() + 60_000;
  let wrong = [...logs];
  while (wrong.length > 0 && performance.now() < deadline) {
    await pause(200);
    wrong = wrong.filter((log) => statSync(csvOf(log)).size === 0 || rowsIn(csvOf(log)) !== rowsIn(log) + 1);
  }
  const different = logs.filter(
    (log, index) =>
      index % compared === 0 &&
      readFileSync(csvOf(log), "utf8") !== referenceConvert(readFileSync(log), { includeIncomplete: false }),
  );
  return [...new Set([...wrong, ...different])];
}

function csvOf(log: string): string {
  return join(dirname(log), "metrics.csv");
}

function rowsIn(path: string): number {
  const bytes = readFileSync(path);
  let rows = 0;
  for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, at + 1)) {
    rows += 1;
  }
  return rows;
}
