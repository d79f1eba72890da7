import type { LogTable } from "../columns/columns.ts";
import { LineMarks } from "../parser/lineMarks.ts";
import type { LogProblems } from "../records/logProblem.ts";
import type { Engine } from "./engine.ts";
import { parseLog } from "./parseLog.ts";

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
export async function readLog(
  path: string,
  { engine, includeIncomplete }: { readonly engine: Engine; readonly includeIncomplete: boolean },
): Promise<ReadLog> {
  const marks = new LineMarks();
  let bytes = 0;
  const parser = await parseLog(path, { engine, csv: false }, (part, taken) => {
    bytes = taken;
    marks.add(part.lineStart(taken));
    return Promise.resolve();
  });
  parser.end({ includeIncomplete });
  return { table: parser.table(), problems: parser.problems(), bytes, marks };
}
