import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { MlflowStore } from "../reference/stores.ts";
import { eventFile } from "../reference/writers.ts";

/** Something that an input may have more and more of. */
export interface GrowthCase {
  readonly name: string;
  /** How many at x1. */
  readonly base: number;
  /** Writes an input with so many into an empty folder; gives the arguments of the command that reads it. */
  readonly make: (folder: string, count: number) => readonly string[];
}

type LogRecord = Readonly<Record<string, number | string>>;

function lines(count: number, lineOf: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => `${lineOf(index)}\n`).join("");
}

function writeLines(folder: string, count: number, lineOf: (index: number) => string): string {
  mkdirSync(folder, { recursive: true });
  const log = join(folder, "metrics.jsonl");
  writeFileSync(log, lines(count, lineOf));
  return log;
}

function writeLog(folder: string, count: number, recordOf: (index: number) => LogRecord): string {
  return writeLines(folder, count, (index) => JSON.stringify(recordOf(index)));
}

/** A record of a run of ten steps an epoch. */
function record(step: number): LogRecord {
  return { step, epoch: step / 10, loss: 0.5 + 3 / (1 + step / 50) + 0.01 * Math.sin(37 * step), lr: 0.001 };
}

function writeContract(folder: string, contract: object): void {
  writeFileSync(join(folder, "metrics.contract.json"), JSON.stringify(contract));
}

function runsTable(folder: string, count: number, learningRateOf: (row: number) => number): string {
  const header = "run,state,config.lr,config.seed,best_val,alpha_early,alpha_full,r2,knee";
  const row = (index: number): string => {
    const alpha = 0.3 + 0.01 * Math.sin(17 * index);
    return [`run_${index}`, "ended", learningRateOf(index), index % 2, 2 - alpha, alpha, 0.9 * alpha, 0.98, 4].join();
  };
  const path = join(folder, "runs.csv");
  writeFileSync(path, `${header}\n${lines(count, row)}`);
  return path;
}

/** One name in so many spellings: each of its letters as itself or as an escape. */
function spelling(index: number): string {
  return Array.from("training_loss_of_run", (letter, place) =>
    (index >> place) % 2 === 0 ? letter : `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`,
  ).join("");
}

