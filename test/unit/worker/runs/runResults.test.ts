import { runTools } from "../../../runTools.ts";
import { mkdir, mkdtemp, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { FromWorker, RunName, RunResults, WorkerSettings } from "../../../../src/protocol/worker.ts";
import { FollowedRuns } from "../../../../src/worker/runs/followedRuns.ts";
import { patiently } from "../../../host/patience.ts";

let folder: string;
let sent: FromWorker[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "slopewise-results-"));
  sent = [];
});

afterEach(() => rm(folder, { recursive: true, force: true }));

/** A run of 200 steps, or of as many as are asked for, that ended an hour ago. */
async function endedRun(steps = 200, config = '{"lr": 0.1}'): Promise<RunName> {
  await mkdir(join(folder, "sweep", "a"), { recursive: true });
  const log = join(folder, "sweep", "a", "metrics.jsonl");
  const lines = Array.from({ length: steps }, (_, i) => JSON.stringify({ step: i + 1, loss_train_nats: 2 / (i + 1) }));
  await writeFile(log, `${lines.join("\n")}\n`);
  await writeFile(join(log, "..", "config.json"), config);
  const hourAgo = Date.now() / 1000 - 3_600;
  await utimes(log, hourAgo, hourAgo);
  return { log, run: "sweep/a", label: "sweep/a/metrics.jsonl", csv: null };
}

/** Opens a table over one run in a session of its own, and waits for what the run came to. */
async function sessionWith(run: RunName): Promise<RunResults | undefined> {
  const settings: WorkerSettings = {
    ...{ csv: "off", escapeFormulas: false, builtIn: "auto", pollInterval: 50, severities: {}, silenced: {} },
    storage: join(folder, "storage"),
  };
  sent = [];
  const runs = new FollowedRuns(settings, runTools, (message) => sent.push(message));
  try {
    runs.openTable();
    runs.follow([run]);
    const found = (): RunResults | undefined =>
      sent.flatMap((message) => (message.type === "results" ? message.runs : []))[0];
    await vi.waitFor(() => expect(found()).toBeDefined(), patiently);
    return found();
  } finally {
    await runs.dispose();
  }
}

describe("what a run came to", () => {
  it("is sent with its settings, and the same in the next session", async () => {
    const run = await endedRun();
    const results = await sessionWith(run);
    expect(results).toMatchObject({
      log: run.log,
      cells: { "config.lr": 0.1, last_train: 0.01, records: 200 },
      sources: { "config.lr": "config.json" },
    });
    expect(await sessionWith(run)).toEqual(results);
  });

  it("is of the columns that a person chose", async () => {
    const run = await endedRun();
    await sessionWith(run);
    const chosen = { ...run, chosen: { trainLoss: ["step"] } };
    expect(await sessionWith(chosen)).toMatchObject({ cells: { last_train: 200 } });
  });

  it("is no fit of a run that was stopped where it had just begun", async () => {
    const config = (planned: number): string => JSON.stringify({ max_steps: planned });
    expect((await sessionWith(await endedRun(100, config(100))))?.cells["alpha_full"]).toBeCloseTo(1, 3);
    await rm(join(folder, "storage"), { recursive: true });
    const stopped = await sessionWith(await endedRun(100, config(100_000)));
    expect(stopped?.cells["records"]).toBe(100);
    expect(stopped?.cells["alpha_full"] ?? null).toBeNull();
  });
});
