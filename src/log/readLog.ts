import { closeSync, constants, fstatSync, openSync, type BigIntStats } from "node:fs";
import { stat } from "node:fs/promises";
import type { LogTable } from "./columns.ts";
import { LineMarks } from "./lineMarks.ts";
import { fileError, LogError } from "./logError.ts";
import { LogParser } from "./logParser.ts";
import type { LogProblems } from "./logProblem.ts";
import { piecesOf } from "./pieces.ts";

export interface ReadLog {
  readonly table: LogTable;
  readonly problems: LogProblems;
  /** Size of the log in bytes, as far as it was read. */
  readonly bytes: number;
  /** Where its lines start, for whoever reads one of them again. */
  readonly marks: LineMarks;
}

/**
 * Reads a whole log and writes nothing. `includeIncomplete`: a last line without its newline counts when it is whole.
 * @throws {LogError} where the file cannot be read.
 */
export async function readLog(path: string, options: { readonly includeIncomplete: boolean }): Promise<ReadLog> {
  const parser = new LogParser({ csv: false, expectedBytes: await sizeOf(path) });
  const marks = new LineMarks();
  let bytes = 0;
  for await (const piece of logPieces(path, Infinity)) {
    parser.push(piece);
    bytes += piece.length;
    marks.add(parser.lineStart(bytes));
  }
  parser.end(options);
  return { table: parser.table(), problems: parser.problems(), bytes, marks };
}

/** Size of a log in bytes; 0 where it cannot be told, which whoever opens it will hear of. */
async function sizeOf(path: string): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    () => 0,
  );
}

/**
 * The bytes of a log in pieces, as many as it has now, and at most `limit`. A piece is valid until the next one.
 * @throws {LogError} where it cannot be read or is no regular file.
 */
export async function* logPieces(path: string, limit: number): AsyncGenerator<Uint8Array> {
  try {
    const { file, stat } = openLog(path);
    try {
      yield* piecesOf(file, 0, Math.min(Number(stat.size), limit));
    } finally {
      closeSync(file);
    }
  } catch (error) {
    throw fileError(error, path, "read");
  }
}

/**
 * Opens a log for reading, which the caller closes; a FIFO is refused without waiting for its writer.
 * @throws where it cannot be opened or is no regular file.
 */
export function openLog(path: string): { readonly file: number; readonly stat: BigIntStats } {
  const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const stat = statOrClose(file);
  if (stat.isFile()) {
    return { file, stat };
  }
  closeSync(file);
  throw new LogError(path, `Cannot read ${path}: it is no regular file. Give a metrics.jsonl.`);
}

function statOrClose(file: number): BigIntStats {
  try {
    return fstatSync(file, { bigint: true });
  } catch (error) {
    closeSync(file);
    throw error;
  }
}
