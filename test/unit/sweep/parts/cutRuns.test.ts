import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cutRuns, type CutRun } from "../../../../src/sweep/parts/cutRuns.ts";

const runsOf = fc.uniqueArray(fc.record({ label: fc.string({ maxLength: 6 }), bytes: fc.nat({ max: 1_000_000 }) }), {
  selector: ({ label }) => label,
  maxLength: 60,
});
const partsOf = fc.integer({ min: 1, max: 12 });

function bytesOf(runs: readonly CutRun[], cut: readonly number[], parts: number): readonly number[] {
  return Array.from({ length: parts }, (_, part) =>
    runs.reduce((sum, { bytes }, at) => sum + (cut[at] === part ? bytes : 0), 0),
  );
}

/** The same rule, each step looking at all parts. */
function cutSlowly(runs: readonly CutRun[], parts: number): readonly number[] {
  const loads = Array.from({ length: parts }, () => ({ bytes: 0, runs: 0 }));
  const order = [...runs.entries()].sort(
    ([, one], [, other]) => other.bytes - one.bytes || (one.label < other.label ? -1 : 1),
  );
  const cut = new Map<number, number>();
  for (const [at, run] of order) {
    const least = Math.min(...loads.map(({ bytes }) => bytes));
    const lightest = loads.filter(({ bytes }) => bytes === least);
    const fewest = Math.min(...lightest.map((load) => load.runs));
    const load = lightest.find((candidate) => candidate.runs === fewest);
    if (load !== undefined) {
      load.bytes += run.bytes;
      load.runs += 1;
      cut.set(at, loads.indexOf(load));
    }
  }
  return runs.map((_, at) => cut.get(at) ?? -1);
}

describe("the cut of a sweep into parts", () => {
  it("gives each run to one part, as the slow version of the rule does", () => {
    fc.assert(
      fc.property(runsOf, partsOf, (runs, parts) => {
        expect(cutRuns(runs, parts)).toEqual(cutSlowly(runs, parts));
      }),
    );
  });

  it("is the same in whatever order the runs were found", () => {
    const shuffled = runsOf.chain((runs) =>
      fc.tuple(fc.constant(runs), fc.shuffledSubarray(runs, { minLength: runs.length })),
    );
    fc.assert(
      fc.property(shuffled, partsOf, ([runs, others], parts) => {
        const partOf = (list: readonly CutRun[]): Map<string, number | undefined> => {
          const cut = cutRuns(list, parts);
          return new Map(list.map(({ label }, at) => [label, cut[at]]));
        };
        expect(partOf(others)).toEqual(partOf(runs));
      }),
    );
  });

  it("balances the bytes: no two parts differ by more than one run", () => {
    fc.assert(
      fc.property(runsOf, partsOf, (runs, parts) => {
        const bytes = bytesOf(runs, cutRuns(runs, parts), parts);
        const largest = Math.max(0, ...runs.map((run) => run.bytes));
        expect(Math.max(...bytes) - Math.min(...bytes)).toBeLessThanOrEqual(largest);
      }),
    );
  });

  it("spreads runs of the same size, and empty ones", () => {
    for (const bytes of [0, 100]) {
      const runs = Array.from({ length: 12 }, (_, i) => ({ label: `${i}`, bytes }));
      const cut = cutRuns(runs, 4);
      expect([0, 1, 2, 3].map((part) => cut.filter((one) => one === part).length)).toEqual([3, 3, 3, 3]);
    }
  });
});
