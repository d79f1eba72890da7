import type { LogTable } from "../columns/columns.ts";
import type { LogParser } from "../parser/logParser.ts";
import type { Engine } from "../read/engine.ts";
import { parseLog } from "../read/parseLog.ts";
import type { CsvRows } from "../records/rowChunks.ts";

/** Some records of a log that follow one another, counted from the first of them. */
export interface RecordGroup {
  readonly table: LogTable;
  /** Their CSV rows, where those were asked for. */
  readonly rows: readonly CsvRows[];
}

interface GroupOptions {
  /** What the log is read with. */
  readonly engine: Engine;
  /** Whether CSV rows are made. */
  readonly csv: boolean;
  /** About how many records a group has. */
  readonly groupRows?: number | undefined;
}

/** Readers of a table skip whole groups of about so many rows. */
const usualGroupRows = 100_000;
/** A group is smaller where its lines, or its CSV rows, have more bytes. */
const groupBytes = 48 * 1024 * 1024;

/**
 * Reads a log in groups of records, in order; one is in memory at a time. A last line that is whole but for its newline
 * counts.
 * @throws {LogError} where the log cannot be read.
 */
export async function readGroups(
  log: string,
  { engine, csv, groupRows = usualGroupRows }: GroupOptions,
  onGroup: (group: RecordGroup) => Promise<void>,
): Promise<void> {
  let rows: CsvRows[] = [];
  let [rowBytes, start, records] = [0, 0, 0];
  const take = (part: LogParser): void => {
    for (const { columns, bytes } of part.takeRows()) {
      // Their place is used again.
      rows.push({ columns, bytes: new Uint8Array(bytes) });
      rowBytes += bytes.length;
    }
  };
  const pass = async (part: LogParser, end: number): Promise<void> => {
    const group = { table: part.takeTable(), rows };
    [rows, rowBytes, start, records] = [[], 0, end, part.records];
    await onGroup(group);
  };
  // Memory is made for a group and not for the whole log.
  const parser = await parseLog(log, { engine, csv, expectedBytes: 0 }, async (part, end) => {
    take(part);
    if (part.records - records >= groupRows || Math.max(end - start, rowBytes) >= groupBytes) {
      await pass(part, end);
    }
  });
  parser.end({ includeIncomplete: true });
  take(parser);
  if (parser.records > records) {
    await pass(parser, start);
  }
}
