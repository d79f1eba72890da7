import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { FromWorker, RunName, RunStatus } from "../../../../src/protocol/worker.ts";
import { FollowedRuns } from "../../../../src/worker/runs/followedRuns.ts";
import { hostileCases } from "../../../hostile/hostileRuns.ts";
import { patiently } from "../../../host/patience.ts";
import { runTools, workerSettings as settings } from "../../../runTools.ts";

/** A small part of what the soak makes, which measures how long the good run waits. */
const size = 0.05;

let folder: string;
let sent: FromWorker[];
let runs: FollowedRuns;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "slopewise-hostile-"));
  sent = [];
  runs = new FollowedRuns(settings, runTools, (message) => sent.push(structuredClone(message)));
});

afterEach(async () => {
  await runs.dispose();
  rmSync(folder, { recursive: true, force: true });
});

function goodRun(): RunName {
  mkdirSync(join(folder, "good"));
  const log = join(folder, "good", "metrics.jsonl");
  writeFileSync(log, '{"step":0}\n');
  return { log, run: "good", label: "good/metrics.jsonl", csv: null };
}

function statusOf({ log }: RunName): RunStatus | undefined {
  const all = sent.flatMap((message) => (message.type === "status" ? message.runs : []));
  return all.findLast((status) => status.log === log);
}

describe("a good run", () => {
  it.each(hostileCases)("is followed next to $name", async ({ make, stir }) => {
    const hostile = join(folder, "hostile");
    const good = goodRun();
    const others = make(hostile, size);
    runs.follow([...others, good]);
    runs.openTable();
    runs.wantSettings();
    for (const step of [1, 2, 3]) {
      stir?.(hostile, size);
      runs.wake(others.map(({ log }) => log));
      appendFileSync(good.log, `{"step":${step}}\n`);
      await vi.waitFor(() => expect(statusOf(good)?.records).toBe(step + 1), patiently);
    }
    expect(readFileSync(join(folder, "good", "metrics.csv"), "utf8")).toBe("step\n0\n1\n2\n3\n");
    await vi.waitFor(() => others.forEach((other) => expect(statusOf(other)).toBeDefined()), patiently);
    expect(sent.filter(({ type }) => type === "failed")).toEqual([]);
  });
});
