import { appendFile, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { WindowLimits } from "../../../../src/log/read/windows.ts";
import type { ContractEffect } from "../../../../src/protocol/runAnswers.ts";
import type { FromWorker, RunName, RunStatus } from "../../../../src/protocol/worker.ts";
import { FollowedRuns } from "../../../../src/worker/runs/followedRuns.ts";
import { patiently } from "../../../host/patience.ts";
import { runTools, workerSettings } from "../../../runTools.ts";
import { sourceOf } from "../../formats/support.ts";
import { changed } from "../../contract/soundRun.ts";

/** A log of more records than these is long. */
const limits: WindowLimits = { records: 50, numbers: 5000, windowRecords: 7, windowNumbers: 700, stretches: 2 ** 18 };

/** A run with something to find late in it, and metrics that no analysis reads. */
const records = changed((record, row) => ({
  ...record,
  ...(row === 777 ? { grad_norm: -3 } : {}),
  probe_a: row % 7,
  probe_b: 2 * row,
}));

let folder: string;
let all: FollowedRuns[];
let readings: number;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "slopewise-long-runs-"));
  all = [];
  readings = 0;
});

afterEach(async () => {
  await Promise.all(all.map((runs) => runs.dispose()));
  await rm(folder, { recursive: true, force: true });
});

interface Followed {
  readonly runs: FollowedRuns;
  readonly sent: FromWorker[];
}

/** The runs of a worker, for which logs past the limits are long; every log is kept where there are none. */
function worker(own: WindowLimits = runTools.limits): Followed {
  const sent: FromWorker[] = [];
  const followerOf: typeof runTools.followerOf = (...args) => {
    const follower = runTools.followerOf(...args);
    const read = follower.readColumns.bind(follower);
    follower.readColumns = (keys, others) => {
      readings += 1;
      return read(keys, others);
    };
    return follower;
  };
  const runs = new FollowedRuns(
    { ...workerSettings, csv: "off" },
    { ...runTools, limits: own, followerOf },
    (message) => sent.push(message),
  );
  all.push(runs);
  return { runs, sent };
}

async function runWith(lines: readonly object[], name = "run"): Promise<RunName> {
  const log = join(folder, name, "metrics.jsonl");
  await mkdir(dirname(log), { recursive: true });
  await writeFile(log, textOf(lines));
  return { log, run: name, label: `${name}/metrics.jsonl`, csv: null };
}

function textOf(lines: readonly object[]): string {
  return lines.map((line) => `${JSON.stringify(line)}\n`).join("");
}

function statusIn({ sent }: Followed): RunStatus | undefined {
  return sent.flatMap((message) => (message.type === "status" ? message.runs : [])).at(-1);
}

type Review = Extract<FromWorker, { type: "review" }>;

function reviewIn({ sent }: Followed): Review | undefined {
  return sent.findLast((message) => message.type === "review");
}

/** What was sent of a metric. */
function sentOf(metric: string, { sent }: Followed): number {
  return sent.reduce((sum, message) => {
    const isOf = message.type === "columns" && message.part.id === `metric:${metric}`;
    return sum + (isOf ? message.part.values.length : 0);
  }, 0);
}

/** Waits until both say the same of a run of so many records. */
async function expectSame(one: Followed, other: Followed, count: number): Promise<void> {
  await vi.waitFor(() => {
    expect([statusIn(one)?.records, statusIn(other)?.records]).toEqual([count, count]);
    expect(statusIn(one)?.findings).toEqual(statusIn(other)?.findings);
    expect(reviewIn(one)?.review).toEqual(reviewIn(other)?.review);
    expect(reviewIn(one)?.review.records).toBe(count);
  }, patiently);
}

/**
 * Lets two workers, one of which keeps little of a long log, follow a run of 1,000 records, 100 more and another contract,
 * and compares them after each; `expected`: the finding of the second contract.
 */
async function expectSameAsItGrows(
  run: RunName,
  more: string,
  expected: object,
): Promise<readonly [Followed, Followed]> {
  const [long, whole] = [worker(limits), worker()];
  for (const { runs } of [long, whole]) {
    runs.follow([run]);
    void runs.openReview(run.log);
  }
  await expectSame(long, whole, 1000);
  expect(statusIn(long)?.findings.map(({ code }) => code)).toContain("out-of-range");
  await appendFile(run.log, more);
  await expectSame(long, whole, 1100);
  const contract = { metrics: { probe_a: { every: "batch", max: 5 } } };
  await writeFile(join(dirname(run.log), "metrics.contract.json"), JSON.stringify(contract));
  [long, whole].forEach(({ runs }) => runs.contractsChanged());
  await vi.waitFor(() => {
    const found = statusIn(long)?.findings.find(({ metric }) => metric === "probe_a");
    expect(found).toMatchObject(expected);
  }, patiently);
  await expectSame(long, whole, 1100);
  return [long, whole];
}

