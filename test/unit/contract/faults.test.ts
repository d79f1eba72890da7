import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { builtInContract } from "../../../src/contract/model/builtIn.ts";
import { createChecker } from "../../../src/contract/checks/checkLog.ts";
import { faults, oldRuns } from "./faults.ts";
import { placesOf, problemsOf, tableOf } from "./logTables.ts";

const names = Object.keys(faults);

describe("in logs with one injected fault, that fault and nothing else is found", () => {
  test.each(names)("%s", (name) => {
    const fault = faults[name];
    const random = fc.double({ min: 0, max: 0.999, noNaN: true });
    fc.assert(
      fc.property(oldRuns, random, (run, share) => {
        const { records, expected, folder, also } = fault?.(run, share) ?? { records: [], expected: "" };
        const findings = createChecker(builtInContract).update(tableOf(records), problemsOf(), folder);
        const places = placesOf(findings).filter((place) => place !== also);
        expect(places).toHaveLength(1);
        expect(places[0]).toBe(expected);
        expect(findings).toHaveLength(also === undefined ? 1 : 2);
      }),
      { seed: 20261122, numRuns: Math.ceil(1000 / names.length) },
    );
  });
});
