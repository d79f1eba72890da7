import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { countTurns, WorkerWatch } from "../../../src/worker/workerWatch.ts";

let turns: Int32Array;
let used: number;
let hung: number;
let watch: WorkerWatch;

beforeEach(() => {
  vi.useFakeTimers();
  turns = new Int32Array(1);
  [used, hung] = [0, 0];
  watch = new WorkerWatch(turns, () => (hung += 1), { every: 5_000, processor: () => used });
});

afterEach(() => {
  watch.dispose();
  vi.useRealTimers();
});

/** Lets so many seconds pass, in each of which this happens. */
function pass(seconds: number, each: () => void = () => undefined): void {
  for (let second = 0; second < seconds; second += 1) {
    each();
    vi.advanceTimersByTime(1_000);
  }
}

it("says once of a thread that neither turns nor computes that it hangs", () => {
  pass(20, () => (turns[0] = (turns[0] ?? 0) + 1));
  expect(hung).toBe(0);
  pass(36);
  expect(hung).toBe(1);
  pass(100);
  expect(hung).toBe(1);
});

it.each([
  ["turns", () => (turns[0] = (turns[0] ?? 0) + 1)],
  ["computes, as on a computer that is busy with others", () => (used += 150)],
])("says nothing of a thread that %s", (_, each) => {
  turns[0] = 1;
  pass(300, each);
  expect(hung).toBe(0);
});

it("says nothing of a thread that has not started", () => {
  pass(300);
  expect(hung).toBe(0);
});

it("says nothing of a thread that stands still for less than half a minute again and again", () => {
  turns[0] = 1;
  for (let round = 0; round < 10; round += 1) {
    pass(25);
    turns[0] += 1;
    pass(5);
  }
  expect(hung).toBe(0);
});

it("says nothing once nobody wants to know", () => {
  turns[0] = 1;
  pass(10);
  watch.dispose();
  pass(100);
  expect(hung).toBe(0);
});

it("sees the turns that a thread counts", () => {
  countTurns(turns);
  pass(300);
  expect(hung).toBe(0);
  expect(turns[0]).toBeGreaterThan(200);
});
