import { engine } from "../../../engine.ts";
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readBulk } from "../../../../src/log/parallel/bulkRead.ts";
import { padRows } from "../../../../src/log/csv/csvPadding.ts";
import { LogParser } from "../../../../src/log/parser/logParser.ts";
import type { CsvRows } from "../../../../src/log/records/rowChunks.ts";
import { ParserThread } from "../../../../src/log/parallel/parserThread.ts";

const key = fc.constantFrom("step", "loss", "a.b", "lr", "note");
const value = fc.constantFrom(
  "1",
  "2.5e-3",
  "NaN",
  "null",
  '"text, quoted"',
  '"\\u00e4"',
  "[1, 2]",
  "true",
  '{"b": 3}',
);
const record = fc.array(fc.tuple(key, value), { maxLength: 5 }).map((members) => {
  return `{${members.map(([name, text]) => `"${name}": ${text}`).join(", ")}}`;
});
const line = fc.oneof(
  { arbitrary: record, weight: 240 },
  { arbitrary: fc.nat(1000).map((name) => `{"late_${name}": 1}`), weight: 20 },
  { arbitrary: fc.constantFrom("", "  ", '{"step": }', "[]", `{"step": "${"x".repeat(3000)}"}`), weight: 20 },
  { arbitrary: fc.constantFrom('{"step": 1}\0\0', "\0\0\0"), weight: 1 },
);
const log = fc.array(line, { minLength: 1, maxLength: 300 }).map((lines) => lines.join("\n"));

/** How blocks are read in all tests. */
const settings = { csv: true, escapeFormulas: false, keep: "all", maxLineBytes: 2500 } as const;

/** A copy of the rows since the last call. */
function takeRows(parser: LogParser): CsvRows[] {
  return parser.takeRows().map(({ columns, bytes }) => ({ columns, bytes: new Uint8Array(bytes) }));
}

/** All that a parser knows, and the rows that were taken from it before, in a form that can be compared. */
function known(parser: LogParser, taken: readonly CsvRows[]): unknown {
  const table = parser.table();
  const { records, keys } = table;
  const rows = [...taken, ...takeRows(parser)].map((piece) => padRows(piece, keys.length));
  return {
    header: Buffer.from(parser.header()).toString("latin1"),
    rows: Buffer.concat(rows).toString("latin1"),
    records,
    columns: keys.map((name) => ({ ...table.column(name), values: [...(table.column(name)?.values ?? [])] })),
    lines: Array.from({ length: records }, (_, row) => table.lineOf(row)),
    problems: parser.problems(),
  };
}

