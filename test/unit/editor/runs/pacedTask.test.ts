import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { PacedTask } from "../../../../src/editor/runs/pacedTask.ts";

const failures: unknown[] = [];
let runs: { end: () => void; fail: (error: Error) => void }[];
let task: PacedTask;

beforeEach(() => {
  vi.useFakeTimers();
  failures.length = 0;
  runs = [];
  const run = (): Promise<void> =>
    new Promise((resolve, reject) => {
      runs.push({ end: resolve, fail: reject });
    });
  task = new PacedTask(run, { pause: 300, limit: 2_000, share: 0.1, failed: (error) => failures.push(error) });
});

afterEach(() => {
  task.dispose();
  vi.useRealTimers();
});

describe("PacedTask", () => {
  it("never runs twice at once, and answers with a run that began after the request", async () => {
    const first = task.now();
    const second = task.now();
    const third = task.now();
    expect(runs).toHaveLength(1);
    runs[0]?.end();
    await first;
    await vi.advanceTimersByTimeAsync(0);
    expect(runs).toHaveLength(2);
    runs[1]?.end();
    await Promise.all([second, third]);
    expect(runs).toHaveLength(2);
  });

  it("runs once after a burst, but does not wait for its end for ever", async () => {
    for (let i = 0; i < 30; i++) {
      task.soon();
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(runs).toHaveLength(1);
    runs[0]?.end();
    await vi.advanceTimersByTimeAsync(30_000);
    expect(runs).toHaveLength(2);
  });

  it("rests ten times as long as it ran, unless it is asked for outright", async () => {
    void task.now();
    await vi.advanceTimersByTimeAsync(5_000);
    runs[0]?.end();
    await vi.advanceTimersByTimeAsync(0);
    task.soon();
    await vi.advanceTimersByTimeAsync(49_000);
    expect(runs).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(runs).toHaveLength(2);
    void task.now();
    runs[1]?.end();
    await vi.advanceTimersByTimeAsync(0);
    expect(runs).toHaveLength(3);
  });

  it("goes on after a failure, and tells of one that nobody waits for", async () => {
    task.unasked();
    runs[0]?.fail(new Error("no such glob"));
    await vi.advanceTimersByTimeAsync(0);
    expect(failures).toHaveLength(1);
    const again = task.now();
    runs[1]?.end();
    await expect(again).resolves.toBeUndefined();
  });
});
