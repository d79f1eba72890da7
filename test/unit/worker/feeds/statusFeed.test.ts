import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { FromWorker, RunStatus } from "../../../../src/protocol/worker.ts";
import { StatusFeed, type Reporting } from "../../../../src/worker/feeds/statusFeed.ts";

class NamedRun implements Reporting {
  readonly log: string;
  reading = false;

  constructor(log: string) {
    this.log = log;
  }

  status(): RunStatus {
    const { log } = this;
    const nothing = {
      records: 0,
      clock: "record",
      last: null,
      losses: { lastTrain: null, bestVal: null },
      findings: [],
      progress: null,
    } as const;
    return { log, ...nothing, lastRead: 1, csvPath: `${log}.csv`, gone: false, life: null, lastGrowth: 1 };
  }
}

const sent: FromWorker[] = [];
let feed: StatusFeed;

/** The logs of every message, in order. */
function told(): string[][] {
  return sent.map((message) => (message.type === "status" ? message.runs.map((run) => run.log) : []));
}

beforeEach(() => {
  vi.useFakeTimers();
  sent.length = 0;
  feed = new StatusFeed((message) => sent.push(message));
});

afterEach(() => {
  feed.dispose();
  vi.useRealTimers();
});

describe("StatusFeed", () => {
  it("gathers what many runs have to tell into one message", async () => {
    const runs = ["a", "b", "c"].map((log) => new NamedRun(log));
    runs.forEach((run) => feed.polled(run, true));
    runs.forEach((run) => feed.polled(run, true));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(told()).toEqual([["a", "b", "c"]]);
  });

  it("tells of a thousand runs that grow no more often than every two seconds, and of a new one at once", async () => {
    const runs = Array.from({ length: 1000 }, (_, index) => new NamedRun(`run ${index}`));
    for (let tenth = 0; tenth < 100; tenth++) {
      runs.forEach((run) => feed.polled(run, true));
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(sent).toHaveLength(5);
    feed.polled(new NamedRun("new"), true);
    await vi.advanceTimersByTimeAsync(200);
    expect(told().at(-1)).toContain("new");
    await vi.advanceTimersByTimeAsync(2_000);
    expect(told().slice(-2).flat()).toEqual(expect.arrayContaining(runs.map(({ log }) => log)));
  });

  it("tells of one run that grows with every look", async () => {
    const run = new NamedRun("a");
    for (let second = 0; second < 10; second++) {
      feed.polled(run, true);
      await vi.advanceTimersByTimeAsync(1_000);
    }
    expect(sent).toHaveLength(10);
  });

  it("tells of looks that found nothing new only now and then", async () => {
    const run = new NamedRun("a");
    for (let second = 0; second < 20; second++) {
      feed.polled(run, false);
      await vi.advanceTimersByTimeAsync(1_000);
    }
    expect(told().length).toBeGreaterThanOrEqual(3);
    expect(told().length).toBeLessThanOrEqual(5);
  });

  it("tells of a long read while it goes on", async () => {
    const run = new NamedRun("a");
    run.reading = true;
    for (let part = 0; part < 5; part++) {
      feed.polled(run, false);
      await vi.advanceTimersByTimeAsync(200);
    }
    expect(told()).toHaveLength(5);
  });

  it("says nothing of a run that is not followed any more", async () => {
    const run = new NamedRun("a");
    feed.polled(run, true);
    feed.forget(run);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(told().flat()).toEqual([]);
  });
});
