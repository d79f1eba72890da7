import { engine } from "../../engine.ts";
import fc from "fast-check";
import { padRows } from "../../../src/log/csv/csvPadding.ts";
import { LogParser, type LogParserOptions } from "../../../src/log/parser/logParser.ts";

const encoder = new TextEncoder();

export interface Converted {
  readonly csv: string;
  readonly parser: LogParser;
}

/** Converts a log that comes in the given pieces. */
export function convertPieces(
  pieces: readonly Uint8Array[],
  options: Partial<LogParserOptions> & { readonly includeIncomplete?: boolean } = {},
): Converted {
  const parser = new LogParser({ kernel: engine.kernel, csv: true, ...options });
  const rows = [];
  for (const piece of pieces) {
    // The parser may not keep what it is given.
    const given = new Uint8Array(piece);
    parser.push(given);
    given.fill(0x78);
    rows.push(...parser.takeRows());
  }
  parser.end({ includeIncomplete: options.includeIncomplete ?? false });
  rows.push(...parser.takeRows());
  const body = rows.map((piece) => padRows(piece, parser.keys.length));
  return { csv: Buffer.concat([parser.header(), ...body]).toString("utf8"), parser };
}

export function convertText(text: string, options: Parameters<typeof convertPieces>[1] = {}): Converted {
  return convertPieces([encoder.encode(text)], options);
}

/** The bytes cut at the given places. */
export function cut(bytes: Uint8Array, places: readonly number[]): Uint8Array[] {
  const sorted = [0, ...places.map((place) => place % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  return sorted.slice(1).map((end, index) => bytes.subarray(sorted[index], end));
}

const numberText = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => JSON.stringify(value)),
  fc.integer().map(String),
  fc.bigInt({ min: -(2n ** 80n), max: 2n ** 80n }).map(String),
  fc.stringMatching(/^-?(0|[1-9][0-9]{0,24})(\.[0-9]{1,24})?([eE][+-]?[0-9]{1,3})?$/),
  fc.constantFrom("0", "-0", "0.0", "1e400", "-1e-400", "NaN", "Infinity", "-Infinity", "1E5", "0.1e+2"),
);

const awkward = fc.constantFrom("", " ", ",", '"', "\n", "\r\n", " x", "x ", "=1+1", "é", "\u{1f600}", "\u2028", "a.b");

const stringText = fc
  .oneof(fc.string({ unit: "binary" }), fc.string({ unit: "grapheme" }), awkward)
  .chain((text) => fc.constantFrom(JSON.stringify(text), escapedThroughout(text)));

/** Every character as an escape, as Python writes those outside ASCII. */
function escapedThroughout(text: string): string {
  const units = Array.from({ length: text.length }, (_, index) => text.charCodeAt(index));
  return `"${units.map((unit) => `\\u${unit.toString(16).padStart(4, "0")}`).join("")}"`;
}

const keyText = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('"step"', '"loss"', '"a"', '"b"', '"a.b"', '"lr"', '"eval/acc"') },
  { weight: 1, arbitrary: fc.constantFrom('"__proto__"', '"constructor"', '"2"', '""', '"\\u0061"', '"=1"') },
  { weight: 1, arbitrary: stringText },
);

const { value: valueText } = fc.letrec<{ value: string; array: string; object: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    { weight: 6, arbitrary: numberText },
    { weight: 2, arbitrary: fc.constantFrom("null", "true", "false") },
    { weight: 2, arbitrary: stringText },
    { weight: 1, arbitrary: tie("array") },
    { weight: 1, arbitrary: tie("object") },
  ),
  array: fc.array(tie("value"), { maxLength: 3 }).map((items) => `[${items.join(", ")}]`),
  object: fc.array(fc.tuple(keyText, tie("value")), { maxLength: 3 }).map(objectText),
}));

function objectText(members: readonly (readonly [string, string])[]): string {
  return `{${members.map(([key, value]) => `${key}: ${value}`).join(", ")}}`;
}

const record = fc
  .array(fc.tuple(keyText, valueText), { maxLength: 6 })
  .chain((members) =>
    fc.constantFrom(objectText(members), `{${members.map(([key, value]) => `${key}:${value}`).join(",")}}`),
  );

const oddLine = fc.constantFrom(
  "",
  " ",
  "\r",
  "{",
  "[1]",
  "{}",
  '{"a":1}x',
  '{"a":01}',
  "\u0000",
  '{"a" :\t1 }\r',
  "nul",
);

/** Logs of all kinds: most lines are records. */
const logText = fc
  .array(fc.oneof({ weight: 8, arbitrary: record }, { weight: 1, arbitrary: oddLine }), { maxLength: 12 })
  .chain((lines) => fc.constantFrom(lines.map((line) => `${line}\n`).join(""), lines.join("\n")));

/** Bytes of logs of all kinds, some of them with a byte that is not UTF-8. */
export const logBytes = fc
  .tuple(logText, fc.option(fc.tuple(fc.nat(), fc.constantFrom(0x80, 0xc0, 0xff, 0xed, 0xf5, 0x00))))
  .map(([text, damage]) => {
    const bytes = encoder.encode(text);
    if (damage !== null && bytes.length > 0) {
      bytes[damage[0] % bytes.length] = damage[1];
    }
    return bytes;
  });
