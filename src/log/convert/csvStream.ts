import { padRows } from "../csv/csvPadding.ts";
import { LogParser } from "../parser/logParser.ts";
import { logPieces } from "../read/readLog.ts";

/**
 * The CSV of a log as bytes, for standard output. The log is read twice: for its keys, then for its rows.
 * @throws {LogError} where the log cannot be read.
 */
export async function* csvText(
  log: string,
  options: { readonly includeIncomplete: boolean; readonly escapeFormulas?: boolean | undefined },
): AsyncGenerator<Uint8Array> {
  const first = new LogParser({ csv: false, keep: [] });
  let size = 0;
  for await (const piece of logPieces(log, Infinity)) {
    first.push(piece);
    size += piece.length;
  }
  first.end(options);
  yield first.header();
  const second = rowParser(options.escapeFormulas);
  for await (const piece of logPieces(log, size)) {
    second.push(piece);
    yield* second.takeRows().map((rows) => padRows(rows, first.keys.length));
  }
  second.end(options);
  yield* second.takeRows().map((rows) => padRows(rows, first.keys.length));
}

function rowParser(escapeFormulas: boolean | undefined): LogParser {
  return new LogParser({ csv: true, escapeFormulas: escapeFormulas ?? false, keep: [] });
}
