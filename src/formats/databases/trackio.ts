import { LogError } from "../../log/files/logError.ts";
import { addMembers, membersOf } from "../json/jsonCells.ts";
import type { JsonMember } from "../../log/records/jsonLine.ts";
import type { Format, ReaderOptions, RunSource, Setting } from "../model/format.ts";
import { TableBuilder } from "../table/tableBuilder.ts";
import { DatabaseReader, type DatabaseRun, type RunQuestions } from "./databaseReader.ts";
import { isTrackio } from "./isTrackio.ts";
import { askDatabase, type Questions } from "./sqlite.ts";

/** How Trackio writes numbers that JSON does not know. */
const notFinite = new Set(["NaN", "Infinity", "-Infinity"]);

/** The database of a Trackio project. */
export const trackio: Format = {
  name: "trackio",
  precision: "text",
  globs: ["**/trackio/**/*.db", "**/.trackio/**/*.db", "**/*trackio*.db"],
  matches: isTrackio,
  runs: async (files) => (await Promise.all(files.map(runsOf))).flat(),
  open: ({ path, part }, options) => new DatabaseReader(path, () => new TrackioRun(part ?? "", options)),
};

async function runsOf(path: string): Promise<readonly RunSource[]> {
  const source = { format: "trackio", path, files: [path] } as const;
  try {
    return await askDatabase(path, (database) => {
      if (!database.tables().has("metrics")) {
        return [];
      }
      const column = idColumn(database);
      const rows = database.all(
        `SELECT ${column} AS id, run_name AS name FROM metrics GROUP BY ${column} ORDER BY MIN(id)`,
      );
      return rows.map(({ id, name }) => ({ ...source, part: String(id), name: String(name) }));
    });
  } catch (error) {
    if (!(error instanceof LogError)) {
      throw error;
    }
    return [{ ...source, part: null, name: null }];
  }
}

/** Older databases know a run by its name alone. */
function idColumn(database: Questions): "run_id" | "run_name" {
  return database.all("SELECT name FROM pragma_table_info('metrics')").some(({ name }) => name === "run_id")
    ? "run_id"
    : "run_name";
}

/** One run of a project: a row is a record, its values JSON text. */
class TrackioRun implements RunQuestions {
  readonly #id: string;
  readonly #options: ReaderOptions;
  #builder: TableBuilder;
  /** Of the rows that were taken. */
  #print = "";
  #lastRow = 0;
  #settings = new Map<string, Setting>();
  #name: string | null = null;

  constructor(id: string, options: ReaderOptions) {
    this.#id = id;
    this.#options = options;
    this.#builder = new TableBuilder({ ...options, inRecords: true });
  }

  update(database: Questions): void {
    const column = idColumn(database);
    if (this.#lastRow > 0 && this.#printOf(database, column) !== this.#print) {
      this.#builder = new TableBuilder({ ...this.#options, inRecords: true });
      this.#lastRow = 0;
    }
    const rows = database.each(
      `SELECT * FROM metrics WHERE ${column} = ? AND id > ? ORDER BY id`,
      this.#id,
      this.#lastRow,
    );
    for (const row of rows) {
      this.#add(String(row["metrics"]), Number(row["step"]), String(row["timestamp"]));
      this.#lastRow = Number(row["id"]);
      this.#name = String(row["run_name"]);
    }
    this.#print = this.#printOf(database, column);
    if (database.tables().has("configs")) {
      const [config] = database.all(`SELECT config FROM configs WHERE ${column} = ?`, this.#id);
      const json = config?.["config"];
      this.#settings = settingsIn(typeof json === "string" ? json : "{}");
    }
  }

  run(): DatabaseRun {
    return { builder: this.#builder, settings: this.#settings, name: this.#name };
  }

  /** What tells the rows that were taken from those of another database, or from what they are now. */
  #printOf(database: Questions, column: "run_id" | "run_name"): string {
    const mine = [this.#id, this.#lastRow] as const;
    const sums =
      "COUNT(*), TOTAL(step), TOTAL(LENGTH(metrics)), MIN(metrics), MAX(metrics), MIN(timestamp), MAX(timestamp)";
    return JSON.stringify(database.all(`SELECT ${sums} FROM metrics WHERE ${column} = ? AND id <= ?`, ...mine));
  }

  #add(json: string, step: number, timestamp: string): void {
    const builder = this.#builder;
    builder.begin();
    builder.number(builder.slot("step"), step);
    const seconds = Date.parse(timestamp) / 1000;
    if (!Number.isNaN(seconds)) {
      builder.number(builder.slot("timestamp"), seconds);
    }
    const members = membersOf(json);
    if (members !== null) {
      addMembers(builder, numbersIn(members), "");
    }
  }
}

/** The values of a row, numbers that are written as texts among them. */
function numbersIn(members: ReadonlyMap<string, JsonMember>): ReadonlyMap<string, JsonMember> {
  return new Map(
    [...members].map(([key, { value, literal }]) => {
      const isNumber = value.kind === "string" && notFinite.has(value.text);
      return [key, { literal, value: isNumber ? { kind: "nonFinite", text: value.text } : value }];
    }),
  );
}

/** The settings of a run; those that begin with `_` are Trackio's own. */
function settingsIn(json: string): Map<string, Setting> {
  const settings = new Map<string, Setting>();
  for (const [key, { value }] of membersOf(json) ?? []) {
    if (!key.startsWith("_") && value.kind !== "object") {
      const { kind } = value;
      settings.set(
        key,
        kind === "empty" ? null : kind === "number" || kind === "nonFinite" ? Number(value.text) : value.text,
      );
    }
  }
  return settings;
}
