// Databases of runs, with the columns, the keys and the indexes that the tools' own have.
import { DatabaseSync, type StatementSync } from "node:sqlite";

/** A run in a store of MLflow. */
export interface MlflowRun {
  readonly id: string;
  readonly name: string;
}

interface StoreOptions {
  /** How the file is written: SQLite's pragmas, each with its semicolon. */
  readonly pragmas?: string;
}

/** A database that is written row by row. */
class Store {
  readonly database: DatabaseSync;

  constructor(path: string, schema: string) {
    this.database = new DatabaseSync(path);
    this.database.exec(schema);
  }

  /** Writes in one transaction what `write` adds: many rows at a time are a hundred times quicker so. */
  atOnce(write: () => void): void {
    this.database.exec("BEGIN");
    write();
    this.database.exec("COMMIT");
  }

  close(): void {
    this.database.close();
  }
}

const mlflowTables = `
  CREATE TABLE IF NOT EXISTS runs (run_uuid VARCHAR(32) NOT NULL, name VARCHAR(250), status VARCHAR(9),
    start_time BIGINT, lifecycle_stage VARCHAR(20), PRIMARY KEY (run_uuid));
  CREATE TABLE IF NOT EXISTS metrics (key VARCHAR(250) NOT NULL, value FLOAT NOT NULL, timestamp BIGINT NOT NULL,
    run_uuid VARCHAR(32) NOT NULL, step BIGINT DEFAULT '0' NOT NULL, is_nan BOOLEAN DEFAULT '0' NOT NULL,
    PRIMARY KEY (key, timestamp, step, run_uuid, value, is_nan));
  CREATE INDEX IF NOT EXISTS index_metrics_run_uuid ON metrics (run_uuid);
  CREATE TABLE IF NOT EXISTS latest_metrics (key VARCHAR(250) NOT NULL, value FLOAT NOT NULL, timestamp BIGINT,
    step BIGINT NOT NULL, is_nan BOOLEAN NOT NULL, run_uuid VARCHAR(32) NOT NULL, PRIMARY KEY (key, run_uuid));`;

/** The run of a store that needs but one. */
export const onlyRun: MlflowRun = { id: "r1", name: "first" };

/** A tracking store of MLflow; one that is there already is written on. */
export class MlflowStore extends Store {
  readonly #insert: StatementSync;
  readonly #first: MlflowRun;

  constructor(path: string, { runs = [onlyRun], pragmas = "" }: StoreOptions & { runs?: readonly MlflowRun[] } = {}) {
    super(path, pragmas + mlflowTables);
    this.#first = runs[0] ?? onlyRun;
    const run = this.database.prepare("INSERT OR IGNORE INTO runs VALUES (?, ?, 'RUNNING', ?, 'active')");
    runs.forEach(({ id, name }, at) => run.run(id, name, at + 1));
    this.#insert = this.database.prepare("INSERT INTO metrics VALUES (?, ?, ?, ?, ?, 0)");
  }

  /** A value of a metric, of the first run unless another is named; `timestamp`: milliseconds since 1970. */
  add(key: string, value: number, at: { readonly step: number; readonly timestamp?: number; readonly run?: string }) {
    const { step, timestamp = 1000 + step, run = this.#first.id } = at;
    this.#insert.run(key, value, timestamp, run, step);
  }
}

const trackioTables = `
  CREATE TABLE IF NOT EXISTS metrics (id INTEGER PRIMARY KEY AUTOINCREMENT, timestamp TEXT NOT NULL,
    run_name TEXT NOT NULL, step INTEGER NOT NULL, metrics TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS configs (id INTEGER PRIMARY KEY AUTOINCREMENT, run_name TEXT NOT NULL,
    config TEXT NOT NULL, created_at TEXT NOT NULL, UNIQUE (run_name));`;

/** A project of Trackio with one run, `run-0`; one that is there already is written on. */
export class TrackioStore extends Store {
  readonly #insert: StatementSync;

  constructor(path: string, { pragmas = "" }: StoreOptions = {}) {
    super(path, pragmas + trackioTables);
    this.#insert = this.database.prepare(
      "INSERT INTO metrics (timestamp, run_name, step, metrics) VALUES (?, 'run-0', ?, ?)",
    );
  }

  /** What was logged at a step; `seconds`: since 1970. Trackio keeps NaN and infinities as texts. */
  add(step: number, metrics: Readonly<Record<string, number | string>>, seconds = 1.7e9 + step): void {
    this.#insert.run(new Date(1000 * seconds).toISOString(), step, JSON.stringify(metrics));
  }
}
