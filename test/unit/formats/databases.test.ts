import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { runsOfFile } from "../../../src/formats/discovery/findRuns.ts";
import { formatOf } from "../../../src/formats/discovery/formats.ts";
import { readRun } from "../../../src/formats/discovery/readRun.ts";
import type { RunReader } from "../../../src/formats/model/format.ts";
import { LogError } from "../../../src/log/files/logError.ts";
import { otherFormats } from "../../testData.ts";
import { MlflowStore } from "../../reference/stores.ts";
import { rowsOf } from "./support.ts";

interface RunReading {
  readonly name: string;
  readonly params?: Readonly<Record<string, string>>;
  readonly config?: Readonly<Record<string, unknown>>;
  readonly metrics?: Readonly<Record<string, { readonly numbers: number; readonly sum: number }>>;
  readonly columns?: Readonly<Record<string, { readonly numbers: number; readonly sum: number }>>;
}

const readings = JSON.parse(readFileSync(join(otherFormats, "readings.json"), "utf8")) as Record<
  string,
  { readonly runs: Readonly<Record<string, RunReading>> }
>;

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "slopewise-databases-"));
});

afterEach(() => {
  vi.doUnmock("node:sqlite");
  rmSync(folder, { recursive: true });
});

describe.each(["mlflow-sqlite/diffuser/mlruns.db", "synthetic/trackio/my-project.db"])("%s", (file) => {
  it("holds the runs that an independent reading found", async () => {
    const runs = (await runsOfFile(join(otherFormats, file))) ?? [];
    const wanted = readings[file]?.runs ?? {};
    expect(runs.map(({ part }) => part)).toEqual(Object.keys(wanted));
    for (const source of runs) {
      const reading = wanted[source.part ?? ""];
      const { table, settings, name } = await readRun(source, { texts: true });
      expect([source.name, name]).toEqual([reading?.name, reading?.name]);
      for (const [key, { numbers, sum }] of Object.entries(reading?.metrics ?? reading?.columns ?? {})) {
        const values = table.column(key)?.values ?? new Float64Array();
        expect([key, values.length]).toEqual([key, numbers]);
        expect(values.filter((value) => Number.isFinite(value)).reduce((a, b) => a + b, 0)).toBeCloseTo(sum, 9);
      }
      const own = Object.entries(reading?.params ?? reading?.config ?? {}).filter(([key]) => !key.startsWith("_"));
      expect(Object.fromEntries(settings)).toEqual(Object.fromEntries(own));
    }
  });

  it("is left as it was, with nothing next to it", async () => {
    const path = join(folder, "copy.db");
    copyFileSync(join(otherFormats, file), path);
    for (const source of (await runsOfFile(path)) ?? []) {
      await readRun(source, { texts: true });
    }
    expect(readdirSync(folder)).toEqual(["copy.db"]);
    expect(readFileSync(path).equals(readFileSync(join(otherFormats, file)))).toBe(true);
  });

  it("cannot be read where this program has no SQLite, which is said", async () => {
    const [source] = (await runsOfFile(join(otherFormats, file))) ?? [];
    vi.doMock("node:sqlite", () => {
      throw new Error("No such built-in module: node:sqlite");
    });
    const reading = readRun(source ?? { format: "mlflow-db", path: "", files: [], part: null, name: null }, {
      texts: false,
    });
    await expect(reading).rejects.toThrow(LogError);
    await expect(reading).rejects.toThrow(/VS Code 1\.101/);
  });
});

describe("a database that grows", () => {
  function mlflow(journal: "delete" | "wal"): MlflowStore {
    const runs = [
      { id: "r1", name: "first" },
      { id: "r2", name: "second" },
    ];
    return new MlflowStore(join(folder, "mlflow.db"), { runs, pragmas: `PRAGMA journal_mode = ${journal};` });
  }

  async function opened(): Promise<RunReader> {
    const [source] = (await runsOfFile(join(folder, "mlflow.db"))) ?? [];
    return formatOf("mlflow-db").open(source ?? { format: "mlflow-db", path: "", files: [], part: null, name: null }, {
      texts: false,
      ended: false,
    });
  }

  it.each(["delete", "wal"] as const)("gives each row once, in journal mode %s", async (journal) => {
    const store = mlflow(journal);
    store.add("loss", 2, { step: 0 });
    store.add("loss", 9, { step: 0, run: "r2" });
    const before = readdirSync(folder).sort();
    const reader = await opened();
    expect(rowsOf((await reader.poll()).table)).toEqual([{ step: 0, timestamp: 1000, loss: 2 }]);
    expect((await reader.poll()).changed).toBe(false);
    store.add("acc", 0.5, { step: 0, timestamp: 1001 });
    store.add("loss", 1, { step: 1, timestamp: 2000 });
    const grown = await reader.poll();
    expect(rowsOf(grown.table)).toEqual([
      { step: 0, timestamp: 1000, loss: 2, acc: 0.5 },
      { step: 1, timestamp: 2000, loss: 1 },
    ]);
    expect(grown.rebuilt).toBe(false);
    expect(readdirSync(folder).sort()).toEqual(before);
    store.database.exec("DELETE FROM metrics WHERE step = 0");
    expect(await reader.poll()).toMatchObject({ changed: true, rebuilt: true });
    store.close();
  });

  it("that is none any more, or none yet, is said to be unreadable and tried again", async () => {
    const store = mlflow("delete");
    store.add("loss", 2, { step: 0 });
    const reader = await opened();
    await reader.poll();
    store.database.exec("ALTER TABLE metrics RENAME TO moved");
    await expect(reader.poll()).rejects.toThrow(LogError);
    store.database.exec("ALTER TABLE moved RENAME TO metrics");
    expect((await reader.poll()).table.records).toBe(1);
    store.close();
  });
});
