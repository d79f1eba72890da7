import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { numeralOf } from "../../../../src/log/records/numeral.ts";
import { convertPieces } from "../support.ts";

const words = ["NaN", "nan", "Infinity", "inf", "-Infinity", "-inf"];
const others = [
  ...["", "-", "+1", "01", "007", "1.", ".5", "1e", "1e+", "-nan", "-NaN", "+inf", "Inf", "infinity", "NAN", "0x10"],
  ...["2024-05-01", "1.2.3", "1,5", "1 ", " 1", "--1", "1-2", "e5", "diverged", "12 epochs", "9".repeat(30) + "x"],
];
const numerals = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => JSON.stringify(value)),
  fc.integer().map(String),
  fc.stringMatching(/^-?(0|[1-9][0-9]{0,30})(\.[0-9]{1,25})?([eE][+-]?[0-9]{1,3})?$/),
  fc.constantFrom(...words),
);

/** A column of texts: the first line is read by the slow path, the others by the kernel. */
function columnOf(texts: readonly string[]): {
  readonly values: readonly number[];
  readonly texts: number;
  quoted: number;
} {
  const log = ["0", ...texts].map((text) => `{"loss": ${JSON.stringify(text)}}\n`).join("");
  const column = convertPieces([Buffer.from(log)])
    .parser.table()
    .column("loss");
  return {
    values: [...(column?.values ?? [])].slice(1),
    texts: column?.texts ?? 0,
    quoted: (column?.quoted ?? 0) - 1,
  };
}

describe("a number that is written as text", () => {
  it("is that number, and NaN and the infinities are what they say", () => {
    expect(["0.31", "-2e-3", ...words].map(numeralOf)).toEqual([
      ...[0.31, -0.002, NaN, NaN, Infinity, Infinity, -Infinity, -Infinity],
    ]);
  });

  it.each(others)("is nothing else: %j", (text) => {
    expect(numeralOf(text)).toBeNull();
  });

  it("is the same on the fast path, and is counted", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(numerals, fc.constantFrom(...others))), (texts) => {
        const values = texts.map(numeralOf).filter((value) => value !== null);
        const expected = { values, texts: texts.length - values.length, quoted: values.length };
        expect(columnOf(texts)).toEqual(expected);
      }),
      { numRuns: 1000 },
    );
  });

  it("is the same where its characters are escaped", () => {
    const escaped = fc
      .tuple(fc.oneof(numerals, fc.constantFrom(...others)), fc.infiniteStream(fc.boolean()))
      .map(([text, choices]) => {
        const units = Array.from(text, (character) => {
          const isPlain = choices.next().value === false;
          return isPlain ? character : `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
        });
        return { text, literal: `"${units.join("")}"` };
      });
    fc.assert(
      fc.property(fc.array(escaped), (all) => {
        const log = ['"0"', ...all.map(({ literal }) => literal)].map((literal) => `{"loss": ${literal}}\n`).join("");
        const column = convertPieces([Buffer.from(log)])
          .parser.table()
          .column("loss");
        expect([...(column?.values ?? [])].slice(1)).toEqual(
          all.map(({ text }) => numeralOf(text)).filter((value) => value !== null),
        );
      }),
    );
  });

  it("is taken back with the line that turns out to be bad", () => {
    const log = '{"loss": "1", "b": 2}\n{"loss": "2", "b": 3}\n{"loss": "3", "b": }\n{"loss": 4, "b": 3}\n';
    const column = convertPieces([Buffer.from(log)])
      .parser.table()
      .column("loss");
    expect([[...(column?.values ?? [])], column?.quoted]).toEqual([[1, 2, 4], 2]);
  });
});
