import { CsvBuild } from "../csv/csvBuild.ts";
import { csvOwner, placeKind, type CsvOwner } from "../csv/csvOwnership.ts";
import { csvPathOf } from "../csv/csvPath.ts";
import { isTooWide, leastCsvBytes } from "../csv/csvWidth.ts";
import { keysWithDerived, withDerived, type DerivedColumn } from "./derivedColumns.ts";
import { withLockPatiently } from "../files/fileLock.ts";
import { isSameFile } from "../files/sameFile.ts";
import { fileError } from "../files/logError.ts";
import type { LogParser } from "../parser/logParser.ts";
import type { Engine } from "../read/engine.ts";
import { parseLog } from "../read/parseLog.ts";
import { removeLeftovers, type TemporaryFile } from "../files/temporaryFile.ts";

/** How a log is converted on request. */
export interface ConvertOptions {
  /** What the log is read with. */
  readonly engine: Engine;
  /** Where the CSV goes; next to the log where absent. */
  readonly out?: string | undefined;
  /** Whether a file that is not ours is replaced. */
  readonly force: boolean;
  /** Whether a CSV of many times the log's size is written (csvWidth.ts); as `force` where absent. */
  readonly wide?: boolean | undefined;
  /** Whether a last line without its newline counts when it is whole. */
  readonly includeIncomplete: boolean;
  readonly escapeFormulas?: boolean | undefined;
  /**
   * Columns to compute, as far as the log holds what they are computed from; the CSV is then no pure copy of the log and
   * belongs next to the plain one, under another name.
   */
  readonly derived?: readonly DerivedColumn[] | undefined;
}

/**
 * What became of a conversion. The file that was there is untouched in all cases but `written`. `unchanged`: it is what
 * would be written; `stale`: it begins like that, and was edited or comes from another log; `foreign`: it was not made from
 * this log; `refused`: it is a link, a folder, a device or the log itself; `tooWide`: the CSV would have many times the
 * log's size; `underivable`: no column that was asked for can be computed.
 */
type ConvertState = "written" | "unchanged" | "stale" | "foreign" | "refused" | "tooWide" | "underivable";

export interface ConvertResult {
  readonly state: ConvertState;
  readonly rows: number;
  readonly columns: number;
  /** Lines that are no records. */
  readonly skipped: number;
  /** The log and the CSV. */
  readonly log: string;
  readonly path: string;
  /** How many bytes the CSV has at least. */
  readonly leastBytes: number;
  /** Metrics that columns were to be computed from, each once. */
  readonly sources: readonly string[];
}

/**
 * Converts a whole log on request. A file that is not ours stays as it is unless `force` is set.
 * @throws {LogError} where the log cannot be read or the CSV cannot be written.
 */
export async function convertLog(log: string, options: ConvertOptions): Promise<ConvertResult> {
  const path = options.out ?? csvPathOf(log);
  const sources = [...new Set(options.derived?.map(({ from }) => from))];
  const nothing = { rows: 0, columns: 0, skipped: 0, log, path, leastBytes: 0, sources };
  const build = new CsvBuild(path, options.engine.chunks);
  try {
    if ((await isSameFile(path, log)) || (await placeKind(path)) === "other") {
      return { ...nothing, state: "refused" };
    }
    // What a program that was killed left of this CSV; a folder that cannot be listed keeps it, and does no harm.
    await removeLeftovers(path).catch(() => undefined);
    const { parser, tooWide } = await parseInto({ build, path }, log, options);
    const derived = options.derived?.filter(({ from }) => parser.keys.includes(from));
    if (tooWide || derived?.length === 0) {
      await build.discard();
      return { ...nothing, ...extentOf(parser), state: tooWide ? "tooWide" : "underivable" };
    }
    const plain = await build.finish(parser.keys, parser.records);
    const { file, keys } = await completed(plain, { parser, path, derived: derived ?? [] });
    const state = await withLockPatiently(path, async () => {
      const owner = await csvOwner(path, { handle: file.handle, size: file.size, keys });
      return settle(file, owner, options.force);
    });
    return { ...nothing, ...extentOf(parser), columns: keys.length, state };
  } catch (error) {
    await build.discard();
    throw fileError(error, path, "write");
  }
}

function extentOf(parser: LogParser): Pick<ConvertResult, "rows" | "columns" | "leastBytes" | "skipped"> {
  const { counts } = parser.problems();
  const skipped = counts["bad-line"] + counts["line-too-long"];
  return { rows: parser.records, columns: parser.keys.length, leastBytes: leastCsvBytes(parser), skipped };
}

interface Completion {
  readonly parser: LogParser;
  readonly path: string;
  readonly derived: readonly DerivedColumn[];
}

/** The file with its derived columns, where any are asked for; the plain one is taken away then. */
async function completed(
  plain: TemporaryFile,
  { parser, path, derived }: Completion,
): Promise<{ readonly file: TemporaryFile; readonly keys: readonly string[] }> {
  if (derived.length === 0) {
    return { file: plain, keys: parser.keys };
  }
  const file = await withDerived(plain, path, { table: parser.table(), derived });
  await plain.discard();
  return { file, keys: keysWithDerived(parser.keys, derived) };
}

/** `tooWide`: the CSV is not to be written, and is not whole. */
async function parseInto(
  { build, path }: { readonly build: CsvBuild; readonly path: string },
  log: string,
  options: ConvertOptions,
): Promise<{ readonly parser: LogParser; readonly tooWide: boolean }> {
  const { engine, escapeFormulas = false, wide = options.force } = options;
  const keep = options.derived?.map(({ from }) => from) ?? [];
  let tooWide = false;
  let bytes = 0;
  const take = async (part: LogParser): Promise<void> => {
    const { records, keys } = part;
    tooWide ||= !wide && isTooWide({ records, keys, bytes });
    if (tooWide) {
      part.stopRows();
      return;
    }
    await build.add(part.takeRows(), keys).catch((error: unknown) => {
      // Named here, where it is still known that it is no failure of the log.
      throw fileError(error, path, "write");
    });
  };
  const parser = await parseLog(log, { engine, csv: true, escapeFormulas, keep }, async (part, _, size) => {
    bytes = size;
    await take(part);
  });
  parser.end(options);
  await take(parser);
  return { parser, tooWide };
}

/** Puts a finished CSV in its place, or takes it away. */
export async function settle(file: TemporaryFile, owner: CsvOwner, force: boolean): Promise<ConvertState> {
  if (owner === "same" || owner === "refused") {
    await file.discard();
    return owner === "same" ? "unchanged" : "refused";
  }
  if ((owner === "stale" || owner === "foreign" || owner === "ahead") && !force) {
    await file.discard();
    return owner === "foreign" ? "foreign" : "stale";
  }
  await file.replace();
  return "written";
}
