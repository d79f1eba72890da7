import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { LogRecord } from "../../review/tableOf.ts";
import { read } from "./readTimes.ts";

/** Every rule of the clock against a slow and obvious version of it, over logs of any interval, numbering and resume. */

const loss = { loss_train_nats: 1 };

/** A training script, which may be killed after a record and resumed from a checkpoint some records before. */
const script = fc.record({
  perEpoch: fc.integer({ min: 20, max: 150 }),
  epochs: fc.integer({ min: 3, max: 8 }),
  every: fc.integer({ min: 1, max: 7 }),
  stepFrom: fc.constantFrom(0, 1),
  epochFrom: fc.constantFrom(0, 1),
  killedAt: fc.double({ min: 0.3, max: 1, noNaN: true }),
  repeats: fc.nat(40),
});

type Script = typeof script extends fc.Arbitrary<infer Value> ? Value : never;

/** The steps that a script has done at each record, with those that it does again after a resume. */
function stepsDone({ perEpoch, epochs, every, killedAt, repeats }: Script): number[] {
  const all = Array.from({ length: Math.floor((perEpoch * epochs) / every) }, (_, i) => (i + 1) * every);
  const killed = Math.floor(killedAt * all.length);
  return [...all.slice(0, killed), ...all.slice(Math.max(0, killed - repeats))];
}

/** All whole N, numberings of steps and of epochs by which a reading gives every record's epoch as it was logged. */
function lengthsThatFit(
  records: readonly LogRecord[],
  epochOf: (done: number, perEpoch: number, from: number) => number,
): { readonly perEpoch: number; readonly stepFrom: number; readonly epochFrom: number }[] {
  const found = [];
  for (let perEpoch = 1; perEpoch <= 400; perEpoch += 1) {
    for (const stepFrom of [0, 1]) {
      for (const epochFrom of [0, 1]) {
        const done = (record: LogRecord): number => Number(record["step"]) + 1 - stepFrom;
        if (records.every((record) => epochOf(done(record), perEpoch, epochFrom) === record["epoch"])) {
          found.push({ perEpoch, stepFrom, epochFrom });
        }
      }
    }
  }
  return found;
}

/** Each time lies between the least and the most that any of the fitting lengths gives its record. */
function expectWithin(
  t: readonly number[],
  records: readonly LogRecord[],
  fits: ReturnType<typeof lengthsThatFit>,
): void {
  records.forEach(({ step }, i) => {
    const times = fits.map(({ perEpoch, stepFrom }) => (Number(step) + 1 - stepFrom) / perEpoch);
    expect(t[i]).toBeGreaterThanOrEqual(Math.min(...times) - 1e-9);
    expect(t[i]).toBeLessThanOrEqual(Math.max(...times) + 1e-9);
  });
}

describe("steps and records", () => {
  it("are the clock as they stand, steps that were done again included", () => {
    fc.assert(
      fc.property(script, (run) => {
        const records = stepsDone(run).map((done) => ({ ...loss, step: done - 1 + run.stepFrom }));
        expect(read(records)).toMatchObject({ rule: "steps", t: records.map(({ step }) => step) });
      }),
    );
  });

  it("are counted where a log says nothing of time, all of them, also those without a loss", () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 1, maxLength: 50 }), (withLoss) => {
        const records = withLoss.map((hasLoss) => (hasLoss ? loss : { lr: 0.1 }));
        const { rule, t } = read(records);
        fc.pre(withLoss.includes(true));
        expect({ rule, t }).toEqual({ rule: "records", t: withLoss.flatMap((hasLoss, i) => (hasLoss ? [i + 1] : [])) });
      }),
    );
  });
});

