import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { FromWorker, RunName, RunResults } from "../../../../src/protocol/worker.ts";
import { SummaryFeed } from "../../../../src/worker/feeds/summaryFeed.ts";

interface CountedRun {
  readonly name: RunName;
  made: number;
  loss: number;
}

function runOf(log: string): CountedRun {
  return { name: { log, run: log, label: log, csv: null }, made: 0, loss: 1 };
}

function resultsOf(run: CountedRun): Promise<RunResults | null> {
  run.made++;
  return run.loss < 0
    ? Promise.reject(new Error("no sums"))
    : Promise.resolve({ log: run.name.log, cells: { last_train: run.loss }, sources: {}, spark: [], replicate: null });
}

const sent: FromWorker[] = [];
let feed: SummaryFeed<CountedRun>;

const lossesOf = (log: string): unknown[] =>
  sent
    .flatMap((message) => (message.type === "results" ? message.runs : []))
    .filter((run) => run.log === log)
    .map(({ cells }) => cells["last_train"]);

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] });
  sent.length = 0;
  feed = new SummaryFeed(resultsOf, (message) => sent.push(message));
});

afterEach(() => {
  feed.close();
  vi.useRealTimers();
});

/** Lets timers go on for so long, and what they begin come to its end. */
async function pass(milliseconds: number): Promise<void> {
  for (let i = 0; i < 10; i++) {
    await vi.advanceTimersByTimeAsync(milliseconds / 10);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe("SummaryFeed", () => {
  it("computes nothing while no table is open", async () => {
    const run = runOf("a");
    feed.changed(run);
    await pass(5_000);
    expect(run.made).toBe(0);
  });

  it("sends all runs together when a table opens, and no run again that came to the same", async () => {
    const runs = [runOf("a"), runOf("b")];
    feed.open(runs);
    await pass(1_000);
    expect(sent).toHaveLength(1);
    feed.changed(runs[0] ?? runOf("a"));
    await pass(5_000);
    expect([sent.length, runs[0]?.made]).toEqual([1, 2]);
  });

  it("summarizes a run that grows no more than once a second, and its last state in the end", async () => {
    const run = runOf("a");
    feed.open([run]);
    await pass(100);
    for (let i = 0; i < 40; i++) {
      run.loss = 1 / (i + 2);
      feed.changed(run);
      await pass(50);
    }
    await pass(2_000);
    expect(run.made).toBeGreaterThanOrEqual(3);
    expect(run.made).toBeLessThanOrEqual(5);
    expect(lossesOf("a").at(-1)).toBe(1 / 41);
  });

  it("keeps what did not change for a table that is opened again", async () => {
    const [still, grown] = [runOf("a"), runOf("b")];
    feed.open([still, grown]);
    await pass(1_000);
    feed.close();
    grown.loss = 0.5;
    feed.changed(grown);
    sent.length = 0;
    feed.open([still, grown]);
    await pass(2_000);
    expect([still.made, grown.made]).toEqual([1, 2]);
    expect([lossesOf("a"), lossesOf("b")]).toEqual([[1], [0.5]]);
  });

  it("says which run cannot be summarized, and goes on with the others", async () => {
    const bad = { ...runOf("a"), loss: -1 };
    feed.open([bad, runOf("b")]);
    await pass(1_000);
    const failures = sent.flatMap((message) => (message.type === "failed" ? message.message : []));
    expect(failures.map((text) => /summary of (\w+) failed: Error: (.*)/.exec(text)?.slice(1))).toEqual([
      ["a", "no sums"],
    ]);
    expect(lossesOf("b")).toEqual([1]);
  });
});