/** All that the time and the memory must grow with no faster than linearly. */
export const growthCases: readonly GrowthCase[] = [
  {
    name: "records",
    base: 5000,
    make: (folder, count) => ["analyze", writeLog(folder, count, record)],
  },
  {
    name: "runs",
    base: 20,
    make: (folder, count) => {
      for (let run = 0; run < count; run += 1) {
        writeLog(join(folder, `run_${run}`), 100, record);
      }
      return ["validate", folder];
    },
  },
  {
    name: "columns",
    base: 100,
    make: (folder, count) => {
      const columns = Array.from({ length: count }, (_, column) => `metric_${column}`);
      return [
        "analyze",
        writeLog(folder, 50, (step) => ({
          ...record(step),
          ...Object.fromEntries(columns.map((name, column) => [name, step + column])),
        })),
      ];
    },
  },
  {
    name: "keys",
    base: 500,
    make: (folder, count) => ["analyze", writeLog(folder, count, (step) => ({ ...record(step), [`key_${step}`]: 1 }))],
  },
  {
    name: "key spellings",
    base: 1000,
    make: (folder, count) => [
      "validate",
      writeLines(folder, count, (step) => `{"step": ${step}, "${spelling(step)}": ${3 / (step + 1)}}`),
    ],
  },
  {
    name: "bad lines",
    base: 10_000,
    make: (folder, count) => {
      const lineOf = (line: number): string =>
        line % 2 === 0 ? JSON.stringify(record(line / 2)) : `{"step": ${line}, oops`;
      return ["validate", writeLines(folder, 2 * count, lineOf)];
    },
  },
  {
    name: "findings",
    base: 100,
    make: (folder, count) => {
      const metrics = Array.from({ length: count }, (_, metric) => [`never_${metric}`, { every: "batch" }] as const);
      const others = Object.fromEntries(metrics.map(([name], other) => [`other_${name}`, other]));
      const log = writeLog(folder, 20, (step) => ({ ...record(step), ...others }));
      writeContract(folder, { metrics: Object.fromEntries(metrics) });
      return ["validate", "--format", "sarif", log];
    },
  },
  {
    name: "contract fields",
    base: 100,
    make: (folder, count) => {
      const metrics = Array.from({ length: count }, (_, metric) => [`of_${metric}`, { every: "often" }] as const);
      const log = writeLog(folder, 50, record);
      writeContract(folder, { metrics: Object.fromEntries(metrics) });
      return ["validate", "--format", "json", log];
    },
  },
  {
    name: "NaN metrics",
    base: 50,
    make: (folder, count) => {
      const names = Array.from({ length: count }, (_, metric) => `metric_${metric}`);
      const metrics = names.map((name, metric) => {
        const source = metric % 2 === 0 ? {} : { derive: { from: `metric_${metric - 1}`, scale: 2 } };
        return [name, { every: "batch", ...source }] as const;
      });
      writeContract(folder, { metrics: Object.fromEntries(metrics) });
      const values = names.map((name) => `"${name}": NaN`).join(", ");
      const log = writeLines(folder, 20, (step) => `{"step": ${step}, ${values}}`);
      return ["validate", "--format", "sarif", log];
    },
  },
  {
    name: "epochs",
    base: 100,
    make: (folder, count) => ["analyze", writeLog(folder, 10 * count, record)],
  },
  {
    name: "resumed stretches",
    base: 50,
    make: (folder, count) => {
      const log = writeLog(folder, 20 * count, (row) => record(Math.floor(row / 20) * 10 + (row % 20)));
      return ["analyze", log];
    },
  },
  {
    name: "files of a run",
    base: 50,
    make: (folder, count) => {
      const metrics = join(folder, "dvclive", "plots", "metrics");
      mkdirSync(metrics, { recursive: true });
      writeFileSync(join(folder, "dvclive", "metrics.json"), "{}");
      for (let file = 0; file < count; file += 1) {
        const name = file === 0 ? "loss" : `metric_${file}`;
        writeFileSync(
          join(metrics, `${name}.tsv`),
          `step\t${name}\n${lines(50, (step) => `${step}\t${3 / (step + 1)}`)}`,
        );
      }
      return ["analyze", folder];
    },
  },
  {
    name: "restarts",
    base: 20,
    make: (folder, count) => {
      for (let file = 0; file < count; file += 1) {
        const scalars = Array.from({ length: 20 }, (_, at) => {
          const step = 20 * file + at;
          return { tag: "loss", value: 3 / (step + 1), step, wallTime: 1.7e9 + step };
        });
        const name = `events.out.tfevents.${1_700_000_000 + file}.host.1.0`;
        writeFileSync(join(folder, name), eventFile(1.7e9 + file, scalars));
      }
      return ["analyze", folder];
    },
  },
  {
    name: "headers",
    base: 50,
    make: (folder, count) => {
      const log = join(folder, "progress.csv");
      const part = (index: number): string =>
        `time/total_timesteps,train/loss,train/m${index}\n${lines(20, (row) => `${20 * index + row},${3 / (row + 1)},1`)}`;
      writeFileSync(log, lines(count, part).replaceAll("\n\n", "\n"));
      return ["validate", log];
    },
  },
  {
    name: "database rows",
    base: 2000,
    make: (folder, count) => {
      const path = join(folder, "mlflow.db");
      const store = new MlflowStore(path, { pragmas: "PRAGMA synchronous = OFF;" });
      store.atOnce(() => {
        for (let step = 0; step < count; step += 1) {
          store.add("loss", 3 / (step + 1), { step });
        }
      });
      store.close();
      return ["validate", path];
    },
  },
  {
    name: "settings",
    base: 200,
    make: (folder, count) => {
      const log = writeLog(folder, 50, record);
      const settings = Array.from({ length: count }, (_, setting) => [`setting_${setting}`, setting] as const);
      writeFileSync(join(folder, "config.json"), JSON.stringify(Object.fromEntries(settings)));
      return ["analyze", "--format", "json", log];
    },
  },
  {
    name: "own settings",
    base: 5,
    make: (folder, count) => {
      for (let run = 0; run < count; run += 1) {
        writeLog(join(folder, `run_${run}`), 50, record);
        const own = Array.from({ length: 50 }, (_, key) => [`own.${run}_${key}`, key] as const);
        writeFileSync(
          join(folder, `run_${run}`, "config.json"),
          JSON.stringify({ lr: run % 3, ...Object.fromEntries(own) }),
        );
      }
      return ["sweep", folder, "--out", join(folder, "out")];
    },
  },
  {
    name: "wide settings",
    base: 20,
    make: (folder, count) => {
      const names = Array.from({ length: count }, (_, key) => `config.wide_${key}`);
      const row = (run: number): string =>
        [`r${run}`, 1 + run / 60, ...names.map((_, key) => (run >> (key % 5)) % 2)].join();
      const path = join(folder, "runs.csv");
      writeFileSync(path, `${["run", "best_val", ...names].join()}\n${lines(60, row)}`);
      return ["sweep", path];
    },
  },
  {
    name: "groups",
    base: 50,
    make: (folder, count) => ["sweep", runsTable(folder, 2 * count, (row) => 0.001 * (1 + (row >> 1)))],
  },
  {
    name: "table rows",
    base: 300,
    make: (folder, count) => ["sweep", runsTable(folder, count, (row) => 0.001 * (1 + (row % 4)))],
  },
];
