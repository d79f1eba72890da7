import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Column } from "../../../../src/log/columns/columns.ts";
import { instantOf, localOffset } from "../../../../src/log/records/instant.ts";
import { convertPieces } from "../support.ts";

/** A moment as JavaScript writes it, and the same as other programs do. */
const written = fc
  .record({
    milliseconds: fc.integer({ min: -5e13, max: 2.5e14 }),
    between: fc.constantFrom("T", " "),
    point: fc.constantFrom(".", ","),
    digits: fc.constantFrom(0, 3, 6),
    zone: fc.constantFrom("Z", "+00:00", "-08:00", "+0530", "+01", ""),
  })
  .map(({ milliseconds, between, point, digits, zone }) => {
    const iso = new Date(milliseconds).toISOString();
    const text = iso.slice(0, 10) + between + iso.slice(11, 19);
    const fraction = digits === 0 ? "" : `${point}${iso.slice(20, 23)}${"0".repeat(digits - 3)}`;
    const [, sign = "+", hours = "0", minutes = "0"] = /([+-])(\d\d):?(\d\d)?/.exec(zone) ?? [];
    const ahead = zone === "" ? localOffset : Number(`${sign}1`) * (3600 * Number(hours) + 60 * Number(minutes));
    const second = digits === 0 ? Math.floor(milliseconds / 1000) : milliseconds / 1000;
    return { text: text + fraction + zone, seconds: second - ahead };
  });

const nearMisses = [
  ...["2024-05-01", "2024-05-01T12:30", "2024-13-01T12:30:00", "2024-05-00T12:30:00", "2024-05-01T24:00:00"],
  ...[
    "2024-05-01T12:60:00",
    "2024-05-01T12:30:61",
    "2024-05-01T12:30:00.",
    "2024-05-01T12:30:00.5 ",
    "0000-05-01T00:00:00",
  ],
  ...["2024-05-01T12:30:00z", "2024-05-01T12:30:00+1", "2024-05-01T12:30:00+1:00", "2024-05-01T12:30:00+24:00"],
  ...[
    "2024/05/01 12:30:00",
    "2024-05-01t12:30:00",
    "2024-05-01_12:30:00",
    "x024-05-01T12:30:00",
    "2024-05-01T12:30:00ZZ",
  ],
  ...["2024-05-01T12:30:0O", "", "a text of about this length", "-024-05-01T12:30:00", "2024-05-01T12:30:00+01:0x"],
];

function columnIn(log: string): Column | undefined {
  return convertPieces([Buffer.from(log)], {})
    .parser.table()
    .column("time");
}

/** What the columns hold of texts that stand in one line each: the first is read by the slow path, others by the kernel. */
function columnOf(texts: readonly string[]): { readonly values: readonly number[]; readonly texts: number } {
  const lines = ["2000-01-01T00:00:00Z", ...texts].map((text) => `{"time": ${JSON.stringify(text)}}\n`);
  const column = columnIn(lines.join(""));
  return { values: [...(column?.values ?? [])].slice(1), texts: column?.texts ?? 0 };
}

describe("a date and a time as text", () => {
  it("is the moment that it says, in every spelling", () => {
    fc.assert(
      fc.property(written, ({ text, seconds }) => {
        expect(instantOf(text)).toBeCloseTo(seconds, 4);
      }),
    );
  });

  it("has a fraction of any length, of which a double shows what it can", () => {
    expect(instantOf("1970-01-01T00:00:01.123456Z")).toBe(1.123456);
    expect(instantOf("1970-01-01T00:00:01.1234567891234Z")).toBe(1.123456789);
    expect(instantOf("2024-02-29 23:59:59,999+00:00")).toBe(Date.parse("2024-02-29T23:59:59.999Z") / 1000);
  });

  it.each(nearMisses)("is nothing else: %s", (text) => {
    expect(instantOf(text)).toBeNull();
  });

  it("is the same number on the fast path", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            written.map(({ text }) => text),
            fc.constantFrom(...nearMisses),
          ),
        ),
        (texts) => {
          const instants = texts.map(instantOf).filter((instant) => instant !== null);
          expect(columnOf(texts)).toEqual({ values: instants, texts: texts.length - instants.length });
        },
      ),
    );
  });

  it("is the same number where its characters are escaped", () => {
    const line = (text: string): string => `{"time": "${text}"}\n`;
    const lines = ["2024-05-01T12:30:00Z", "2024-05-01T12\\u003a30:01Z", "\\u0032024-05-01T12:30:02Z", "2024-05-01\\n"];
    const column = columnIn(lines.map(line).join(""));
    const start = Date.parse("2024-05-01T12:30:00Z") / 1000;
    expect([...(column?.values ?? [])]).toEqual([start, start + 1, start + 2]);
    expect(column?.texts).toBe(1);
  });
});