describe("fractional epochs of a resumed run", () => {
  it("are epochs completed, as they stand", () => {
    fc.assert(
      fc.property(script, (run) => {
        const records = stepsDone(run).map((done) => ({ ...loss, step: done, epoch: done / run.perEpoch }));
        fc.pre(records.some(({ epoch }) => !Number.isInteger(epoch)));
        expect(read(records)).toMatchObject({ rule: "epochFractions", t: records.map(({ epoch }) => epoch) });
      }),
    );
  });

  it("that were rounded lie where a length of an epoch that gives all of them puts them", () => {
    fc.assert(
      fc.property(script, fc.constantFrom(Math.round, Math.floor), (run, round) => {
        const epochOf = (done: number, perEpoch: number): number => round((done / perEpoch) * 10) / 10;
        const records = stepsDone(run).map((done) => ({
          ...loss,
          step: done - 1 + run.stepFrom,
          epoch: epochOf(done, run.perEpoch),
        }));
        fc.pre(records.some(({ epoch }) => !Number.isInteger(epoch)));
        fc.pre(records.some(({ epoch, step }, i) => epoch === records[i - 1]?.epoch && step !== records[i - 1]?.step));
        const { rule, t } = read(records);
        expect(rule).toBe("epochRounded");
        // Which step has which number, and how it was rounded, may show nowhere: a step, and a rounding, are left open.
        records.forEach(({ step }, i) => {
          const done = step + 1 - run.stepFrom;
          expect(Math.abs((t[i] ?? NaN) - done / run.perEpoch)).toBeLessThanOrEqual(0.1 + 1 / run.perEpoch);
        });
      }),
    );
  });
});

describe("whole epochs of a resumed run", () => {
  it("in progress lie where a length of an epoch that gives all of them puts them", () => {
    const epochOf = (done: number, perEpoch: number, from: number): number => Math.floor((done - 1) / perEpoch) + from;
    fc.assert(
      fc.property(script, (run) => {
        const records = stepsDone(run).map((done) => ({
          ...loss,
          step: done - 1 + run.stepFrom,
          epoch: epochOf(done, run.perEpoch, run.epochFrom),
        }));
        const { rule, t } = read(records);
        expect(rule).toBe("epochSteps");
        const fits = lengthsThatFit(records, epochOf);
        expect(fits).not.toEqual([]);
        expectWithin(t, records, fits);
      }),
      { numRuns: 60 },
    );
  });

  it("without steps are counted: the k-th of n records of an epoch is at k / n of it", () => {
    const lengths = fc.array(fc.integer({ min: 2, max: 9 }), { minLength: 2, maxLength: 6 });
    fc.assert(
      fc.property(lengths, fc.constantFrom(0, 1), (counts, from) => {
        const epochs = counts.flatMap((count, epoch) => Array.from({ length: count }, () => epoch + from));
        const irregular = epochs.map((epoch, i) => ({ ...loss, epoch, step: i ** 3 }));
        const { rule, t } = read(irregular);
        fc.pre(rule === "epochRecords");
        const last = Math.max(...epochs);
        const longest = Math.max(...counts);
        epochs.forEach((epoch, i) => {
          const before = epochs.slice(0, i + 1).filter((other) => other === epoch).length;
          const all = epoch === last ? longest : epochs.filter((other) => other === epoch).length;
          expect(t[i]).toBeCloseTo(epoch - from + before / all, 9);
        });
      }),
    );
  });

  it("with one record each were written after the epoch, whatever their interval and whatever is done again", () => {
    fc.assert(
      fc.property(script, fc.boolean(), (run, withSteps) => {
        const done = stepsDone(run);
        const records = done.map((epochs) => ({
          ...loss,
          epoch: epochs - 1 + run.epochFrom,
          ...(withSteps ? { step: run.perEpoch * epochs } : {}),
        }));
        fc.pre(done.length > 2 && records.every(({ epoch }, i) => epoch !== records[i - 1]?.epoch));
        const { rule, t } = read(records);
        expect({ rule, t }).toEqual({ rule: "epochEnds", t: done });
      }),
    );
  });
});

