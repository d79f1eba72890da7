import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { referenceConvert } from "../../../reference/referenceConverter.ts";
import { convertPieces, convertText, cut, logBytes } from "../support.ts";

const encoder = new TextEncoder();

/** Everything that a parser knows, as plain values. */
function everything(pieces: readonly Uint8Array[], includeIncomplete = false): unknown {
  const { csv, parser } = convertPieces(pieces, { includeIncomplete });
  const table = parser.table();
  const rows = Array.from({ length: table.records }, (_, row) => table.lineOf(row));
  const columns = table.keys.map((key) => {
    const column = table.column(key);
    return [key, [...(column?.rows ?? [])], [...(column?.values ?? [])].map(bits), column?.texts];
  });
  return { csv, keys: table.keys, rows, columns, problems: parser.problems() };
}

/** A double so that -0 and 0 differ. */
function bits(value: number): string {
  return Object.is(value, -0) ? "-0" : String(value);
}

describe("LogParser", () => {
  it("gives the same for any split of the bytes", () => {
    fc.assert(
      fc.property(logBytes, fc.array(fc.nat(), { maxLength: 8 }), fc.boolean(), (bytes, places, includeIncomplete) => {
        expect(everything(cut(bytes, places), includeIncomplete)).toEqual(everything([bytes], includeIncomplete));
      }),
      { numRuns: 2000 },
    );
  });

  it("gives the same byte by byte", () => {
    fc.assert(
      fc.property(logBytes, (bytes) => {
        expect(everything([...bytes].map((byte) => Uint8Array.of(byte)))).toEqual(everything([bytes]));
      }),
      { numRuns: 300 },
    );
  });

  it("gives what the reference converter gives", () => {
    fc.assert(
      fc.property(logBytes, fc.boolean(), (bytes, includeIncomplete) => {
        expect(convertPieces([bytes], { includeIncomplete }).csv).toBe(referenceConvert(bytes, { includeIncomplete }));
      }),
      { numRuns: 5000 },
    );
  });

  it("gives columns that equal Number() of the source text to the last bit", () => {
    const numbers = fc.array(
      fc.oneof(
        fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => JSON.stringify(value)),
        fc.double({ noNaN: true, min: 1e-12, max: 1e4 }).map((value) => JSON.stringify(value)),
        fc.float({ noNaN: true, noDefaultInfinity: true }).map((value) => JSON.stringify(value)),
        fc.stringMatching(/^-?(0|[1-9][0-9]{0,20})(\.[0-9]{1,22})?([eE][+-]?[0-9]{1,3})?$/),
      ),
      { minLength: 1 },
    );
    fc.assert(
      fc.property(numbers, (texts) => {
        const { parser } = convertText(texts.map((text) => `{"x": ${text}}\n`).join(""));
        const values = [...(parser.table().column("x")?.values ?? [])];
        expect(values.map(bits)).toEqual(texts.map((text) => bits(Number(text))));
      }),
      { numRuns: 3000 },
    );
  });

  it("keeps a snapshot as it was while the log grows", () => {
    const { parser } = convertText('{"a": 1}\n\n{"a": 2}\n');
    const table = parser.table();
    parser.push(encoder.encode('{"a": 3, "b": 4}\n'.repeat(100)));
    expect(table.records).toBe(2);
    expect([...(table.column("a")?.values ?? [])]).toEqual([1, 2]);
    expect(table.column("b")).toBeUndefined();
    expect([table.lineOf(0), table.lineOf(1)]).toEqual([1, 3]);
  });

  it("says what is wrong, and where", () => {
    const { parser } = convertText('{"a": 1}\n{"lr" 2}\n{"é": nul}\n[1]\n{"a": 1, "a": 2}\n{"a": 3} {');
    expect(parser.problems().first).toEqual([
      { kind: "bad-line", line: 2, column: 7, reason: 'expected ":" after the key "lr", found "2"' },
      { kind: "bad-line", line: 3, column: 7, reason: 'expected a value, found "nul"' },
      { kind: "bad-line", line: 4, column: 1, reason: 'expected a JSON object that starts with "{", found "["' },
      { kind: "duplicate-key", line: 5, column: 10, reason: 'the key "a" repeats' },
      {
        kind: "incomplete-line",
        line: 6,
        column: null,
        reason: "the last line has no newline, so it may be incomplete",
      },
    ]);
  });

  it("keeps the first problems of a kind and counts all", () => {
    const { parser } = convertText("bad\n".repeat(1000));
    expect(parser.problems().first).toHaveLength(20);
    expect(parser.problems().counts["bad-line"]).toBe(1000);
  });

  it("calls a file of binary bytes unreadable, unless it holds a record", () => {
    const binary = Uint8Array.from({ length: 50_000 }, (_, index) => (index * 7919) % 256);
    const { parser } = convertPieces([binary]);
    expect(parser.problems().counts.unreadable).toBe(1);
    expect(parser.problems().first.length).toBeLessThan(60);
    parser.push(encoder.encode('\n{"a": 1}\n'));
    expect(parser.problems().counts.unreadable).toBe(0);
  });

  it("refuses UTF-16 once, with and without a byte order mark", () => {
    for (const mark of ["\ufeff", ""]) {
      const littleEndian = Buffer.from(`${mark}{"a": 1}\n{"a": 2}\n`, "utf16le");
      for (const bytes of [littleEndian, Buffer.from(littleEndian).swap16()]) {
        const { csv, parser } = convertPieces(cut(bytes, [1, 2, 3]));
        expect(csv).toBe("");
        expect(parser.problems().first.map((problem) => problem.kind)).toEqual(["unreadable"]);
      }
    }
  });

  it("escapes text cells that look like formulas when asked to, and no others", () => {
    const line = '{"=k": "=1+1", "n": -1, "t": "\\t=2", "p": "plain", "u": "\\u003d3", "a": ["=4"], "c": "@x,y"}\n';
    const cells = (prefix: string): string =>
      `${prefix}=1+1,-1,${prefix}\t=2,plain,${prefix}=3,"[""=4""]","${prefix}@x,y"`;
    for (const [escapeFormulas, prefix] of [
      [true, "'"],
      [false, ""],
    ] as const) {
      const { csv } = convertText(line.repeat(2), { escapeFormulas });
      expect(csv).toBe(`=k,n,t,p,u,a,c\n${cells(prefix)}\n${cells(prefix)}\n`);
    }
  });

  it("skips a line over the limit, with its line number right after it", () => {
    const { csv, parser } = convertPieces(
      cut(encoder.encode(`{"a": 1}\n{"a": "${"x".repeat(300_000)}"}\n{"a": 2}\n`), [100_000, 200_000, 250_000]),
      { maxLineBytes: 100_000 },
    );
    expect(csv).toBe("a\n1\n2\n");
    expect(parser.table().lineOf(1)).toBe(3);
    expect(parser.problems().first.map(({ kind, line }) => [kind, line])).toEqual([["line-too-long", 2]]);
  });
});
