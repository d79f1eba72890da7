import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { formatOf } from "../../../src/formats/discovery/formats.ts";
import type { RunLook, RunReader, RunSource } from "../../../src/formats/model/format.ts";
import { LogError } from "../../../src/log/files/logError.ts";
import { plainTable } from "./plainTable.ts";
import { sourceOf } from "./support.ts";

/** A store of runs, as its tool makes it. */
interface StoreCase {
  readonly name: string;
  readonly journal: "delete" | "wal";
  readonly schema: string;
  /** Adds a record of a step. */
  readonly add: (database: DatabaseSync, step: number) => void;
}

const mlflow = {
  schema:
    "CREATE TABLE runs (run_uuid TEXT, name TEXT, lifecycle_stage TEXT, start_time INT);" +
    "CREATE TABLE metrics (key TEXT, value FLOAT, timestamp INT, run_uuid TEXT, step INT, is_nan INT);" +
    "INSERT INTO runs VALUES ('r1', 'first', 'active', 1)",
  add: (database: DatabaseSync, step: number): void => {
    const row = database.prepare("INSERT INTO metrics VALUES (?, ?, ?, 'r1', ?, 0)");
    row.run("loss", 1 / (step + 1), 1000 + step, step);
    row.run("acc", step, 1000 + step, step);
  },
};

const trackio = {
  schema:
    "CREATE TABLE metrics (id INTEGER PRIMARY KEY, timestamp TEXT, run_name TEXT, step INTEGER, metrics TEXT);" +
    "CREATE TABLE configs (id INTEGER PRIMARY KEY, run_name TEXT, config TEXT, created_at TEXT)",
  add: (database: DatabaseSync, step: number): void => {
    const row = database.prepare("INSERT INTO metrics (timestamp, run_name, step, metrics) VALUES (?, 'run-0', ?, ?)");
    const when = new Date(1.7e12 + 1000 * step).toISOString();
    row.run(when, step, JSON.stringify({ "train/loss": step === 3 ? "NaN" : 1 / (step + 1) }));
  },
};

const cases: readonly StoreCase[] = [
  { name: "mlflow.db", journal: "delete", ...mlflow },
  { name: "mlflow.db", journal: "wal", ...mlflow },
  { name: "trackio.db", journal: "delete", ...trackio },
  { name: "trackio.db", journal: "wal", ...trackio },
];

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "slopewise-stores-"));
});

afterEach(() => rmSync(folder, { recursive: true }));

describe.each(cases)("$name in journal mode $journal while it grows", ({ name, journal, schema, add }) => {
  function made(file: string): DatabaseSync {
    const database = new DatabaseSync(join(folder, file));
    database.exec(`PRAGMA journal_mode = ${journal}; ${schema}`);
    add(database, 0);
    return database;
  }

  async function followed(): Promise<{ source: RunSource; reader: RunReader }> {
    const source = await sourceOf(join(folder, name));
    return { source, reader: formatOf(source.format).open(source, { texts: false, ended: false }) };
  }

  async function atOnce(source: RunSource): Promise<unknown> {
    const { table } = await formatOf(source.format).open(source, { texts: false, ended: true }).poll();
    return plainTable(table);
  }

  async function settled(reader: RunReader): Promise<RunLook> {
    await reader.poll();
    return reader.poll();
  }

  it("has each row once, whatever transactions come, are taken back or deleted from", async () => {
    const database = made(name);
    const { source, reader } = await followed();
    let step = 1;
    const transactions = fc.array(
      fc.record({ rows: fc.integer({ min: 0, max: 5 }), end: fc.constantFrom("COMMIT", "ROLLBACK", "DELETE") }),
      { maxLength: 6 },
    );
    await fc.assert(
      fc.asyncProperty(transactions, async (list) => {
        for (const { rows, end } of list) {
          database.exec("BEGIN");
          for (let row = 0; row < rows; row += 1, step += 1) {
            add(database, step);
          }
          if (end === "DELETE") {
            database.exec(`DELETE FROM metrics WHERE step > ${step - 2} AND step > 0; COMMIT`);
          } else {
            database.exec(end);
          }
          expect(plainTable((await settled(reader)).table)).toEqual(await atOnce(source));
        }
      }),
      { numRuns: 10 },
    );
    database.close();
    expect(readdirSync(folder)).toEqual([name]);
  });

  it("is read as it was before a transaction whose writer was killed", async () => {
    const database = made("writer.db");
    // So few pages are kept that SQLite writes them while the transaction goes on.
    database.exec("PRAGMA cache_size = 2; PRAGMA cache_spill = 1; BEGIN");
    for (let step = 1; step < 2_000; step += 1) {
      add(database, step);
    }
    for (const end of ["", "-wal", "-journal"].filter((each) => readdirSync(folder).includes(`writer.db${each}`))) {
      copyFileSync(join(folder, `writer.db${end}`), join(folder, `${name}${end}`));
    }
    const left = readdirSync(folder).sort();
    expect(left).toContain(`${name}-${journal === "wal" ? "wal" : "journal"}`);
    const bytes = readFileSync(join(folder, name));
    const { reader } = await followed();
    expect((await settled(reader)).table.records).toBe(1);
    expect(readdirSync(folder).sort()).toEqual(left);
    expect(readFileSync(join(folder, name)).equals(bytes)).toBe(true);
    database.close();
  });

  it("is read again where another takes its place, and kept where it is cut short", async () => {
    const first = made(name);
    add(first, 1);
    first.close();
    const other = made("other.db");
    [1, 2, 3, 4].forEach((step) => add(other, step));
    other.close();
    const { source, reader } = await followed();
    expect((await reader.poll()).table.records).toBe(2);
    copyFileSync(join(folder, "other.db"), join(folder, name));
    expect((await settled(reader)).table.records).toBe(5);
    truncateSync(join(folder, name), 2048);
    await expect(reader.poll()).rejects.toThrow(LogError);
    copyFileSync(join(folder, "other.db"), join(folder, name));
    expect(plainTable((await settled(reader)).table)).toEqual(await atOnce(source));
  });
});
