import { resolve } from "node:path";
import { CsvBuild } from "../csv/csvBuild.ts";
import { csvOwner, placeKind, type CsvOwner } from "../csv/csvOwnership.ts";
import { csvPathOf } from "../csv/csvPath.ts";
import { keysWithDerived, withDerived, type DerivedColumn } from "./derivedColumns.ts";
import { withLockPatiently } from "../files/fileLock.ts";
import { fileError } from "../files/logError.ts";
import type { LogParser } from "../parser/logParser.ts";
import { counted, t } from "../../l10n.ts";
import { parseLog } from "../read/parseLog.ts";
import { removeLeftovers, type TemporaryFile } from "../files/temporaryFile.ts";

/** How a log is converted on request. */
export interface ConvertOptions {
  /** Where the CSV goes; beside the log where absent. */
  readonly out?: string | undefined;
  /** Whether a file that is not ours is replaced. */
  readonly force: boolean;
  /** Whether a last line without its newline counts when it is whole. */
  readonly includeIncomplete: boolean;
  readonly escapeFormulas?: boolean | undefined;
  /**
   * Columns to compute, as far as the log holds what they are computed from; the CSV is then no pure copy of the log and
   * belongs beside the plain one, under another name.
   */
  readonly derived?: readonly DerivedColumn[] | undefined;
}

/** What came of a CSV that could be made. */
type Outcome = "written" | "unchanged" | "stale" | "foreign" | "refused";

/** What became of a conversion. */
export interface ConvertResult {
  /** All but `written`: the file that was there is untouched. `underivable`: no column that was asked for can be computed. */
  readonly state: Outcome | "underivable";
  readonly rows: number;
  readonly columns: number;
  /** The CSV. */
  readonly path: string;
  /** What happened, in a sentence. */
  readonly message: string;
}

/**
 * Converts a whole log on request. A file that is not ours stays as it is unless `force` is set.
 * @throws {LogError} where the log cannot be read or the CSV cannot be written.
 */
export async function convertLog(log: string, options: ConvertOptions): Promise<ConvertResult> {
  const path = options.out ?? csvPathOf(log);
  const build = new CsvBuild(path);
  try {
    if (resolve(path) === resolve(log) || (await placeKind(path)) === "other") {
      return { state: "refused", rows: 0, columns: 0, path, message: sentence("refused", path, 0) };
    }
    // What a program that was killed left of this CSV; a folder that cannot be listed keeps it, and does no harm.
    await removeLeftovers(path).catch(() => undefined);
    const parser = await parseInto({ build, path }, log, options);
    const derived = options.derived?.filter(({ from }) => parser.keys.includes(from));
    if (derived?.length === 0) {
      await build.discard();
      const message = underivableText(log, path, options.derived ?? []);
      return { state: "underivable", rows: 0, columns: 0, path, message };
    }
    const plain = await build.finish(parser.keys, parser.records);
    const { file, keys } = await completed(plain, { parser, path, derived: derived ?? [] });
    const state = await withLockPatiently(path, async () => {
      const owner = await csvOwner(path, { handle: file.handle, size: file.size, keys });
      return settle(file, owner, options.force);
    });
    const message = sentence(state, path, parser.records);
    return { state, rows: parser.records, columns: keys.length, path, message };
  } catch (error) {
    await build.discard();
    throw fileError(error, path, "write");
  }
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

async function parseInto(
  { build, path }: { readonly build: CsvBuild; readonly path: string },
  log: string,
  options: ConvertOptions,
): Promise<LogParser> {
  const keep = options.derived?.map(({ from }) => from) ?? [];
  const parser = await parseLog(
    log,
    { csv: true, escapeFormulas: options.escapeFormulas ?? false, keep },
    async (part) => {
      await build.add(part.takeRows(), part.keys).catch((error: unknown) => {
        // Named here, where it is still known that it is no failure of the log.
        throw fileError(error, path, "write");
      });
    },
  );
  parser.end(options);
  await build.add(parser.takeRows(), parser.keys);
  return parser;
}

/** Puts the file in its place, or takes it away. */
async function settle(file: TemporaryFile, owner: CsvOwner, force: boolean): Promise<Outcome> {
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

/** Why no CSV with derived columns was written: nothing is derived, or all of it from what was never logged. */
function underivableText(log: string, path: string, derived: readonly DerivedColumn[]): string {
  const sources = [...new Set(derived.map(({ from }) => from))].join(", ");
  return derived.length === 0
    ? t("The contract derives no metric from another, so {0} was not written.", path)
    : t("{0} never holds what the contract derives metrics from ({1}), so {2} was not written.", log, sources, path);
}

const rowsText = ["{0} row", "{0} rows"] as const;

function sentence(state: Outcome, path: string, rows: number): string {
  switch (state) {
    case "written":
      return `Wrote ${counted(rows, rowsText)} to ${path}.`;
    case "unchanged":
      return `${path} is up to date (${counted(rows, rowsText)}).`;
    case "stale":
      return `${path} differs from what the log gives, so it was edited or comes from another log. It was left alone; replace it with --force.`;
    case "foreign":
      return `${path} was not made from this log. It was left alone; replace it with --force or write elsewhere with --out.`;
    case "refused":
      return `${path} is a link, a folder, a device or the log itself, which is never written over. Give another file with --out.`;
  }
}
