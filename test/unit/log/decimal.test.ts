import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decimalValue } from "../../../src/log/decimal.ts";

describe("decimalValue", () => {
  it("is the nearest double or NaN, for up to 19 digits", () => {
    const digits = fc.bigInt({ min: 0n, max: 10n ** 19n - 1n });
    fc.assert(
      fc.property(digits, fc.integer({ min: -30, max: 30 }), (number, exponent) => {
        const text = String(number);
        const head = Number(text.slice(0, 15));
        const tail = text.slice(15);
        const value = decimalValue(head, Number(tail), tail.length, exponent);
        expect(Number.isNaN(value) || Object.is(value, Number(`${text}e${exponent}`))).toBe(true);
      }),
      { numRuns: 20_000 },
    );
  });

  it("is sure of nearly all numbers as Python writes them", () => {
    let unsure = 0;
    fc.assert(
      fc.property(fc.double({ min: 1e-5, max: 1e4, noNaN: true }), (number) => {
        const [whole = "", fraction = ""] = String(number).split(".");
        const text = `${whole}${fraction}`.replace(/^0+/, "");
        if (/^\d{16,19}$/.test(text)) {
          const value = decimalValue(
            Number(text.slice(0, 15)),
            Number(text.slice(15)),
            text.length - 15,
            -fraction.length,
          );
          unsure += Number.isNaN(value) ? 1 : 0;
        }
      }),
      { numRuns: 5000, seed: 1 },
    );
    expect(unsure).toBeLessThan(5);
  });
});
