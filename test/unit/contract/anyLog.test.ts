import fc from "fast-check";
import { expect, test } from "vitest";
import { builtInContract } from "../../../src/contract/model/builtIn.ts";
import { findingCodes } from "../../../src/contract/model/finding.ts";
import { findingText } from "../../../src/contract/texts/findingText.ts";
import { findingsOf, type LogRecord } from "./logTables.ts";

const keys = [...builtInContract.metrics.keys(), "train_loss", "", "__proto__"];

/** Values that no run means to log. */
const values = fc.oneof(
  fc.double(),
  fc.constantFrom(0, -0, 1, -1, 1e308, -1e308, 5e-324, 2 ** 53, Number.NaN, Infinity, -Infinity, "1", null),
  fc.integer({ min: -3, max: 12 }),
);

const records: fc.Arbitrary<LogRecord[]> = fc.array(
  fc.array(fc.tuple(fc.constantFrom(...keys), values), { maxLength: 10 }).map((cells) => Object.fromEntries(cells)),
  { maxLength: 60 },
);

test("whatever a log holds, the findings are whole: a known code, a line of the log, a sentence", () => {
  fc.assert(
    fc.property(records, fc.integer({ min: 1, max: 40 }), (some, times) => {
      const all = Array.from({ length: times }, () => some).flat();
      const findings = findingsOf(all);
      for (const finding of findings) {
        const { code, line, count } = finding;
        const text = findingText(finding);
        expect(findingCodes).toContain(code);
        expect(line === null || (Number.isSafeInteger(line) && line >= 1 && line <= all.length)).toBe(true);
        expect(Number.isSafeInteger(count) && count >= 1).toBe(true);
        expect(text).not.toMatch(
          /undefined|null|object|NaN (?:steps|batches|epochs)|Infinity (?:steps|batches|epochs)/,
        );
        expect(text).toMatch(/^\S.*\.$/s);
        // JSON has no other numbers.
        JSON.stringify(finding, (_, value: unknown) => {
          expect(typeof value === "number" && !Number.isFinite(value)).toBe(false);
          return value;
        });
      }
      const causes = findings.map(({ code, metric }) => `${code} ${metric ?? ""}`);
      expect(new Set(causes).size).toBe(causes.length);
    }),
    { seed: 20261122, numRuns: 500 },
  );
});
