/**
 * Follows many runs as the extension's worker does, in a process of its own, so that what it uses can be measured.
 * Told `LiveReaderTask`, it says "ready" when every log was read once, and `LiveUsage` whenever it is asked.
 */
import { readdirSync } from "node:fs";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { runTools } from "../runTools.ts";
import { FollowedRuns } from "../../src/worker/runs/followedRuns.ts";
import type { FromWorker } from "../../src/protocol/worker.ts";

export interface LiveReaderTask {
  readonly logs: readonly string[];
  /** Logs that a watcher tells of, ten times a second each; none where the file system sends no events. */
  readonly woken: readonly string[];
  /** Folder for what is kept across restarts. */
  readonly storage: string;
  /** Milliseconds between two looks at a live log. */
  readonly interval: number;
}

export interface LiveUsage {
  /** Milliseconds of processor time since the usage before. */
  readonly processor: number;
  readonly elapsed: number;
  /** Milliseconds that the loop was late since the usage before, 99th percentile. */
  readonly loopDelay: number;
  /** Bytes after a collection of what is not used any more. */
  readonly memory: number;
  readonly descriptors: number;
}

const delay = monitorEventLoopDelay({ resolution: 5 });
let before = { processor: process.cpuUsage(), at: performance.now() };

process.once("message", (task: LiveReaderTask) => {
  const unread = new Set(task.logs);
  const runs = new FollowedRuns(
    {
      csv: "on",
      escapeFormulas: false,
      pollInterval: task.interval,
      storage: task.storage,
      builtIn: "always",
      severities: {},
      silenced: {},
    },
    runTools,
    (message) => receive(structuredClone(message), unread),
  );
  runs.follow(task.logs.map((log) => ({ log, run: log, label: log, csv: null })));
  if (task.woken.length > 0) {
    setInterval(() => runs.wake(task.woken), 100);
  }
  process.on("message", () => process.send?.(usage()));
});

// Where the one that started it was killed.
process.once("disconnect", () => process.exit());

function receive(message: FromWorker, unread: Set<string>): void {
  if (message.type !== "status" || unread.size === 0) {
    return;
  }
  message.runs.filter(({ lastRead }) => lastRead !== null).forEach(({ log }) => unread.delete(log));
  if (unread.size === 0) {
    delay.enable();
    process.send?.("ready");
  }
}

function usage(): LiveUsage {
  const used = process.cpuUsage(before.processor);
  const processor = (used.user + used.system) / 1000;
  const elapsed = performance.now() - before.at;
  const loopDelay = delay.percentile(99) / 1e6;
  global.gc?.();
  const memory = process.memoryUsage.rss();
  const descriptors = readdirSync("/proc/self/fd").length;
  delay.reset();
  before = { processor: process.cpuUsage(), at: performance.now() };
  return { processor, elapsed, loopDelay, memory, descriptors };
}
