import { spawnSync } from "node:child_process";
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, watch, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { runTools } from "../runTools.ts";
import { FollowedRuns } from "../../src/worker/runs/followedRuns.ts";
import { lines } from "../faults/logLines.ts";
import { referenceConvert } from "../reference/referenceConverter.ts";
import { randomTest } from "./randomTest.ts";

/** Milliseconds between two looks, and how many changes are made. */
const interval = 500;
const changes = 40;

/**
 * The tests of what a log does on bindfs, and a log that grows behind its back: a file system that sends no events of
 * that. True where the tests pass and every change is in the CSV within two intervals.
 */
export async function silentFiles(): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), "slopewise-silent-"));
  const [behind, seen] = [join(folder, "behind"), join(folder, "seen")];
  mkdirSync(behind);
  mkdirSync(seen);
  const mounted = spawnSync("bindfs", ["-o", "attr_timeout=0,entry_timeout=0", behind, seen], { encoding: "utf8" });
  if (mounted.status !== 0) {
    console.log(
      `silent: passed over, since bindfs is not there or may not mount: ${mounted.stderr || "not installed"}`,
    );
    return true;
  }
  try {
    const grows = await growsUnseen(behind, seen);
    process.env["TMPDIR"] = seen;
    return ["reading", "network", "writing", "sharing"].every((name) => randomTest(name, null)) && grows;
  } finally {
    process.env["TMPDIR"] = join(folder, "..");
    spawnSync("fusermount", ["-u", seen]);
    rmSync(folder, { recursive: true, force: true });
  }
}

async function growsUnseen(behind: string, seen: string): Promise<boolean> {
  writeFileSync(join(behind, "metrics.jsonl"), lines(0, 1));
  const log = join(seen, "metrics.jsonl");
  const settings = {
    csv: "on",
    escapeFormulas: false,
    builtIn: "always",
    severities: {},
    silenced: {},
    storage: null,
  } as const;
  const runs = new FollowedRuns({ ...settings, pollInterval: interval }, runTools, () => undefined);
  runs.follow([{ log, run: "run", label: "run", csv: null }]);
  let events = 0;
  const watcher = watch(log, () => (events += 1));
  const latencies: number[] = [];
  for (let step = 1; step <= changes; step += 1) {
    appendFileSync(join(behind, "metrics.jsonl"), lines(step, 1));
    latencies.push(await untilWhole(behind));
  }
  watcher.close();
  await runs.dispose();
  const slowest = Math.max(...latencies);
  console.log(
    `silent: ${changes} changes without an event (${events} seen), each in the CSV within ${slowest.toFixed(0)} ms ` +
      `at looks every ${interval} ms`,
  );
  return events === 0 && slowest < 2 * interval + grain;
}

/** Milliseconds that the schedule and this test may add: their ticks. */
const grain = 150;

/** Milliseconds until the CSV is that of the log. */
async function untilWhole(folder: string): Promise<number> {
  const started = performance.now();
  const expected = referenceConvert(readFileSync(join(folder, "metrics.jsonl")), { includeIncomplete: false });
  while (performance.now() - started < 60_000) {
    try {
      if (readFileSync(join(folder, "metrics.csv"), "utf8") === expected) {
        break;
      }
    } catch {
      // Not written yet.
    }
    await pause(5);
  }
  return performance.now() - started;
}
