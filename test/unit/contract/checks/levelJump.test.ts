import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Finding } from "../../../../src/contract/model/finding.ts";
import { findingsOf, textOf, type LogRecord } from "../logTables.ts";

/** Losses of a power law with some noise, times a factor. */
function losses(from: number, to: number, { every = 1, times = 1 }: { every?: number; times?: number }): LogRecord[] {
  return Array.from({ length: Math.ceil((to - from) / every) }, (_, i) => {
    const step = from + i * every;
    return { step, loss_train_nats: times * 3 * (step + 10) ** -0.2 * (1 + 0.02 * Math.sin(7 * i)) };
  });
}

function resumeOf(records: readonly LogRecord[]): Finding | undefined {
  return findingsOf(records).find(({ code }) => code === "steps-repeated");
}

describe("the level of the loss across a resume", () => {
  it("is compared over the steps that were logged twice, and its ratio is said", () => {
    fc.assert(
      fc.property(fc.constantFrom(0.125, 0.25, 0.5, 2, 4, 8), fc.integer({ min: 10, max: 150 }), (times, again) => {
        const finding = resumeOf([...losses(0, 400, {}), ...losses(400 - again, 800, { times })]);
        expect(finding).toMatchObject({ severity: "warning", line: 401, facts: { jump: { shared: true } } });
        expect(finding?.facts).toHaveProperty("jump.ratio", expect.closeTo(times, times < 1 ? 1 : 0));
      }),
    );
  });

  it("is compared right around the resume where few steps were logged twice", () => {
    const finding = resumeOf([...losses(0, 4000, { every: 50 }), ...losses(3900, 8000, { every: 50, times: 2 })]);
    expect(finding).toMatchObject({ severity: "warning", facts: { jump: { shared: false } } });
    expect(finding === undefined ? "" : textOf(finding)).toMatch(
      /The 10 losses right after the resume are (1\.9|2)\d* times as large as those right before it/,
    );
  });

  it("is that of the resume with which it changed most", () => {
    const records = [...losses(0, 400, {}), ...losses(350, 800, {}), ...losses(700, 1000, { times: 4 })];
    const finding = resumeOf(records);
    expect(finding).toMatchObject({ line: 851, count: 2, facts: { from: 799, to: 700, jump: { shared: true } } });
    expect(finding === undefined ? "" : textOf(finding)).toContain("This is the first of 2 such places.");
  });

  it("is no matter where it goes on as it was, or where the run starts from scratch", () => {
    for (const records of [
      [...losses(0, 400, {}), ...losses(350, 800, {})],
      [...losses(0, 4000, { every: 50 }), ...losses(3900, 8000, { every: 50 })],
      [...losses(0, 4000, { every: 50 }), ...losses(0, 4000, { every: 49 })],
      [...losses(0, 400, {}), ...losses(0, 800, { times: 1.6 })],
    ]) {
      expect(resumeOf(records)).toMatchObject({ severity: "information", facts: { jump: null } });
    }
  });
});
