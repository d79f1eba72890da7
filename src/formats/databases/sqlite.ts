import { mkdtempSync, rmSync, statSync } from "node:fs";
import { copyFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { t } from "../../l10n.ts";
import { LogError } from "../../log/files/logError.ts";
import { NotRegularFileError, TooLargeFileError } from "../../log/files/regularFile.ts";
import { readHead } from "../model/fileHead.ts";

/** A row of an answer. */
type Row = Readonly<Record<string, unknown>>;

/** An open database that is only asked. */
export interface Questions {
  /** The rows of an answer. @throws where the database cannot give one. */
  all(sql: string, ...values: readonly (string | number)[]): readonly Row[];
  /** The same one by one: there may be more than memory holds. */
  each(sql: string, ...values: readonly (string | number)[]): Iterable<Row>;
  /** The names of its tables. */
  tables(): ReadonlySet<string>;
}

/** What every SQLite 3 database begins with. */
export const sqliteMagic = "SQLite format 3\0";

/** Where the header says how the database is written; 2: into a log next to it (sqlite.org/fileformat, section 1.3). */
const writeVersionAt = 18;

/**
 * Asks a database, which is opened for reading alone and closed again. One that is written into a log next to it is
 * copied first, since SQLite would leave files next to it even for a reader; so is one with the journal of a transaction
 * that goes on, or whose writer was killed, since a reader would have to take that back first.
 * @throws {LogError} where this program has no SQLite or the database cannot be read.
 */
export async function askDatabase<Answer>(path: string, ask: (database: Questions) => Answer): Promise<Answer> {
  const Database = await loadSqlite(path);
  const sizes = sizesOf(path);
  const copy = isWrittenAhead(path) || (sizes.get("-journal") ?? 0) > 0 ? await copyOf(path, sizes) : null;
  let database: DatabaseSync | null = null;
  try {
    database = new Database(copy === null ? path : join(copy, basename(path)), { readOnly: copy === null });
    return ask(questions(database));
  } catch (error) {
    throw asLogError(error, path);
  } finally {
    database?.close();
    if (copy !== null) {
      rmSync(copy, { recursive: true, force: true });
    }
  }
}

/** Node.js 20, and with it VS Code before 1.101, has no SQLite. */
async function loadSqlite(path: string): Promise<typeof DatabaseSync> {
  try {
    return (await import("node:sqlite")).DatabaseSync;
  } catch (error) {
    const reason = t("reading databases needs VS Code 1.101 or newer, or Node.js 22.13 or newer.");
    throw new LogError(path, t("Cannot read {0}: {1}", path, reason), { cause: error });
  }
}

function questions(database: DatabaseSync): Questions {
  const all: Questions["all"] = (sql, ...values) => database.prepare(sql).all(...values);
  return {
    all,
    each: (sql, ...values) => database.prepare(sql).iterate(...values),
    tables: () => new Set(all("SELECT name FROM sqlite_master WHERE type = 'table'").map(({ name }) => String(name))),
  };
}

function isWrittenAhead(path: string): boolean {
  const head = readHead(path);
  return head !== null && sayWrittenAhead(head.bytes);
}

/** Whether the first bytes of a database say that it is written into a log next to it first. */
export function sayWrittenAhead(bytes: Uint8Array): boolean {
  return bytes[writeVersionAt] === 2;
}

/** The files of a database: its own, and what its writer keeps next to it. */
const ends = ["", "-wal", "-journal", "-shm"];

/** A larger database is not copied: its copy would fill the disk. */
const mostCopied = 2 ** 30;

/**
 * The sizes in bytes of the files of a database that are there, by their ends.
 * @throws {NotRegularFileError} where one is none: SQLite would open it, and wait for ever for the writer of a FIFO.
 */
function sizesOf(path: string): ReadonlyMap<string, number> {
  return new Map(
    ends.flatMap((end) => {
      const there = statSync(path + end, { throwIfNoEntry: false });
      if (there?.isFile() === false) {
        throw new NotRegularFileError(path + end);
      }
      return there === undefined ? [] : [[end, there.size] as const];
    }),
  );
}

/** A folder with a copy of a database. @throws {TooLargeFileError} where it is too large for one. */
async function copyOf(path: string, sizes: ReadonlyMap<string, number>): Promise<string> {
  if ([...sizes.values()].reduce((sum, size) => sum + size, 0) > mostCopied) {
    throw new TooLargeFileError(path, mostCopied);
  }
  const folder = mkdtempSync(join(tmpdir(), "slopewise-database-"));
  try {
    for (const end of ends.slice(0, 3).filter((one) => sizes.has(one))) {
      await copyFile(path + end, join(folder, basename(path) + end));
    }
    return folder;
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

function asLogError(error: unknown, path: string): Error {
  if (!(error instanceof Error) || error instanceof LogError) {
    return error instanceof Error ? error : new Error(String(error));
  }
  const isOfSqlite = "code" in error && typeof error.code === "string" && /^(ERR_SQLITE|E[A-Z]+$)/.test(error.code);
  return isOfSqlite
    ? new LogError(path, t("Cannot read {0}: {1}", path, t("the database reports: {0}.", error.message)), {
        cause: error,
      })
    : error;
}
