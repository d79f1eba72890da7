import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { emptyFolder } from "../../../src/contract/measure/folderFacts.ts";
import { builtInContract } from "../../../src/contract/model/builtIn.ts";
import { createChecker } from "../../../src/contract/checks/checkLog.ts";
import { findingsOf, placesOf, problemsOf, tableOf } from "./logTables.ts";
import { recordsOf, recordsOfStep, soundRuns } from "./soundLogs.ts";

const seeds = { seed: 20261122, numRuns: 1000 };

describe("no false alarm", () => {
  test("in 1,000 sound logs of any start, epoch length, age and way of writing", () => {
    fc.assert(
      fc.property(soundRuns, (run) => {
        const records = recordsOf(run);
        // A run that has stopped after the last epoch that it was meant to reach.
        const epochs = Math.floor((run.firstStep + run.steps - 1) / run.stepsPerEpoch);
        const place = { count: epochs, file: "config.json", key: "epochs", line: 1 };
        const planned = epochs < 1 ? null : { epochs: place, steps: null };
        const folder = { ...emptyFolder, planned };
        expect(createChecker(builtInContract).update(tableOf(records), problemsOf(), folder)).toEqual([]);
      }),
      seeds,
    );
  });
  test("in 1,000 resumed ones there is the resume alone, at its line", () => {
    const resumes = fc.tuple(soundRuns, fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 0, max: 1500 }));
    fc.assert(
      fc.property(resumes, ([run, share, on]) => {
        fc.pre(run.steps >= 2);
        const records = recordsOf(run);
        // A checkpoint is at least one batch old, and may be that of the start.
        const checkpoint = run.firstStep + Math.floor(share * (run.steps - 2));
        const goOn = Math.max(1, on);
        const again = Array.from({ length: goOn }, (_, index) => recordsOfStep(run, checkpoint + index)).flat();
        const findings = findingsOf([...records, ...again]);
        expect(placesOf(findings)).toEqual([`steps-repeated step ${records.length + 1}`]);
        expect(findings[0]?.severity).toBe("information");
      }),
      seeds,
    );
  });
});

describe("a growing log", () => {
  test("is checked to the same findings, however it comes", () => {
    const cuts = fc.array(fc.nat({ max: 4000 }), { maxLength: 6 });
    fc.assert(
      fc.property(soundRuns, fc.nat({ max: 4000 }), cuts, (run, resumed, ends) => {
        const all = [...recordsOf(run), ...recordsOf(run).slice(resumed % (run.steps + 1))].map((record, index) =>
          index % 97 === 13 ? { ...record, loss_train_nats: Number.NaN, acc_train: 7 } : record,
        );
        const checker = createChecker(builtInContract);
        for (const end of [...ends].sort((one, other) => one - other)) {
          const findings = checker.update(tableOf(all.slice(0, end)), problemsOf());
          expect(findings).toEqual(findingsOf(all.slice(0, end)));
        }
        expect(checker.update(tableOf(all), problemsOf())).toEqual(findingsOf(all));
      }),
      { seed: 20261122, numRuns: 60 },
    );
  });
  test("is checked record by record to the same findings as at once", () => {
    const odd = fc.array(
      fc.tuple(
        fc.nat({ max: 200 }),
        fc.constantFrom("step", "epoch", "loss_train_nats", "lr"),
        fc.constantFrom(Number.NaN, -1, 0, 3, 1e9, null),
      ),
      { maxLength: 4 },
    );
    fc.assert(
      fc.property(soundRuns, odd, (run, changes) => {
        const all = recordsOf({ ...run, steps: Math.min(run.steps, 150) });
        for (const [row, metric, value] of changes) {
          const record = all[row];
          if (record !== undefined) {
            all[row] = { ...record, [metric]: value };
          }
        }
        const checker = createChecker(builtInContract);
        const table = tableOf(all);
        let findings: unknown = [];
        for (let end = 0; end <= all.length; end += 1) {
          findings = checker.update({ ...table, records: end }, problemsOf());
        }
        expect(findings).toEqual(findingsOf(all));
      }),
      { seed: 20261122, numRuns: 200 },
    );
  });
});
