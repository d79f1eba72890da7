import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stepsPerEpoch } from "../../../../src/series/clock/stepsPerEpoch.ts";
import { findingsOf, textOf } from "../../contract/logTables.ts";
import type { LogRecord } from "../../review/tableOf.ts";
import { read } from "./readTimes.ts";

const loss = { loss_train_nats: 1 };

/** A training script: so many steps an epoch, one record in `every` steps, of which the first is the `begin`-th. */
const logger = fc.record({
  perEpoch: fc.integer({ min: 20, max: 400 }),
  epochs: fc.integer({ min: 4, max: 12 }),
  every: fc.integer({ min: 1, max: 9 }),
  begin: fc.integer({ min: 1, max: 9 }),
  stepFrom: fc.constantFrom(0, 1),
  epochFrom: fc.constantFrom(0, 1),
});

interface Logger {
  readonly perEpoch: number;
  readonly epochs: number;
  readonly every: number;
  readonly begin: number;
  readonly stepFrom: number;
  readonly epochFrom: number;
}

/** The steps done (c) at each record of a logger. */
function stepsDone({ perEpoch, epochs, every, begin }: Logger): number[] {
  return Array.from({ length: Math.floor((perEpoch * epochs - begin) / every) + 1 }, (_, i) => begin + i * every);
}

/** Whole epochs in progress, as a training loop with two counters logs them. */
function inProgress(run: Logger): LogRecord[] {
  return stepsDone(run).map((done) => ({
    ...loss,
    step: done - 1 + run.stepFrom,
    epoch: Math.floor((done - 1) / run.perEpoch) + run.epochFrom,
  }));
}

/** The slow, obvious inference: every whole N is tried on every record. */
function lengthsThatFit(records: readonly LogRecord[], { stepFrom, epochFrom }: Logger): number[] {
  const lengths = Array.from({ length: 900 }, (_, i) => i + 1);
  return lengths.filter((perEpoch) =>
    records.every(({ step, epoch }) => Math.floor((Number(step) - stepFrom) / perEpoch) === Number(epoch) - epochFrom),
  );
}

describe("whole epochs over several records", () => {
  it("are c / N, for every interval, numbering and beginning", () => {
    fc.assert(
      fc.property(logger, (run) => {
        const records = inProgress(run);
        const { rule, t } = read(records);
        expect(rule).toBe("epochSteps");
        stepsDone(run).forEach((done, i) => {
          // Records leave N open by at most their interval over the epochs that they span, and c by one step.
          const room = run.every / (run.perEpoch * (run.epochs - 2)) + 1 / run.perEpoch;
          expect(Math.abs((t[i] ?? NaN) / (done / run.perEpoch) - 1)).toBeLessThanOrEqual(room + 1 / done);
        });
      }),
    );
  });

  it("have the steps an epoch that trying each of them finds", () => {
    fc.assert(
      fc.property(logger, (run) => {
        const records = inProgress(run);
        const steps = Float64Array.from(records, ({ step }) => Number(step));
        const epochs = Float64Array.from(records, ({ epoch }) => Number(epoch));
        const scale = stepsPerEpoch({ steps, epochs });
        const fitting = [0, 1].flatMap((stepFrom) => lengthsThatFit(records, { ...run, stepFrom }));
        expect(fitting).toContain(run.perEpoch);
        expect(fitting).toContain(scale?.perEpoch);
      }),
      { numRuns: 40 },
    );
  });

  it("are read without a shift in a log that begins at its 50th step", () => {
    const run = { perEpoch: 391, epochs: 20, every: 50, begin: 50, stepFrom: 1, epochFrom: 0 };
    expect(read(inProgress(run)).t[0]).toBeCloseTo(50 / 391, 4);
  });

  it("are read through a counter that was borrowed, or that goes on from an earlier run", () => {
    fc.assert(
      fc.property(
        logger,
        fc.integer({ min: -1_000, max: 100_000 }),
        fc.integer({ min: 2, max: 40 }),
        (run, lead, first) => {
          const records = inProgress({ ...run, epochFrom: first }).map((record) => ({
            ...record,
            step: Number(record["step"]) + lead,
          }));
          const { rule, t } = read(records);
          expect(rule).toBe("epochSteps");
          const done = stepsDone(run);
          const shift = (t[0] ?? NaN) - (done[0] ?? NaN) / run.perEpoch;
          // Which epoch is the first is open by one, where numbering shows nowhere.
          expect(Math.min(Math.abs(shift - first), Math.abs(shift - first + 1))).toBeLessThan(
            (run.every + 2) / run.perEpoch + 0.01,
          );
          const span = ((done.at(-1) ?? NaN) - (done[0] ?? NaN)) / run.perEpoch;
          const room = (2 * run.every + 1) / (run.perEpoch * (run.epochs - 2));
          expect(Math.abs(((t.at(-1) ?? NaN) - (t[0] ?? NaN)) / span - 1)).toBeLessThanOrEqual(room);
        },
      ),
    );
  });

  it("are the same for a step that starts again each epoch, where the interval divides the epoch", () => {
    fc.assert(
      fc.property(logger, fc.integer({ min: 2, max: 60 }), (run, records) => {
        const regular = { ...run, perEpoch: run.every * records, begin: run.every };
        const on = inProgress(regular);
        const within = on.map((record, i) => ({ ...record, step: ((i % records) + 1) * run.every - 1 + run.stepFrom }));
        expect(read(within)).toEqual(read(on));
      }),
    );
  });

  it("are counted from the records where epochs have different lengths, and that is said", () => {
    const records = [4, 9, 2, 6].flatMap((length, epoch) => Array.from({ length }, () => ({ ...loss, epoch })));
    const { rule, t } = read(records.map((record, i) => ({ ...record, step: i })));
    expect(rule).toBe("epochRecords");
    expect(t.slice(0, 5)).toEqual([0.25, 0.5, 0.75, 1, 1 + 1 / 9]);
    expect(t.every((time, i) => i === 0 || time > (t[i - 1] ?? NaN))).toBe(true);
  });

  it("give way to steps while there is only one", () => {
    const records = [10, 20, 30].map((step) => ({ ...loss, step, epoch: 0 }));
    expect(read(records)).toMatchObject({ rule: "steps", t: [10, 20, 30] });
  });
});

