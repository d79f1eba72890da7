import { describe, expect, it } from "vitest";
import { CheckThrottle } from "../../../../src/worker/runs/checkThrottle.ts";

const checked = 1_000_000;

function throttleAfter(news: "growth" | "more"): CheckThrottle {
  const throttle = new CheckThrottle();
  throttle.done(checked);
  throttle.note(news);
  return throttle;
}

describe("CheckThrottle", () => {
  it("checks a log that grows every two seconds while its review is read", () => {
    const throttle = throttleAfter("growth");
    expect(throttle.isDue(checked + 1_999, true)).toBe(false);
    expect(throttle.isDue(checked + 2_000, true)).toBe(true);
  });

  it("checks a log that grows every five seconds while nobody reads its review", () => {
    const throttle = throttleAfter("growth");
    expect(throttle.isDue(checked + 4_999, false)).toBe(false);
    expect(throttle.isDue(checked + 5_000, false)).toBe(true);
  });

  it("checks at once what is more than growth, and what no longer grows", () => {
    expect(throttleAfter("more").isDue(checked, false)).toBe(true);
    const throttle = throttleAfter("growth");
    throttle.note("nothing");
    expect(throttle.isDue(checked, false)).toBe(true);
  });

  it("has nothing to check once all was", () => {
    const throttle = throttleAfter("more");
    throttle.done(checked);
    expect(throttle.isWaiting).toBe(false);
    expect(throttle.isDue(checked + 10_000, true)).toBe(false);
  });
});
