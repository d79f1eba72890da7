import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Finding } from "../../../../src/contract/model/finding.ts";
import { findingsOf, textOf, type LogRecord } from "../logTables.ts";

interface Run {
  /** Records between pauses, and how long these are in seconds. */
  readonly every: number;
  readonly pause: number;
  /** The record after a pause of an hour from which on the loss is so many times as high. */
  readonly at: number;
  readonly times: number;
}

function records({ every, pause, at, times }: Run): LogRecord[] {
  let time = 0;
  return Array.from({ length: 400 }, (_, step) => {
    time += step === at ? 3600 : step % every === 0 ? pause : 1;
    const loss = 3 * (step + 1) ** -0.3 * (1 + 0.03 * Math.sin(11 * step));
    return { step, time, loss_train_nats: loss * (step < at ? 1 : times) };
  });
}

function jumpOf(run: Partial<Run>): Finding | undefined {
  const found = findingsOf(records({ every: Infinity, pause: 0, at: 200, times: 1, ...run }));
  return found.find(({ code }) => code === "level-jump");
}

describe("the level of the loss after a pause", () => {
  it("is said to have jumped, with its ratio, wherever the run paused", () => {
    fc.assert(
      fc.property(fc.constantFrom(0.25, 0.5, 2, 4, 8), fc.integer({ min: 30, max: 380 }), (times, at) => {
        const jump = jumpOf({ times, at });
        expect(jump).toMatchObject({ severity: "warning", metric: "loss_train_nats", line: at + 1, count: 1 });
        const { ratio } = jump?.facts as { readonly ratio: number };
        expect(Math.abs(Math.log(ratio / times))).toBeLessThan(0.15);
      }),
    );
    expect(textOf(jumpOf({ times: 2 }))).toMatch(/jumps at line 201: after a pause of 60 minutes, the next 10 values/);
  });

  it("is no matter where it goes on, or where the run only paused for a validation", () => {
    expect(jumpOf({})).toBeUndefined();
    // Early losses fall fast by themselves.
    expect(jumpOf({ at: 6 })).toBeUndefined();
    const drops = records({ every: 100, pause: 120, at: -1, times: 1 }).map((record, step) => ({
      ...record,
      loss_train_nats: Number(record["loss_train_nats"]) * (step < 200 ? 1 : 0.5),
    }));
    expect(findingsOf(drops).filter(({ code }) => code === "level-jump")).toEqual([]);
  });

  it("is found next to pauses for validations", () => {
    expect(jumpOf({ every: 50, pause: 120, times: 4 })).toMatchObject({ line: 201 });
  });
});
