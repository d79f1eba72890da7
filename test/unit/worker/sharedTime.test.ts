import { afterEach, expect, it, vi } from "vitest";
import { SharedTime } from "../../../src/worker/sharedTime.ts";

afterEach(() => {
  vi.useRealTimers();
});

/** A thread that has been idle for so many milliseconds, and the time that polls on it are charged. */
function thread(): { readonly its: { idle: number }; readonly shared: SharedTime } {
  vi.useFakeTimers();
  const its = { idle: 0 };
  return { its, shared: new SharedTime(() => its.idle) };
}

it("charges each of several its part of the time in which the thread worked", () => {
  const { shared } = thread();
  vi.advanceTimersByTime(800);
  expect(shared.charged(4)).toBe(200);
  vi.advanceTimersByTime(100);
  expect(shared.charged(1)).toBe(300);
});

it("charges each of several all of the time in which the thread waited", () => {
  const { its, shared } = thread();
  vi.advanceTimersByTime(1_000);
  its.idle = 900;
  expect(shared.charged(4)).toBe(925);
});

it("charges never more than the time that has passed, whatever the thread says of itself", () => {
  const { its, shared } = thread();
  vi.advanceTimersByTime(100);
  its.idle = 5_000;
  expect(shared.charged(2)).toBe(100);
  its.idle = 0;
  vi.advanceTimersByTime(100);
  expect(shared.charged(2)).toBe(150);
});
