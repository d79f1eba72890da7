import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync } from "node:fs";
import type { DatabaseSync } from "node:sqlite";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { formatOf } from "../../../src/formats/discovery/formats.ts";
import type { RunLook, RunReader, RunSource } from "../../../src/formats/model/format.ts";
import { LogError } from "../../../src/log/files/logError.ts";
import { MlflowStore, TrackioStore } from "../../reference/stores.ts";
import { plainTable } from "./plainTable.ts";
import { sourceOf } from "./support.ts";

interface Made {
  readonly database: DatabaseSync;
  /** Adds the record of a step. */
  readonly add: (step: number) => void;
}

function mlflow(path: string, pragmas: string): Made {
  const store = new MlflowStore(path, { pragmas });
  const add = (step: number): void => {
    store.add("loss", 1 / (step + 1), { step });
    store.add("acc", step, { step });
  };
  return { database: store.database, add };
}

function trackio(path: string, pragmas: string): Made {
  const store = new TrackioStore(path, { pragmas });
  const add = (step: number): void => store.add(step, { "train/loss": step === 3 ? "NaN" : 1 / (step + 1) });
  return { database: store.database, add };
}

const cases = [
  { name: "mlflow.db", journal: "delete", make: mlflow },
  { name: "mlflow.db", journal: "wal", make: mlflow },
  { name: "trackio.db", journal: "delete", make: trackio },
  { name: "trackio.db", journal: "wal", make: trackio },
] as const;

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "slopewise-stores-"));
});

afterEach(() => rmSync(folder, { recursive: true }));

describe.each(cases)("$name in journal mode $journal while it grows", ({ name, journal, make }) => {
  /** A store with the record of step 0. */
  function made(file: string): Made {
    const store = make(join(folder, file), `PRAGMA journal_mode = ${journal};`);
    store.add(0);
    return store;
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
    const { database, add } = made(name);
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
            add(step);
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
    const { database, add } = made("writer.db");
    // So few pages are kept that SQLite writes them while the transaction goes on.
    database.exec("PRAGMA cache_size = 2; PRAGMA cache_spill = 1; BEGIN");
    for (let step = 1; step < 2_000; step += 1) {
      add(step);
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
    first.add(1);
    first.database.close();
    const other = made("other.db");
    [1, 2, 3, 4].forEach(other.add);
    other.database.close();
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
