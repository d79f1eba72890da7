import { basename } from "node:path";
import { LogError } from "../../log/files/logError.ts";
import type { FileHead, Format, ReaderOptions, RunSource, Setting } from "../model/format.ts";
import { PointRecords } from "../table/points.ts";
import { TableBuilder } from "../table/tableBuilder.ts";
import { DatabaseReader, type DatabaseRun, type RunQuestions } from "./databaseReader.ts";
import { isTrackio } from "./isTrackio.ts";
import { askDatabase, sqliteMagic, type Questions } from "./sqlite.ts";

/** MLflow stores an infinity as the largest double, since its databases know none. */
const clamped = 1.7976931348623157e308;

/** The database of an MLflow tracking store. */
export const mlflowDatabase: Format = {
  name: "mlflow-db",
  precision: "text",
  globs: ["**/mlflow*.db", "**/mlruns*.db"],
  matches: (head: FileHead) => head.text.startsWith(sqliteMagic) && !isTrackio(head),
  runs: async (files) => (await Promise.all(files.map(runsOf))).flat(),
  open: ({ path, part }, options) => new DatabaseReader(path, () => new MlflowRun(part ?? "", options)),
};

/** The runs of a store that hold metrics; those that were deleted only where there are no others. */
async function runsOf(path: string): Promise<readonly RunSource[]> {
  const source = { format: "mlflow-db", path, files: [path] } as const;
  try {
    return await askDatabase(path, (database) => {
      const tables = database.tables();
      if (!tables.has("runs") || !tables.has("metrics")) {
        return [];
      }
      const rows = database.all(
        "SELECT * FROM runs WHERE run_uuid IN (SELECT DISTINCT run_uuid FROM metrics) ORDER BY start_time",
      );
      const active = rows.filter(({ lifecycle_stage: stage }) => stage !== "deleted");
      return (active.length > 0 ? active : rows).map((row) => {
        const id = String(row["run_uuid"]);
        return { ...source, part: id, name: nameOf(database, id, row["name"]) };
      });
    });
  } catch (error) {
    if (!(error instanceof LogError)) {
      throw error;
    }
    // Whoever reads it says why it cannot be read.
    return /ml(flow|runs)/.test(basename(path)) ? [{ ...source, part: null, name: null }] : [];
  }
}

/** A run's name: older stores have it among the tags alone. */
function nameOf(database: Questions, id: string, name: unknown): string {
  if (typeof name === "string" && name !== "") {
    return name;
  }
  const tags = database.tables().has("tags")
    ? database.all("SELECT value FROM tags WHERE run_uuid = ? AND key = 'mlflow.runName'", id)
    : [];
  const tag = tags[0]?.["value"];
  return typeof tag === "string" && tag !== "" ? tag : id.slice(0, 8);
}

/** One run of the store: metrics in the order in which they were logged. */
class MlflowRun implements RunQuestions {
  readonly #id: string;
  readonly #options: ReaderOptions;
  #builder: TableBuilder;
  #points: PointRecords;
  /** Of the rows that were taken. */
  #print = "";
  #lastRow = 0;
  #settings = new Map<string, Setting>();
  #name: string | null = null;

  constructor(id: string, options: ReaderOptions) {
    this.#id = id;
    this.#options = options;
    this.#builder = new TableBuilder({ ...options, inRecords: true });
    this.#points = new PointRecords(this.#builder);
  }

  update(database: Questions): void {
    if (this.#lastRow > 0 && this.#printOf(database) !== this.#print) {
      this.#builder = new TableBuilder({ ...this.#options, inRecords: true });
      this.#points = new PointRecords(this.#builder);
      this.#lastRow = 0;
    }
    const rows = database.each(
      "SELECT rowid AS row, key, value, timestamp, step, is_nan FROM metrics WHERE run_uuid = ? AND rowid > ? ORDER BY rowid",
      this.#id,
      this.#lastRow,
    );
    for (const { row, key, value, timestamp, step, is_nan: isNan } of rows) {
      this.#points.add({
        key: String(key).trim(),
        value: Number(isNan) === 1 ? NaN : unclamped(Number(value)),
        step: Number(step),
        time: Number(timestamp),
      });
      this.#lastRow = Number(row);
    }
    this.#print = this.#printOf(database);
    this.#settings = this.#paramsIn(database);
    this.#name = nameOf(
      database,
      this.#id,
      database.all("SELECT * FROM runs WHERE run_uuid = ?", this.#id)[0]?.["name"],
    );
  }

  run(): DatabaseRun {
    return { builder: this.#builder, settings: this.#settings, name: this.#name };
  }

  /**
   * What tells the rows that were taken from those of another store, or from what they are now: a store that was cleaned
   * up numbers its rows again.
   */
  #printOf(database: Questions): string {
    const sums =
      "COUNT(*), TOTAL(step), TOTAL(timestamp), TOTAL(value), TOTAL(value * (rowid % 9973)), MIN(key), MAX(key)";
    const sql = `SELECT ${sums} FROM metrics WHERE run_uuid = ? AND rowid <= ?`;
    return JSON.stringify(database.all(sql, this.#id, this.#lastRow));
  }

  #paramsIn(database: Questions): Map<string, Setting> {
    if (!database.tables().has("params")) {
      return new Map();
    }
    const rows = database.all("SELECT key, value FROM params WHERE run_uuid = ? ORDER BY key", this.#id);
    return new Map(rows.map(({ key, value }) => [String(key), String(value)]));
  }
}

function unclamped(value: number): number {
  return Math.abs(value) >= clamped ? Math.sign(value) * Infinity : value;
}