describe("a long log in the worker", () => {
  it("gives the findings and the review of one whose every record is kept, as it grows and by another contract", async () => {
    const run = await runWith(records.slice(0, 1000));
    const found = { code: "out-of-range", count: 157, line: 7 };
    const [long, whole] = await expectSameAsItGrows(run, textOf(records.slice(1000, 1100)), found);
    await writeFile(run.log, textOf(records.slice(0, 900)));
    await expectSame(long, whole, 900);
  });

  it("is read once more for all metrics that a page shows, and not again for those", async () => {
    const long = worker({ ...limits, stretches: 500 });
    const run = await runWith(records);
    long.runs.follow([run]);
    await long.runs.openReview(run.log);
    await vi.waitFor(() => expect(reviewIn(long)?.plot.metrics).toContain("probe_b"), patiently);
    const want = (...metrics: readonly string[]): void =>
      long.runs.wantColumns(
        1,
        run.log,
        metrics.map((metric) => ({ id: `metric:${metric}` as const, have: 0 })),
      );
    want("loss_train_nats");
    expect([sentOf("loss_train_nats", long), readings]).toEqual([301, 0]);
    want("probe_a", "probe_b", "acc_train");
    expect(sentOf("probe_a", long)).toBe(0);
    await vi.waitFor(() => expect(sentOf("probe_b", long)).toBe(301), patiently);
    expect([sentOf("probe_a", long), readings]).toEqual([301, 1]);
    want("probe_b");
    await vi.waitFor(() => expect(sentOf("probe_b", long)).toBe(602), patiently);
    // Curves wait for all that was asked of the run before.
    await long.runs.questions.curves(run.log, {
      axis: "@step",
      metrics: ["acc_train"],
      points: 9,
      isLog: false,
      range: null,
    });
    expect(readings).toBe(1);
  });

  it("is drawn among many runs with any metric, whether it is held or not", async () => {
    const long = worker({ ...limits, stretches: 500 });
    const run = await runWith(records);
    long.runs.follow([run]);
    const ask = { axis: "@step", metrics: ["probe_b"], points: 10, isLog: false, range: null } as const;
    await vi.waitFor(() => expect(statusIn(long)?.records).toBe(1200), patiently);
    const [curve] = await long.runs.questions.curves(run.log, ask);
    expect(curve?.y.at(-1)).toBeGreaterThan(2000);
    expect(curve?.y[4]).toBeCloseTo(1080, -2);
  });

  it("is read for every page that waits for it, whichever asked last", async () => {
    const long = worker({ ...limits, stretches: 500 });
    const run = await runWith(records);
    long.runs.follow([run]);
    const ask = { axis: "@step", points: 10, isLog: false, range: null } as const;
    await vi.waitFor(() => expect(statusIn(long)?.records).toBe(1200), patiently);
    const drawn = long.runs.questions.curves(run.log, { ...ask, metrics: ["probe_b"] });
    long.runs.wantColumns(1, run.log, [{ id: "metric:probe_a", have: 0 }]);
    const [curve] = await drawn;
    expect(curve?.y[4]).toBeCloseTo(1080, -2);
    await vi.waitFor(() => expect(sentOf("probe_a", long)).toBe(301), patiently);
    expect(readings).toBe(1);
  });

  it("is held against a contract that is being written, at every record", async () => {
    const long = worker({ ...limits, stretches: 500 });
    const run = await runWith(records);
    long.runs.follow([run]);
    await vi.waitFor(() => expect(statusIn(long)?.records).toBe(1200), patiently);
    const after = async (max: number): Promise<number> => {
      const contract = JSON.stringify({ metrics: { probe_a: { every: "batch", max } } });
      const { value } = await long.runs.questions.answer(run.log, "effect", contract);
      return (value as ContractEffect).after;
    };
    // The metric is 6 in every seventh record, and in no mean.
    expect((await after(5)) - (await after(6))).toBe(1);
  });
});

/** Records as rows of a CSV, after its header. */
function rowsOf(lines: readonly Readonly<Record<string, unknown>>[]): string {
  const cell = (value: unknown): string => (typeof value === "number" ? String(value) : "");
  return lines.map((line) => `${columns.map((key) => cell(line[key])).join(",")}\n`).join("");
}

const columns = [...new Set(records.flatMap((record) => Object.keys(record)))];

describe("a long log of another tool in the worker", () => {
  async function csvWith(lines: readonly Readonly<Record<string, unknown>>[]): Promise<RunName> {
    const log = join(folder, "csv", "metrics.csv");
    await mkdir(dirname(log), { recursive: true });
    await writeFile(log, `${columns.join(",")}\n${rowsOf(lines)}`);
    return { log, run: "csv", label: "csv/metrics.csv", csv: null, source: await sourceOf(log) };
  }

  it("gives the findings and the review of one whose every record is kept, as it grows and by another contract", async () => {
    const run = await csvWith(records.slice(0, 1000));
    await expectSameAsItGrows(run, rowsOf(records.slice(1000, 1100)), { code: "out-of-range", count: 157 });
  });

  it("is read once more for all metrics that a page shows", async () => {
    const long = worker({ ...limits, stretches: 500 });
    const run = await csvWith(records);
    long.runs.follow([run]);
    await long.runs.openReview(run.log);
    await vi.waitFor(() => expect(reviewIn(long)?.plot.metrics).toContain("probe_b"), patiently);
    long.runs.wantColumns(1, run.log, [{ id: "metric:probe_b", have: 0 }]);
    await vi.waitFor(() => expect(sentOf("probe_b", long)).toBe(301), patiently);
    expect(readings).toBe(1);
    await appendFile(run.log, rowsOf(records.slice(0, 1)));
    await vi.waitFor(() => {
      expect(statusIn(long)?.records).toBe(1201);
      expect(statusIn(long)?.findings.map(({ code, count }) => [code, count])).toEqual([
        ["long-log", 1],
        ["out-of-range", 1],
        ["steps-repeated", 1],
      ]);
    }, patiently);
  });
});