describe("whole epochs with one record each", () => {
  it("were written after the epoch, and nothing is dropped", () => {
    fc.assert(
      fc.property(fc.integer({ min: 3, max: 80 }), fc.constantFrom(0, 1), fc.boolean(), (count, from, withSteps) => {
        const records = Array.from({ length: count }, (_, i) => ({
          ...loss,
          epoch: i + from,
          ...(withSteps ? { step: 391 * (i + 1) } : {}),
        }));
        const { rule, t } = read(records);
        expect(rule).toBe("epochEnds");
        expect(t).toEqual(records.map((_, i) => i + 1));
      }),
    );
  });

  it("are counted from 0 where every fifth is written and the first is 4, or where the steps say so", () => {
    expect(read([4, 9, 14].map((epoch) => ({ ...loss, epoch }))).t).toEqual([5, 10, 15]);
    expect(read([5, 10, 15].map((epoch) => ({ ...loss, epoch }))).t).toEqual([5, 10, 15]);
    expect(read([7, 8, 9].map((epoch) => ({ ...loss, epoch, step: 100 * (epoch + 1) }))).t).toEqual([8, 9, 10]);
  });

  it("leave the record at t = 0 where it is", () => {
    expect(read([0, 1, 2].map((epoch) => ({ ...loss, epoch, step: 100 * epoch }))).t).toEqual([0, 1, 2]);
  });
});

describe("fractional epochs", () => {
  it("are epochs completed, as they stand", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0.001, max: 30, noNaN: true }), { minLength: 1, maxLength: 60 }),
        (list) => {
          const epochs = [...new Set(list)].sort((one, other) => one - other);
          const { t } = read([0.5, ...epochs].map((epoch, i) => ({ ...loss, epoch, step: 10 * i })));
          expect(t).toEqual([0.5, ...epochs]);
        },
      ),
    );
  });

  it("that were rounded are told apart by their steps, within the rounding", () => {
    fc.assert(
      fc.property(logger, fc.constantFrom(1, 2), fc.boolean(), (run, decimals, down) => {
        const parts = 10 ** decimals;
        const done = stepsDone(run);
        const records = done.map((steps) => {
          const epoch = (steps / run.perEpoch) * parts;
          return { ...loss, step: steps, epoch: (down ? Math.floor(epoch) : Math.round(epoch)) / parts };
        });
        const { rule, t } = read(records);
        fc.pre(rule === "epochRounded");
        done.forEach((steps, i) => {
          expect(Math.abs((t[i] ?? NaN) - steps / run.perEpoch)).toBeLessThanOrEqual(2.001 / parts);
          expect(t[i]).toBeGreaterThanOrEqual(t[i - 1] ?? 0);
        });
        if (!down) {
          // All that the rounding leaves open is the length of an epoch: half of a rounding over the whole run.
          done.forEach((steps, i) => expect(t[i]).toBeCloseTo(steps / run.perEpoch, decimals));
        }
      }),
    );
  });
});

