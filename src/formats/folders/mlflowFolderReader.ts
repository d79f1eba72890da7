import { greatest } from "../../extremes.ts";
import { readdir } from "node:fs/promises";
import { dirname, join, sep } from "node:path";
import { readSmallFile } from "../../log/files/nearestFile.ts";
import { AppendedFile } from "../growth/appendedFile.ts";
import type { ByteTaker } from "../growth/fileLook.ts";
import { emptyLook } from "../model/emptyLook.ts";
import type { ReaderOptions, RunLook, RunReader, RunSource, Setting } from "../model/format.ts";
import { allProblems } from "../model/problems.ts";
import { continues } from "../table/continues.ts";
import { PointRecords, type Point } from "../table/points.ts";
import { TableBuilder } from "../table/tableBuilder.ts";
import { MetricLines } from "./metricLines.ts";

/** A parameter's file holds one value; more of it is not shown anyway. */
const longestParam = 8 * 1024;

interface FollowedMetric {
  readonly file: AppendedFile;
  readonly lines: MetricLines & ByteTaker;
  size: number;
  modified: number;
}

/** Reads a run whose metrics have a file each, with a folder of parameters next to them. */
export class MlflowFolderReader implements RunReader {
  readonly #folder: string;
  readonly #options: ReaderOptions;
  readonly #metrics = new Map<string, FollowedMetric>();
  #last: RunLook = emptyLook();

  constructor({ files, name }: RunSource, options: ReaderOptions) {
    this.#folder = dirname(files[0] ?? "");
    this.#options = options;
    this.#last = { ...this.#last, name };
  }

  async poll(): Promise<RunLook> {
    const names = await filesBelow(join(this.#folder, "metrics"));
    let changed = false;
    for (const name of names) {
      changed = (await this.#lookAt(name)) || changed;
    }
    const gone = names.length === 0;
    this.#last = changed
      ? await this.#look()
      : { ...this.#last, changed: gone !== this.#last.gone, rebuilt: false, gone };
    return this.#last;
  }

  /** Looks at one metric; whether it has new values. */
  async #lookAt(name: string): Promise<boolean> {
    const metric = this.#metrics.get(name) ?? {
      file: new AppendedFile(join(this.#folder, "metrics", name), {
        writer: "appends",
        bytes: "text",
        ended: this.#options.ended,
      }),
      lines: new MetricLines(name.split(sep).join("/").trim()),
      size: 0,
      modified: 0,
    };
    this.#metrics.set(name, metric);
    const { state, size, modified } = await metric.file.look(metric.lines);
    if (this.#options.ended) {
      metric.lines.end();
    }
    if (state !== "gone") {
      Object.assign(metric, { size, modified });
    }
    return state === "grew" || state === "rebuilt";
  }

  async #look(): Promise<RunLook> {
    const builder = new TableBuilder({ texts: false, inRecords: true });
    const records = new PointRecords(builder);
    this.#points().forEach((point) => records.add(point));
    const table = builder.table();
    const metrics = [...this.#metrics.values()];
    return {
      ...this.#last,
      changed: true,
      rebuilt: !continues(this.#last.table, table),
      gone: false,
      size: metrics.reduce((sum, { size }) => sum + size, 0),
      modified: greatest(metrics.map(({ modified }) => modified)),
      table,
      problems: allProblems(metrics.map(({ lines }) => lines.problems())),
      settings: await this.#params(),
    };
  }

  /** The points of all metrics in the order in which they were logged, as far as their times tell. */
  #points(): readonly Point[] {
    const points = [...this.#metrics]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .flatMap(([, { lines }]) => lines.points.map((point) => ({ key: lines.metric, ...point })));
    return points.sort((one, other) => one.time - other.time || one.step - other.step);
  }

  async #params(): Promise<ReadonlyMap<string, Setting>> {
    const folder = join(this.#folder, "params");
    const settings = new Map<string, Setting>();
    for (const name of (await filesBelow(folder)).toSorted()) {
      const path = join(folder, name);
      const text = await readSmallFile(path, longestParam).catch(() => null);
      if (text !== null) {
        settings.set(name.split(sep).join("/"), text.trim());
      }
    }
    return settings;
  }
}

/** Paths of the files below a folder; none where there is no such folder. */
async function filesBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1));
}
