import { setImmediate } from "node:timers/promises";
import { headBytes, readBulk } from "../parallel/bulkRead.ts";
import type { ReadBlock } from "../columns/logBlock.ts";
import { piecesOf } from "../files/pieces.ts";
import { defaultMaxLineBytes, type LogParser, type LogParserOptions } from "../parser/logParser.ts";
import type { Engine } from "./engine.ts";
import type { ParserThread } from "../parallel/parserThread.ts";

/** What is read of an open log, and what is made of it. */
interface Reading {
  /** Bytes that the parser has taken, and up to where the log is read. */
  readonly from: number;
  readonly size: number;
  /** What the parser makes of lines, for those that another thread reads. */
  readonly options: Pick<LogParserOptions, "escapeFormulas" | "maxLineBytes" | "keep"> & { readonly engine: Engine };
  /**
   * How much of a piece that begins at `at` may be taken; all of it where absent. Reading ends where that is not all.
   */
  readonly believe?: (piece: Uint8Array, at: number) => number;
  /** The parser has taken what was read up to `end`. Reading goes on where it answers true. */
  readonly onTaken: (end: number, taken: Taken) => Promise<boolean>;
}

/** What was taken last: a piece of the log, or a block of it of which only the last bytes are at hand. */
type Taken =
  { readonly kind: "piece"; readonly bytes: Uint8Array } | { readonly kind: "block"; readonly block: ReadBlock };

/**
 * Has a parser take an open log from one byte up to another: a large one on two threads, all but its beginning, where most
 * keys stand, and its end, which may still be on its way.
 *
 * Returns up to where the parser has taken it. Invariant: `onTaken` is called for all that is taken, in order.
 */
export async function readThrough(file: number, parser: LogParser, reading: Reading): Promise<number> {
  const { from, size, options } = reading;
  const thread = options.engine.threadFor(size - from);
  if (thread === null) {
    return (await takePieces(file, parser, { ...reading, to: size })).end;
  }
  const head = await takePieces(file, parser, { ...reading, to: from + headBytes });
  if (!head.goesOn) {
    return head.end;
  }
  if ((parser.lineStart(head.end)?.offset ?? 0) <= from && head.end < size) {
    // The first line is longer: blocks would hold few such lines, and each would make the table of their keys again.
    return (await takePieces(file, parser, { ...reading, from: head.end, to: size })).end;
  }
  const bulk = await takeBulk([file, thread], parser, { ...reading, from: head.end });
  return bulk.goesOn ? (await takePieces(file, parser, { ...reading, from: bulk.end, to: size })).end : bulk.end;
}

interface Progress {
  /** Up to where the parser has taken the log. */
  readonly end: number;
  readonly goesOn: boolean;
}

async function takePieces(
  file: number,
  parser: LogParser,
  { from, to, believe, onTaken }: Reading & { readonly to: number },
): Promise<Progress> {
  let end = from;
  for await (const piece of piecesOf(file, from, to)) {
    const believed = piece.subarray(0, believe?.(piece, end) ?? piece.length);
    for (let at = 0; at < believed.length;) {
      const bytes = believed.subarray(at, at + takenAtOnce(parser));
      await (at === 0 ? null : setImmediate());
      parser.push(bytes);
      at += bytes.length;
      end += bytes.length;
      if (!(await onTaken(end, { kind: "piece", bytes }))) {
        return { end, goesOn: false };
      }
    }
    if (believed.length < piece.length) {
      return { end, goesOn: false };
    }
  }
  return { end, goesOn: true };
}

/** Cells of rows that are made before others have the thread: less than a tenth of a second. */
const cellsAtOnce = 20_000_000;

/** The shortest record with its newline, in bytes. */
const leastRecord = 8;

/**
 * How many bytes a parser takes at once: all of a piece, or less of a log of so many keys that the rows of its records,
 * which may have one key each, take long.
 */
function takenAtOnce({ keys, makesRows }: LogParser): number {
  return makesRows && keys.length > fewKeys
    ? Math.max(leastRecord, Math.floor((cellsAtOnce / keys.length) * leastRecord))
    : Infinity;
}

const fewKeys = 1_000;

async function takeBulk(
  [file, thread]: readonly [number, ParserThread],
  parser: LogParser,
  { from, size, options, onTaken }: Reading,
): Promise<Progress> {
  const csv = parser.makesRows;
  const { escapeFormulas = false, maxLineBytes = defaultMaxLineBytes, keep = "all" } = options;
  let goesOn = true;
  const onBlock = async (block: ReadBlock): Promise<boolean> => {
    goesOn = await onTaken(block.end, { kind: "block", block });
    // Blocks that were asked for with their rows cost too much once nobody wants those: the rest comes in pieces.
    return goesOn && parser.makesRows === csv;
  };
  const task = { file, csv, escapeFormulas, maxLineBytes, keep };
  const end = await readBulk(parser, thread, { ...task, from, size, onBlock });
  return { end, goesOn };
}