describe("an epoch in few records", () => {
  it("says how many steps an epoch has, whichever epoch it names", () => {
    for (const more of [-1, 0, 1]) {
      const records = Array.from({ length: 400 }, (_, i) => ({ ...loss, step: 10 * (i + 1) }));
      const ends = [1, 2, 3, 4].map((end) => ({ epoch: end - more, step: 1_000 * end, loss_val_nats: 1 }));
      const mixed = [1, 2, 3, 4].flatMap((end) => [
        ...records.slice(100 * (end - 1), 100 * end),
        ...ends.slice(end - 1, end),
      ]);
      const { rule, t } = read(mixed);
      expect(rule).toBe("epochFew");
      t.forEach((time, i) => expect(time).toBeCloseTo((i + 1) / 100, 9));
    }
  });

  it("gives way to steps where it says nothing of them", () => {
    const records: LogRecord[] = Array.from({ length: 100 }, (_, i) => ({ ...loss, step: i + 1 }));
    records.splice(50, 0, { epoch: 7, loss_val_nats: 1 });
    records.splice(70, 0, { epoch: 3, loss_val_nats: 1 });
    expect(read(records)).toMatchObject({ rule: "steps", t: Array.from({ length: 100 }, (_, i) => i + 1) });
  });
});

describe("records without a training loss", () => {
  it("never move the clock, whatever their step is", () => {
    const aside = fc.record({
      at: fc.nat(10_000),
      step: fc.constantFrom(0, 1, 3, 4_952, 1e9),
      epoch: fc.constantFrom(undefined, 0, 1, 5, 99),
    });
    fc.assert(
      fc.property(logger, fc.array(aside, { minLength: 1, maxLength: 8 }), (run, asides) => {
        const records = inProgress(run);
        const alone = read(records);
        for (const { at, step, epoch } of asides) {
          const place = 1 + (at % records.length);
          records.splice(place, 0, { loss_val_nats: 1, step, ...(epoch === undefined ? {} : { epoch }) });
        }
        const { rule, t, all } = read(records);
        expect({ rule, t }).toEqual({ rule: alone.rule, t: alone.t });
        // Each is at or after the training record before it, and not after the next one.
        let now = 0;
        records.forEach((record, i) => {
          expect(all[i]).toBeGreaterThanOrEqual(now);
          now = "loss_train_nats" in record ? (all[i] ?? NaN) : now;
        });
      }),
    );
  });

  it("take the time of the training record before them, or their own step between two", () => {
    const records = [
      { ...loss, step: 10 },
      { loss_val_nats: 1, step: 4_952 },
      { ...loss, step: 20 },
      { loss_val_nats: 1 },
      { lambda_max: 1, step: 25 },
      { ...loss, step: 30 },
      { loss_val_nats: 1, step: 1 },
    ];
    expect(read(records).all).toEqual([10, 10, 20, 20, 25, 30, 30]);
  });

  it("are no gap in the training loss, for a step that is the size of the validation set", () => {
    const records = Array.from({ length: 12 }, (_, epoch) => [
      ...Array.from({ length: 36 }, (_unused, i) => ({ ...loss, step: 50 * (i + 1), epoch: epoch + 1 })),
      { loss_val_nats: 1, step: 4_952, epoch: epoch + 1 },
    ]).flat();
    const gaps = findingsOf(records).filter(({ metric }) => metric === "loss_train_nats");
    expect(gaps.every((gap) => !/3,1\d\d|4,9\d\d|6,\d\d\d/.test(textOf(gap)))).toBe(true);
    expect(read(records).t.at(-1)).toBeCloseTo(12, 1);
  });

  it("still show where the training loss is no longer logged", () => {
    const records = Array.from({ length: 1_000 }, (_, i) => ({
      step: i + 1,
      epoch: (i + 1) / 100,
      grad_norm: 1,
      ...(i < 500 ? loss : {}),
    }));
    const gap = findingsOf(records).find(({ code, metric }) => code === "cadence" && metric === "loss_train_nats");
    expect(gap).toMatchObject({ line: 501 });
  });
});
