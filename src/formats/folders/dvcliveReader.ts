import { greatest } from "../../extremes.ts";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { csvGrowth } from "../csv/csvGrowth.ts";
import { CsvRows } from "../csv/csvRows.ts";
import { AppendedFile } from "../growth/appendedFile.ts";
import type { FileLook } from "../growth/fileLook.ts";
import type { LogTable } from "../../log/columns/columns.ts";
import { emptyLook } from "../model/emptyLook.ts";
import type { ReaderOptions, RunLook, RunReader, RunSource } from "../model/format.ts";
import { allProblems } from "../model/problems.ts";
import { continues } from "../table/continues.ts";
import { PointRecords, type Point } from "../table/points.ts";
import { TableBuilder } from "../table/tableBuilder.ts";

const step = "step";

interface FollowedMetric {
  readonly file: AppendedFile;
  readonly rows: CsvRows;
  look: FileLook;
  /** As it was believed last: while the file is being rewritten, `rows` may hold half of it. */
  table: LogTable;
}

/** Reads a run of DVCLive: the tables of its metrics side by side, a record a step. */
export class DvcliveReader implements RunReader {
  readonly #folder: string;
  readonly #options: ReaderOptions;
  readonly #metrics = new Map<string, FollowedMetric>();
  #last: RunLook = emptyLook();

  constructor({ path }: RunSource, options: ReaderOptions) {
    this.#folder = join(path, "plots", "metrics");
    this.#options = options;
  }

  async poll(): Promise<RunLook> {
    const there = await readdir(this.#folder, { recursive: true }).catch(() => []);
    // Those that were there and are not any more are looked at too, which says so.
    const names = new Set([...this.#metrics.keys(), ...there.filter((path) => path.endsWith(".tsv"))]);
    let changed = false;
    for (const name of [...names].sort()) {
      changed = (await this.#lookAt(name)) || changed;
    }
    const gone = [...this.#metrics.values()].every(({ look }) => look.state === "gone");
    this.#last = changed ? this.#look() : { ...this.#last, changed: gone !== this.#last.gone, rebuilt: false, gone };
    return this.#last;
  }

  async #lookAt(name: string): Promise<boolean> {
    const metric = this.#metrics.get(name) ?? this.#follow(name);
    this.#metrics.set(name, metric);
    metric.look = await metric.file.look(metric.rows);
    if (this.#options.ended) {
      metric.rows.end();
    }
    const isNew = metric.look.state === "grew" || metric.look.state === "rebuilt";
    metric.table = isNew ? metric.rows.builder.table() : metric.table;
    return isNew;
  }

  #follow(name: string): FollowedMetric {
    const rows = new CsvRows(this.#options);
    const file = new AppendedFile(join(this.#folder, name), csvGrowth(this.#options));
    return { file, rows, look: { state: "gone", size: 0, modified: 0 }, table: rows.builder.table() };
  }

  #look(): RunLook {
    const metrics = [...this.#metrics.values()];
    const builder = new TableBuilder({ texts: false, inRecords: true });
    const records = new PointRecords(builder);
    const points = metrics.flatMap(({ table }) => pointsOf(table));
    points.sort((one, other) => one.step - other.step).forEach((point) => records.add(point));
    const table = builder.table();
    return {
      ...this.#last,
      changed: true,
      rebuilt: !continues(this.#last.table, table),
      gone: false,
      size: metrics.reduce((sum, { look }) => sum + look.size, 0),
      modified: greatest(metrics.map(({ look }) => look.modified)),
      table,
      problems: allProblems(metrics.map(({ rows }) => rows.problems())),
    };
  }
}

/** The values of a metric's table by their steps. */
function pointsOf(table: LogTable): Point[] {
  const steps = new Float64Array(table.records).fill(NaN);
  const column = table.column(step);
  column?.rows.forEach((row, index) => (steps[row] = column.values[index] ?? NaN));
  return table.keys
    .filter((key) => key !== step)
    .flatMap((key) => {
      const { rows, values } = table.column(key) ?? { rows: new Uint32Array(), values: new Float64Array() };
      return [...values].map((value, index) => ({ key, value, step: steps[rows[index] ?? 0] ?? NaN, time: NaN }));
    });
}
