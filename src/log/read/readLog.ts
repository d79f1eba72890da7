import type { LogTable } from "../columns/columns.ts";
import { usualMostKeys } from "../records/leftOut.ts";
import { LineMarks } from "../parser/lineMarks.ts";
import type { LogProblems } from "../records/logProblem.ts";
import type { Engine } from "./engine.ts";
import { parseLog } from "./parseLog.ts";
import { Windows, type Windowed } from "./windows.ts";

export interface ReadLog {
  readonly table: LogTable;
  readonly problems: LogProblems;
  /** Size of the log in bytes, as far as it was read. */
  readonly bytes: number;
  /** Where its lines start, for whoever reads one of them again. */
  readonly marks: LineMarks;
}

interface ReadOptions {
  readonly engine: Engine;
  /** A last line without its newline counts when it is whole. */
  readonly includeIncomplete: boolean;
  /** Who reads the records of a log that is too long to be kept; where absent, all of any log is kept. */
  readonly windows?: Windowed;
  /** Values under more keys than this are left out; than the usual number where absent. */
  readonly mostKeys?: number;
}

/**
 * Reads a whole log and writes nothing.
 * @throws {LogError} where the file cannot be read.
 */
export async function readLog(
  path: string,
  { engine, includeIncomplete, windows: windowed, mostKeys = usualMostKeys }: ReadOptions,
): Promise<ReadLog> {
  const marks = new LineMarks();
  const windows = windowed === undefined ? null : new Windows(windowed);
  let bytes = 0;
  const parser = await parseLog(path, { engine, csv: false, mostKeys }, (part, taken) => {
    bytes = taken;
    marks.add(part.lineStart(taken));
    windows?.onRead(part);
    return Promise.resolve();
  });
  parser.end({ includeIncomplete });
  return { table: windows?.end(parser) ?? parser.table(), problems: parser.problems(), bytes, marks };
}
