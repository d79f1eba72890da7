import { padRows } from "../csv/csvPadding.ts";
import { LogParser } from "../parser/logParser.ts";
import { logPieces } from "../read/logPieces.ts";
import type { LineKernel } from "../records/lineKernel.ts";

export interface CsvTextOptions {
  /** What the log is read with. */
  readonly engine: { readonly kernel: LineKernel };
  readonly includeIncomplete: boolean;
  readonly escapeFormulas?: boolean | undefined;
}

/**
 * The CSV of a log as bytes, for standard output. The log is read twice: for its keys, then for its rows.
 * @throws {LogError} where the log cannot be read.
 */
export async function* csvText(log: string, options: CsvTextOptions): AsyncGenerator<Uint8Array> {
  const { kernel } = options.engine;
  const first = new LogParser({ kernel, csv: false, keep: [] });
  let size = 0;
  for await (const piece of logPieces(log, Infinity)) {
    first.push(piece);
    size += piece.length;
  }
  first.end(options);
  yield first.header();
  const escapeFormulas = options.escapeFormulas ?? false;
  const second = new LogParser({ kernel, csv: true, escapeFormulas, keep: [] });
  for await (const piece of logPieces(log, size)) {
    second.push(piece);
    yield* second.takeRows().map((rows) => padRows(rows, first.keys.length));
  }
  second.end(options);
  yield* second.takeRows().map((rows) => padRows(rows, first.keys.length));
}
