import { closeSync } from "node:fs";
import type { LogTable } from "../columns/columns.ts";
import { LineMarks } from "../parser/lineMarks.ts";
import { fileError } from "../files/logError.ts";
import type { LogProblems } from "../records/logProblem.ts";
import { openLog } from "../files/openLog.ts";
import { parseLog } from "./parseLog.ts";
import { piecesOf } from "../files/pieces.ts";

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
  const marks = new LineMarks();
  let bytes = 0;
  const parser = await parseLog(path, { csv: false }, (part, taken) => {
    bytes = taken;
    marks.add(part.lineStart(taken));
    return Promise.resolve();
  });
  parser.end(options);
  return { table: parser.table(), problems: parser.problems(), bytes, marks };
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