describe("runs of one to three epochs", () => {
  const short = script.map((run) => ({ ...run, killedAt: 1, repeats: 0 }));

  it("have the steps an epoch that the few changes of the epoch leave room for", () => {
    const epochOf = (done: number, perEpoch: number, from: number): number => Math.floor((done - 1) / perEpoch) + from;
    fc.assert(
      fc.property(short, fc.constantFrom(2, 3), (run, epochs) => {
        const records = stepsDone({ ...run, epochs }).map((done) => ({
          ...loss,
          step: done - 1 + run.stepFrom,
          epoch: epochOf(done, run.perEpoch, run.epochFrom),
        }));
        fc.pre(new Set(records.map(({ epoch }) => epoch)).size > 1);
        const { rule, t } = read(records);
        expect(rule).toBe("epochSteps");
        const fits = lengthsThatFit(records, epochOf);
        expectWithin(t, records, fits);
      }),
      { numRuns: 60 },
    );
  });

  it("are read by their steps while there is one epoch only", () => {
    fc.assert(
      fc.property(short, (run) => {
        const records = stepsDone({ ...run, epochs: 1 }).map((done) => ({ ...loss, step: done, epoch: run.epochFrom }));
        fc.pre(records.length > 1);
        expect(read(records)).toMatchObject({ rule: "steps", t: records.map(({ step }) => step) });
      }),
    );
  });
});

describe("an epoch in few records", () => {
  it("says how many steps an epoch has, for any interval and whichever epoch it names", () => {
    const named = fc.constantFrom(-1, 0, 1);
    fc.assert(
      fc.property(script, named, (run, more) => {
        // At least ten training records an epoch, so that those with an epoch are few.
        const perEpoch = run.every * (10 + (run.perEpoch % 30));
        const records: LogRecord[] = [];
        const done: number[] = [];
        for (let steps = run.every; steps <= perEpoch * run.epochs; steps += run.every) {
          records.push({ ...loss, step: steps });
          done.push(steps);
          if (steps % perEpoch === 0) {
            records.push({ loss_val_nats: 1, step: steps, epoch: steps / perEpoch + more });
          }
        }
        const { rule, t } = read(records);
        expect(rule).toBe("epochFew");
        done.forEach((steps, i) => expect(t[i]).toBeCloseTo(steps / perEpoch, 6));
      }),
    );
  });
});

describe("a step that starts again with each epoch", () => {
  it("goes on by its stride, and is off by less than an interval an epoch", () => {
    fc.assert(
      fc.property(script, (run) => {
        const records: LogRecord[] = [];
        const done: number[] = [];
        const each = Math.floor(run.perEpoch / run.every);
        fc.pre(each > 1);
        for (let epoch = 0; epoch < run.epochs; epoch += 1) {
          for (let step = run.every; step <= run.perEpoch; step += run.every) {
            records.push({ ...loss, iter: step, step: step - 1 + run.stepFrom, epoch: epoch + run.epochFrom });
            done.push(epoch * run.perEpoch + step);
          }
        }
        const { t } = read(records);
        done.forEach((steps, i) =>
          expect(Math.abs((t[i] ?? NaN) - steps / run.perEpoch)).toBeLessThanOrEqual((2 * run.every) / run.perEpoch),
        );
      }),
    );
  });
});

describe("a record between two training records", () => {
  it("lies between them as its step does, else at the one before", () => {
    fc.assert(
      fc.property(script, fc.array(fc.nat(), { minLength: 1, maxLength: 10 }), (run, places) => {
        const done = stepsDone({ ...run, killedAt: 1, repeats: 0 });
        fc.pre(done.length > 2);
        const training = done.map((step) => ({ ...loss, step }));
        const asides = places.map((place) => ({ after: place % (done.length - 1), step: place % 1_000 }));
        const records: LogRecord[] = training.flatMap((record, i) => [
          record,
          ...asides.filter(({ after }) => after === i).map(({ step }) => ({ lambda_max: 1, step })),
        ]);
        const { all } = read(records);
        let before = Number.NaN;
        records.forEach((record, i) => {
          const step = Number(record["step"]);
          if ("loss_train_nats" in record) {
            before = step;
            expect(all[i]).toBe(step);
          } else {
            const isBetween = step >= before && step <= before + run.every;
            expect(all[i]).toBeCloseTo(isBetween ? step : before, 9);
          }
        });
      }),
    );
  });
});
