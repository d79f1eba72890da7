import { appendFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { it } from "vitest";
import { formatOf } from "../../src/formats/discovery/formats.ts";
import { findRuns } from "../../src/formats/discovery/findRuns.ts";
import type { RunLook, RunReader, RunSource } from "../../src/formats/model/format.ts";
import { MlflowStore, TrackioStore } from "../reference/stores.ts";
import { trainerState } from "../reference/trainerState.ts";
import { eventFile, historyRecord, runRecord, scalarEvent, wandbFile, type Scalar } from "../reference/writers.ts";

/** How a log grows: at its end, as text or as records of bytes; rewritten each time; or by a database. */
export type Growth = "text" | "binary" | "document" | "database";

/** A log of another format than JSON Lines, whose records are numbered: that of step n has the loss `lossOf(n)`. */
export interface FormatCase {
  readonly name: string;
  readonly growth: Growth;
  /** Its file below the run's folder. */
  readonly file: string;
  /** Files next to it by which it is known. */
  readonly others?: Readonly<Record<string, string>>;
  /** The file by which it is found, where that is another one. */
  readonly found?: string;
  readonly loss: string;
  /** The bytes of a log of the records of these steps. */
  readonly log: (steps: readonly number[], key?: string) => Buffer;
  /** What its writer adds for these steps; absent where it rewrites the whole log. */
  readonly more?: (steps: readonly number[]) => Buffer;
}

/** Exact in single precision, so that every format keeps it as it is. */
export function lossOf(step: number): number {
  return 4096 - step / 8;
}

/** The whole numbers from `from` on, so many. */
export function steps(from: number, count: number): readonly number[] {
  return Array.from({ length: count }, (_, at) => from + at);
}

function rows(text: (step: number) => string): (steps: readonly number[]) => Buffer {
  return (list) => Buffer.from(list.map((step) => `${text(step)}\n`).join(""));
}

interface CsvCase {
  readonly name: string;
  readonly file: string;
  readonly header: string;
  readonly row: (step: number) => string;
  readonly loss: string;
}

function csv({ name, file, header, row, loss }: CsvCase): FormatCase {
  const more = rows(row);
  const log = (list: readonly number[], key = loss): Buffer =>
    Buffer.concat([Buffer.from(`${header.replace(loss, key)}\n`), more(list)]);
  return { name, growth: "text", file, loss, log, more };
}

function eventAt(step: number, tag = "loss"): Scalar {
  return { tag, value: lossOf(step), step, wallTime: 1.7e9 + step };
}

/** The records of a document: what else is in each, its step, and its loss under a key. */
function recordsOf(list: readonly number[], { key, ...others }: { key: string; epoch?: number }): readonly object[] {
  return list.map((step) => ({ ...others, step, [key]: lossOf(step) }));
}

/** The bytes of the database that `write` makes. */
function database(write: (path: string) => void): Buffer {
  const folder = mkdtempSync(join(tmpdir(), "slopewise-made-"));
  const path = join(folder, "made.db");
  write(path);
  const bytes = readFileSync(path);
  rmSync(folder, { recursive: true });
  return bytes;
}

/** No other program reads these databases while they are written, and no power fails. */
const pragmas = "PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY;";

const mlflowRun = "mlruns/1/0123456789abcdef0123456789abcdef";

/** One log of each way in which a format grows. */
export const formatCases: readonly FormatCase[] = [
  {
    name: "event files",
    growth: "binary",
    file: "events.out.tfevents.1700000000.host.1.0",
    loss: "loss",
    log: (list, tag) =>
      eventFile(
        1.7e9,
        list.map((step) => eventAt(step, tag)),
      ),
    more: (list) => Buffer.concat(list.map((step) => scalarEvent("loss", lossOf(step), eventAt(step)))),
  },
  {
    name: ".wandb",
    growth: "binary",
    file: "wandb/offline-run-20260101_000000-abc12345/run-abc12345.wandb",
    loss: "loss",
    log: (list, key = "loss") =>
      wandbFile([runRecord("abc12345", "first"), ...list.map((step) => historyRecord(step, { [key]: lossOf(step) }))]),
  },
  csv({
    name: "Lightning's CSV",
    file: "metrics.csv",
    header: "epoch,step,loss",
    row: (step) => `0,${step},${lossOf(step)}`,
    loss: "loss",
  }),
  csv({
    name: "Ultralytics' CSV",
    file: "results.csv",
    header: "epoch,time,train/box_loss,lr/pg0",
    row: (step) => `${step},${step * 2},${lossOf(step)},0.01`,
    loss: "train/box_loss",
  }),
  csv({
    name: "Keras' CSV",
    file: "training.log",
    header: "epoch,accuracy,loss",
    row: (step) => `${step},0.5,${lossOf(step)}`,
    loss: "loss",
  }),
  csv({
    name: "Stable-Baselines3's CSV",
    file: "progress.csv",
    header: "time/total_timesteps,train/loss",
    row: (step) => `${step},${lossOf(step)}`,
    loss: "train/loss",
  }),
  csv({
    name: "DVCLive's TSV",
    file: "dvclive/plots/metrics/train/loss.tsv",
    header: "step\tloss",
    row: (step) => `${step}\t${lossOf(step)}`,
    loss: "loss",
  }),
  {
    name: "MLflow's files",
    growth: "text",
    file: `${mlflowRun}/metrics/loss`,
    others: { [`${mlflowRun}/meta.yaml`]: "run_id: 0123456789abcdef0123456789abcdef\nrun_name: first\n" },
    found: `${mlflowRun}/meta.yaml`,
    loss: "loss",
    log: rows((step) => `${1700000000000 + step} ${lossOf(step)} ${step}`),
    more: rows((step) => `${1700000000000 + step} ${lossOf(step)} ${step}`),
  },
  {
    name: "trainer_state.json",
    growth: "document",
    file: "out/checkpoint-500/trainer_state.json",
    loss: "loss",
    log: (list, key = "loss") => Buffer.from(trainerState(recordsOf(list, { key, epoch: 1 }), list.at(-1) ?? 0)),
  },
  {
    name: "a history in JSON",
    growth: "document",
    file: "history.json",
    loss: "loss",
    log: (list, key = "loss") => Buffer.from(JSON.stringify(recordsOf(list, { key }))),
  },
  {
    name: "mlflow.db",
    growth: "database",
    file: "mlflow.db",
    loss: "loss",
    log: (list, key = "loss") =>
      database((path) => {
        const store = new MlflowStore(path, { pragmas });
        // A store takes no row twice: what is logged again is so at another time.
        store.atOnce(() => list.forEach((step, at) => store.add(key, lossOf(step), { step, timestamp: 1000 + at })));
        store.close();
      }),
  },
  {
    name: "trackio.db",
    growth: "database",
    file: "trackio.db",
    loss: "loss",
    log: (list, key = "loss") =>
      database((path) => {
        const store = new TrackioStore(path, { pragmas });
        store.atOnce(() => list.forEach((step) => store.add(step, { [key]: lossOf(step) })));
        store.close();
      }),
  },
];

/** A run of another format in a folder of its own, and a reader of it. */
export class FormatScene {
  readonly folder = mkdtempSync(join(tmpdir(), "slopewise-format-"));
  readonly path: string;
  readonly #case: FormatCase;
  #source: RunSource | null = null;
  #reader: RunReader | null = null;
  #written: readonly number[] = [];

  constructor(given: FormatCase) {
    this.#case = given;
    this.path = join(this.folder, given.file);
    mkdirSync(dirname(this.path), { recursive: true });
    for (const [file, text] of Object.entries(given.others ?? {})) {
      writeFileSync(join(this.folder, file), text);
    }
  }

  /** The log as a person or a tool rewrites it, under the same inode where it is there. */
  write(list: readonly number[], key?: string): void {
    writeFileSync(this.path, this.#case.log(list, key));
    this.#written = list;
  }

  /** The log as its writer goes on with it. */
  append(list: readonly number[]): void {
    if (this.#case.more !== undefined) {
      appendFileSync(this.path, this.#case.more(list));
      this.#written = [...this.#written, ...list];
    } else {
      this.write([...this.#written, ...list]);
    }
  }

  bytes(bytes: Uint8Array): void {
    writeFileSync(this.path, bytes);
  }

  /** The run, as it is found by its file. */
  async source(): Promise<RunSource> {
    if (this.#source !== null) {
      return this.#source;
    }
    const { runs } = await findRuns(this.folder, [this.#case.found ?? this.#case.file], []);
    const [source] = runs;
    if (source === undefined) {
      throw new Error(`${this.#case.name}: there is no run`);
    }
    this.#source = source;
    return source;
  }

  /** A reader that knows nothing yet. */
  async restart(ended = false): Promise<void> {
    const source = await this.source();
    this.#reader = formatOf(source.format).open(source, { texts: false, ended });
  }

  async look(): Promise<RunLook> {
    if (this.#reader === null) {
      await this.restart();
    }
    return (await this.#reader?.poll()) ?? Promise.reject(new Error("there is no reader"));
  }

  /** Looks until what stands there is believed: a file that was rewritten has to stand still first. */
  async settled(): Promise<RunLook> {
    let look = await this.look();
    for (let more = 0; more < 3; more += 1) {
      look = await this.look();
    }
    return look;
  }

  /** What a reader that knows nothing makes of the log. */
  async atOnce(): Promise<RunLook> {
    const source = await this.source();
    const reader = formatOf(source.format).open(source, { texts: false, ended: false });
    await reader.poll();
    return reader.poll();
  }

  /** The names of all that stands in the folder. */
  names(): readonly string[] {
    return readdirSync(this.folder, { recursive: true }).map(String).sort();
  }

  end(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** The steps of the records that a look holds, by their losses. */
export function stepsIn({ table }: Pick<RunLook, "table">, given: FormatCase): readonly number[] {
  return [...(table.column(given.loss)?.values ?? [])].map((loss) => (4096 - loss) * 8);
}

type SceneTest = (scene: FormatScene, given: FormatCase) => Promise<void>;

export const allGrowths = ["text", "binary", "document", "database"] as const;

/** Runs one fault over the formats that grow in some ways. */
export function overFormats(growths: readonly Growth[], fault: string, test: SceneTest): void {
  const cases = formatCases.filter(({ growth }) => growths.includes(growth));
  it.each(cases)(`${fault}: $name`, async (given) => {
    const scene = new FormatScene(given);
    try {
      await test(scene, given);
    } finally {
      scene.end();
    }
  });
}
