import { copyFileSync, existsSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { t } from "../../l10n.ts";
import { LogError } from "../../log/files/logError.ts";
import { readHead } from "../model/fileHead.ts";

/** A row of an answer. */
type Row = Readonly<Record<string, unknown>>;

/** An open database that is only asked. */
export interface Questions {
  /** The rows of an answer. @throws where the database cannot give one. */
  all(sql: string, ...values: readonly (string | number)[]): readonly Row[];
  /** The names of its tables. */
  tables(): ReadonlySet<string>;
}

/** What every SQLite 3 database begins with. */
export const sqliteMagic = "SQLite format 3\0";

/** Where the header says how the database is written; 2: into a log beside it (sqlite.org/fileformat, section 1.3). */
const writeVersionAt = 18;

/**
 * Asks a database, which is opened for reading alone and closed again. One that is written into a log beside it is
 * copied first, since SQLite would leave files beside it even for a reader; so is one with the journal of a transaction
 * that goes on, or whose writer was killed, since a reader would have to take that back first.
 * @throws {LogError} where this program has no SQLite or the database cannot be read.
 */
export async function askDatabase<Answer>(path: string, ask: (database: Questions) => Answer): Promise<Answer> {
  const Database = await loadSqlite(path);
  const copy = isWrittenAhead(path) || hasJournal(path) ? copyOf(path) : null;
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
    tables: () => new Set(all("SELECT name FROM sqlite_master WHERE type = 'table'").map(({ name }) => String(name))),
  };
}

function isWrittenAhead(path: string): boolean {
  const head = readHead(path);
  return head !== null && sayWrittenAhead(head.bytes);
}

/** Whether the first bytes of a database say that it is written into a log beside it first. */
export function sayWrittenAhead(bytes: Uint8Array): boolean {
  return bytes[writeVersionAt] === 2;
}

function hasJournal(path: string): boolean {
  return (statSync(`${path}-journal`, { throwIfNoEntry: false })?.size ?? 0) > 0;
}

function copyOf(path: string): string {
  const folder = mkdtempSync(join(tmpdir(), "slopewise-database-"));
  for (const end of ["", "-wal", "-journal"]) {
    if (end === "" || existsSync(path + end)) {
      copyFileSync(path + end, join(folder, basename(path) + end));
    }
  }
  return folder;
}

function asLogError(error: unknown, path: string): Error {
  if (!(error instanceof Error) || error instanceof LogError) {
    return error instanceof Error ? error : new Error(String(error));
  }
  const isOfSqlite = "code" in error && typeof error.code === "string" && /^(ERR_SQLITE|E[A-Z]+$)/.test(error.code);
  return isOfSqlite
    ? new LogError(path, t("Cannot read {0}: {1}", path, t("the database says: {0}.", error.message)), { cause: error })
    : error;
}
