import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { DebouncedTask } from "../../../../src/editor/runs/debouncedTask.ts";

const failures: unknown[] = [];
let runs: { end: () => void; fail: (error: Error) => void }[];
let task: DebouncedTask;

beforeEach(() => {
  vi.useFakeTimers();
  failures.length = 0;
  runs = [];
  const run = (): Promise<void> =>
    new Promise((resolve, reject) => {
      runs.push({ end: resolve, fail: reject });
    });
  task = new DebouncedTask(run, { pause: 300, limit: 2_000, dutyCycle: 0.1, failed: (error) => failures.push(error) });
});

afterEach(() => {
  task.dispose();
  vi.useRealTimers();
});

describe("DebouncedTask", () => {
  it("never runs twice at once, and answers with a run that began after the request", async () => {
    const first = task.run();
    const second = task.run();
    const third = task.run();
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
      task.schedule();
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(runs).toHaveLength(1);
    runs[0]?.end();
    await vi.advanceTimersByTimeAsync(30_000);
    expect(runs).toHaveLength(2);
  });

  it("rests ten times as long as it ran, unless it is asked for outright", async () => {
    void task.run();
    await vi.advanceTimersByTimeAsync(5_000);
    runs[0]?.end();
    await vi.advanceTimersByTimeAsync(0);
    task.schedule();
    await vi.advanceTimersByTimeAsync(49_000);
    expect(runs).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(runs).toHaveLength(2);
    void task.run();
    runs[1]?.end();
    await vi.advanceTimersByTimeAsync(0);
    expect(runs).toHaveLength(3);
  });

  it("goes on after a failure, and tells of one that nobody waits for", async () => {
    task.runInBackground();
    runs[0]?.fail(new Error("no such glob"));
    await vi.advanceTimersByTimeAsync(0);
    expect(failures).toHaveLength(1);
    const again = task.run();
    runs[1]?.end();
    await expect(again).resolves.toBeUndefined();
  });
});
