import { fork, type ChildProcess } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout as pause } from "node:timers/promises";
import { LogFollower } from "../../src/log/logFollower.ts";

export interface LiveOptions {
  readonly idle: number;
  readonly live: number;
  /** Lines a second in each live run. */
  readonly rate: number;
  readonly seconds: number;
  /** Milliseconds between two looks at a live run; idle runs are looked at ten times less often. */
  readonly interval: number;
}

export interface LiveReport {
  readonly rows: number;
  /** Milliseconds from a line to its row in the CSV. */
  readonly latency: { readonly p50: number; readonly p99: number };
  /** Share of one core, the first read of all logs left out. */
  readonly cpu: number;
  /** Milliseconds that the loop was late, 99th percentile. */
  readonly loopDelay: number;
  /** Bytes of memory and open files, a quarter into the time and at its end. */
  readonly memory: readonly [early: number, late: number];
  readonly descriptors: readonly [early: number, late: number];
  /** Runs whose CSV was not current at the end. */
  readonly failures: readonly string[];
}

interface Run {
  readonly follower: LogFollower;
  readonly log: string;
  readonly every: number;
  records: number;
  due: number;
}

/** Follows many runs in this process while another one appends to the live ones. */
export async function followMany(options: LiveOptions): Promise<LiveReport> {
  const folder = mkdtempSync(join(tmpdir(), "slopewise-live-"));
  const runs = makeRuns(folder, options);
  const logs = runs.slice(0, options.live).map(({ log }) => log);
  const latencies: number[] = [];
  await lookAll(runs, latencies, Infinity);
  const writer = fork(join(import.meta.dirname, "liveWriter.ts"), [String(options.rate), ...logs]);
  try {
    return await measured({ runs, options, latencies, writer });
  } finally {
    writer.kill("SIGKILL");
    await Promise.all(runs.map(({ follower }) => follower.dispose()));
    rmSync(folder, { recursive: true, force: true });
  }
}

function makeRuns(folder: string, { idle, live, interval }: LiveOptions): Run[] {
  return Array.from({ length: live + idle }, (_, index) => {
    const path = join(folder, `run_${index}`);
    mkdirSync(path);
    const log = join(path, "metrics.jsonl");
    writeFileSync(log, `{"sent": ${Date.now()}, "run": ${index}}\n`);
    const follower = new LogFollower(log, { writeCsv: true });
    return { follower, log, every: index < live ? interval : interval * 10, records: 0, due: 0 };
  });
}

async function measured(given: {
  runs: Run[];
  options: LiveOptions;
  latencies: number[];
  writer: ChildProcess;
}): Promise<LiveReport> {
  const { runs, options, latencies, writer } = given;
  latencies.length = 0;
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const before = process.cpuUsage();
  const start = performance.now();
  let early: [memory: number, descriptors: number] | null = null;
  while (performance.now() - start < options.seconds * 1000) {
    await lookAll(runs, latencies, performance.now());
    await pause(10);
    if (early === null && performance.now() - start > options.seconds * 250) {
      early = usage();
    }
  }
  const used = process.cpuUsage(before);
  const cpu = (used.user + used.system) / 1000 / (performance.now() - start);
  delay.disable();
  const late = usage();
  writer.kill("SIGKILL");
  await pause(100);
  const failures = await unfinished(runs);
  const sorted = latencies.sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor(share * sorted.length)] ?? NaN;
  return {
    rows: sorted.length,
    latency: { p50: at(0.5), p99: at(0.99) },
    cpu,
    loopDelay: delay.percentile(99) / 1e6,
    memory: [early?.[0] ?? NaN, late[0]],
    descriptors: [early?.[1] ?? NaN, late[1]],
    failures,
  };
}

/** Looks at the runs that are due, eight at a time. */
async function lookAll(runs: readonly Run[], latencies: number[], now: number): Promise<void> {
  const due = runs.filter((run) => run.due <= now).values();
  const look = async (): Promise<void> => {
    for (const run of due) {
      run.due = performance.now() + run.every;
      const { table, changed } = await run.follower.poll();
      if (changed) {
        const sent = table.column("sent")?.values.subarray(run.records) ?? [];
        sent.forEach((time) => latencies.push(Date.now() - time));
        run.records = table.records;
      }
    }
  };
  await Promise.all(Array.from({ length: 8 }, look));
}

async function unfinished(runs: readonly Run[]): Promise<string[]> {
  const failures: string[] = [];
  for (const { follower, log } of runs) {
    const { csv } = await follower.poll();
    if (csv.state !== "current") {
      failures.push(`${log}: ${csv.state} ${csv.message ?? ""}`);
    }
  }
  return failures;
}

function usage(): [memory: number, descriptors: number] {
  global.gc?.();
  return [process.memoryUsage.rss(), readdirSync("/proc/self/fd").length];
}
