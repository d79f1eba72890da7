import { engine } from "../../../engine.ts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LogParser } from "../../../../src/log/parser/logParser.ts";
import { KeyTable } from "../../../../src/log/records/keyTable.ts";

/** What a log of one key gives for number texts: the values that were kept, read by the kernel but for the first. */
function values(texts: readonly string[]): Float64Array {
  const parser = new LogParser({ kernel: engine.kernel, csv: false });
  parser.push(Buffer.from(['{"x": 0}', ...texts.map((text) => `{"x": ${text}}`), ""].join("\n")));
  return (parser.table().column("x")?.values ?? new Float64Array()).subarray(1);
}

/** How many of the number texts the kernel reads by itself. */
function readByKernel(texts: readonly string[]): number {
  const keys = new KeyTable(() => true);
  const name = keys.intern(0, "x", '"x"');
  expect(name === null ? null : keys.columnOf(name, "x")).toBe(0);
  return texts.filter((text) => {
    const line = Buffer.from(`{"x": ${text}}\n`);
    engine.kernel.take(line);
    const options = { from: 0, record: 0, columns: 1, rows: false, longest: 1000, leaveFormulas: false };
    return engine.kernel.read(keys, options) === line.length;
  }).length;
}

const digits = fc.stringMatching(/^[0-9]{1,30}$/);
const numberText = fc
  .tuple(fc.constantFrom("", "-"), digits, fc.option(digits), fc.option(fc.integer({ min: -360, max: 330 })))
  .map(([sign, whole, fraction, exponent]) => {
    const integer = whole.replace(/^0+(?=.)/, "");
    const point = fraction === null ? "" : `.${fraction}`;
    return `${sign}${integer}${point}${exponent === null ? "" : `e${exponent}`}`;
  });

describe("the kernel's numbers", () => {
  it("are the nearest doubles, to the last bit", () => {
    fc.assert(
      fc.property(fc.array(numberText, { minLength: 50, maxLength: 50 }), (texts) => {
        expect(values(texts)).toEqual(Float64Array.from(texts, Number));
      }),
      { numRuns: 1000 },
    );
  });

  it("are exact for any double as it is usually printed", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 50 }), (numbers) => {
        const texts = numbers.map((number, index) => (index % 2 === 0 ? String(number) : number.toExponential(20)));
        expect(values(texts)).toEqual(Float64Array.from(texts, Number));
      }),
      { numRuns: 400 },
    );
  });

  it("are exact halfway between two doubles and next to it", () => {
    const texts = ["9007199254740993", "9007199254740993.0000000000000001", "9007199254740992.9999999999999999"];
    const halves = Array.from({ length: 60 }, (_, bit) => {
      const half = (2n ** 53n + 1n) * 2n ** BigInt(bit);
      return [half - 1n, half, half + 1n].map(String);
    }).flat();
    const small = ["4.45014771701440202508e-308", "2.2250738585072014e-308", "5e-324", "2.4703282292062327e-324"];
    const large = ["1.7976931348623157e308", "1.7976931348623159e308", "1e309", "-1e400", "0e999", "1e-999"];
    // An exponent that thousands of digits make up for.
    const far = [`1${"0".repeat(10_000)}e-100001`, `0.${"0".repeat(9_999)}1e100001`, `1${"0".repeat(9_000)}e-9000`];
    const all = [...texts, ...halves, ...small, ...large, ...far];
    expect(values(all)).toEqual(Float64Array.from(all, Number));
  });

  it("are read by the kernel itself, however many digits they have", () => {
    const usual = ["0", "-0.0", "1e-05", "0.1", "123456789012345678", "0.30000000000000004", "3.0E+2", "1e22", "1e23"];
    const long = ["0.1000000000000000055511151231257827", "100000000000000000000000000000", "2.2250738585072014e-308"];
    expect(readByKernel([...usual, ...long])).toBe(usual.length + long.length);
  });
});