describe("readBulk", () => {
  let folder = "";
  const thread = new ParserThread(engine.kernel);
  beforeAll(() => (folder = mkdtempSync(join(tmpdir(), "slopewise-bulk-"))));
  afterAll(async () => {
    await thread.end();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Reads a log: its first bytes, its bulk in blocks of some size, its rest. */
  async function inBlocks(
    bytes: Buffer,
    from: number,
    blockBytes: number,
    maxLineBytes: number = settings.maxLineBytes,
  ): Promise<{ readonly parser: LogParser; readonly rows: readonly CsvRows[] }> {
    const path = join(folder, "metrics.jsonl");
    writeFileSync(path, bytes);
    const file = openSync(path, "r");
    try {
      const parser = new LogParser({ kernel: engine.kernel, csv: true, maxLineBytes });
      parser.push(bytes.subarray(0, from));
      const rows: CsvRows[] = [];
      const onBlock = ({ end, tail }: { readonly end: number; readonly tail: Uint8Array }): Promise<boolean> => {
        // What a follower knows a log by again.
        expect(Buffer.from(tail).equals(bytes.subarray(end - tail.length, end))).toBe(true);
        rows.push(...takeRows(parser));
        return Promise.resolve(true);
      };
      const size = bytes.length;
      const end = await readBulk(parser, thread, { ...settings, maxLineBytes, file, from, size, blockBytes, onBlock });
      parser.push(bytes.subarray(end));
      return { parser, rows };
    } finally {
      closeSync(file);
    }
  }

  it("gives what reading in order gives, wherever blocks end and whatever stands in them", async () => {
    await fc.assert(
      fc.asyncProperty(log, fc.nat(2000), fc.integer({ min: 20, max: 2000 }), async (text, head, blockBytes) => {
        const bytes = Buffer.from(text);
        const parser = new LogParser({ kernel: engine.kernel, csv: true, maxLineBytes: 2500 });
        parser.push(bytes);
        const blocks = await inBlocks(bytes, Math.min(head, bytes.length), blockBytes);
        parser.end({ includeIncomplete: true });
        blocks.parser.end({ includeIncomplete: true });
        expect(known(blocks.parser, blocks.rows)).toEqual(known(parser, []));
      }),
      { numRuns: 200 },
    );
  });

  it("puts lines together that are longer than what is read at once", async () => {
    const text = (length: number): string => `{"step": 1, "note": "${"x".repeat(length)}", "loss": 2}`;
    // Some are skipped, some fill the kernel's buffers, some are longer than a block.
    const lengths = [
      10, 300_000, 20, 20, 250_000, 700_000, 20, 524_000, 524_100, 524_300, 30, 1_500_000, 40, 5, 450_000, 1000, 1000,
    ];
    const bytes = Buffer.from(`${lengths.map(text).join("\n")}\n`.repeat(2));
    for (const maxLineBytes of [2500, 600_000, 2_000_000]) {
      const parser = new LogParser({ kernel: engine.kernel, csv: true, maxLineBytes });
      parser.push(bytes);
      const whole = known(parser, []);
      for (const blockBytes of [100_000, 700_000, 3_000_000]) {
        const blocks = await inBlocks(bytes, 15, blockBytes, maxLineBytes);
        expect(known(blocks.parser, blocks.rows)).toEqual(whole);
      }
    }
  });

  it("lets blocks that the other thread has not begun be read here, and by one thread alone", async () => {
    const path = join(folder, "shared.jsonl");
    const bytes = Buffer.from('{"step": 1}\n'.repeat(600_000));
    writeFileSync(path, bytes);
    const file = openSync(path, "r");
    const keys = new LogParser({ kernel: engine.kernel, csv: true }).knownKeys;
    // The first ones keep the thread busy, so that it does not come to the last one.
    const asked = [1, 1, 1, 2].map((part) =>
      thread.ask({ ...settings, reading: 0, file, keys, from: 0, to: bytes.length / part - 12 }),
    );
    const isBack = asked.map((one) => one.reclaim());
    const again = asked.map((one) => one.reclaim());
    const read = await Promise.all(asked.map((one) => one.read));
    closeSync(file);
    expect(isBack.at(-1)).toBe(true);
    expect(again).toEqual([false, false, false, false]);
    expect(read.map((block) => block === null)).toEqual(isBack);
    expect(thread.isIdle).toBe(true);
  });

  it("reads all blocks here where the other thread died", async () => {
    const path = join(folder, "alone.jsonl");
    const bytes = Buffer.from('{"step": 1}\n'.repeat(1000));
    writeFileSync(path, bytes);
    const file = openSync(path, "r");
    const dead = new ParserThread(engine.kernel);
    await dead.end();
    const parser = new LogParser({ kernel: engine.kernel, csv: true });
    const onBlock = (): Promise<boolean> => Promise.resolve(true);
    parser.push(bytes.subarray(0, 100));
    await readBulk(parser, dead, { ...settings, file, from: 100, size: bytes.length, blockBytes: 1200, onBlock });
    closeSync(file);
    expect([dead.isAlive, parser.records]).toEqual([false, 808]);
  });

  it("stops where it is told to, and the parser has what was taken", async () => {
    const path = join(folder, "stopped.jsonl");
    const bytes = Buffer.from('{"step": 1}\n'.repeat(1000));
    writeFileSync(path, bytes);
    const file = openSync(path, "r");
    const parser = new LogParser({ kernel: engine.kernel, csv: true });
    parser.push(bytes.subarray(0, 120));
    let blocks = 0;
    const end = await readBulk(parser, thread, {
      ...settings,
      file,
      from: 120,
      size: bytes.length,
      blockBytes: 1200,
      onBlock: () => Promise.resolve((blocks += 1) < 3),
    });
    closeSync(file);
    expect([blocks, end, parser.records]).toEqual([3, 120 + 3600, 310]);
  });
});
