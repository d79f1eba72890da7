import { engine } from "../../../engine.ts";
import { describe, expect, it } from "vitest";
import { BlockParser } from "../../../../src/log/parallel/blockParser.ts";
import { BlockTables } from "../../../../src/log/parallel/blockTables.ts";
import type { KnownKeys } from "../../../../src/log/records/keyTable.ts";
import { newBuffers, BufferPool } from "../../../../src/log/columns/blockBuffers.ts";
import { LogParser } from "../../../../src/log/parser/logParser.ts";
import type { BlockRecords } from "../../../../src/log/columns/logBlock.ts";

const settings = {
  kernel: engine.kernel,
  csv: true,
  escapeFormulas: false,
  keep: "all",
  maxLineBytes: 10_000,
} as const;

/** Records with numbers that come now and then, so that their records have to be listed, and text among them. */
const lines = Buffer.from(
  Array.from({ length: 4000 }, (_, index) => {
    const rare = index % 3 === 0 ? `, "rare": ${index}, "note": "n${index}"` : "";
    const late = index > 2000 ? `, "late_${index % 50}": ${index / 7}` : "";
    return `{"step": ${index}, "loss": ${1 / (index + 1)}${rare}${late}}\n`;
  }).join(""),
);

/** A parser of a block of one reading, whose tables are those of the blocks before. */
function blockParser(tables: BlockTables, keys: KnownKeys, bytes: number): BlockParser {
  const { kernel } = engine;
  return new BlockParser(settings, {
    kernel,
    keys: tables.of({ reading: 1, keep: "all", keys }),
    buffers: newBuffers(bytes),
  });
}

function read(bytes: number, keys = new LogParser(settings).knownKeys): BlockRecords | null {
  const parser = blockParser(new BlockTables(), keys, bytes);
  parser.push(lines);
  return parser.end();
}

/** What a parser knows once it has taken up a block. */
function taken(block: BlockRecords | null): unknown {
  const parser = new LogParser(settings);
  parser.push(lines);
  expect(block !== null && parser.takeBlock(block)).toBe(true);
  const table = parser.table();
  return table.keys.map((key) => [key, table.column(key)]);
}

describe("BufferPool", () => {
  it("gives a buffers again where it is large enough", () => {
    const pool = new BufferPool();
    const buffers = pool.take(1000);
    pool.give(buffers);
    expect(pool.take(500)).toBe(buffers);
    pool.give(buffers);
    expect(pool.take(2000).rows.length).toBeGreaterThanOrEqual(2000);
  });
});

describe("BlockParser", () => {
  it("gives the same in a buffers that is too small for it", () => {
    const [large, small] = [read(lines.length), read(1)];
    expect(taken(small)).toEqual(taken(large));
    expect(Buffer.concat((small?.rows ?? []).map(({ bytes }) => bytes)).toString()).toBe(
      Buffer.concat((large?.rows ?? []).map(({ bytes }) => bytes)).toString(),
    );
    expect(small?.records).toBe(4000);
    // A block of the same size finds buffers then.
    const { buffers } = small ?? {};
    expect([buffers?.rows.length, buffers?.values.length].map((length) => (length ?? 0) > 1000)).toEqual([true, true]);
  });

  it("knows only the keys that it was given and its own, whatever blocks are read before and after", () => {
    const before = new LogParser(settings);
    before.push(Buffer.from('{"a": 1}\n'));
    const tables = new BlockTables();
    const blocks = ['{"a": 1}\n', '{"late": 1}\n', '{"a": 2}\n', '{"later": 1}\n'].map((line) => {
      const parser = blockParser(tables, before.knownKeys, 100);
      parser.push(Buffer.from(line));
      return parser.end();
    });
    expect(blocks.map((block) => block?.keys)).toEqual([["a"], ["a", "late"], ["a"], ["a", "later"]]);
  });

  it("goes on from the keys of a parser as they are at each block", () => {
    const parser = new LogParser(settings);
    const tables = new BlockTables();
    const keysAfter = (line: string): readonly string[] | undefined => {
      const block = blockParser(tables, parser.knownKeys, 100);
      block.push(Buffer.from(line));
      return block.end()?.keys.slice();
    };
    parser.push(Buffer.from('{"a": 1}\n'));
    expect(keysAfter('{"a": 1}\n')).toEqual(["a"]);
    parser.push(Buffer.from('{"b": {"c": 1}}\n'));
    expect(keysAfter('{"d": 1}\n')).toEqual(["a", "b.c", "d"]);
    expect(keysAfter('{"a": 1, "e": 1}\n')).toEqual(["a", "b.c", "e"]);
  });
});
