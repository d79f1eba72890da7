import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { faults, oldRuns } from "./faults.ts";
import { findingsOf, placesOf } from "./logTables.ts";

const names = Object.keys(faults);

describe("in logs with one injected fault, that fault and nothing else is found", () => {
  test.each(names)("%s", (name) => {
    const fault = faults[name];
    const random = fc.double({ min: 0, max: 0.999, noNaN: true });
    fc.assert(
      fc.property(oldRuns, random, (run, share) => {
        const { records, expected } = fault?.(run, share) ?? { records: [], expected: "" };
        const places = placesOf(findingsOf(records));
        expect(places).toHaveLength(1);
        expect(places[0]).toContain(expected);
      }),
      { seed: 20261122, numRuns: Math.ceil(1000 / names.length) },
    );
  });
});
