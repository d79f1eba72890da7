import { execFileSync } from "node:child_process";
import {
  appendFileSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  closeSync,
  symlinkSync,
  writeFileSync,
  rmSync,
} from "node:fs";
import { join } from "node:path";
import type { FormatName } from "../../src/formats/model/format.ts";
import type { RunName } from "../../src/protocol/worker.ts";
import { MlflowStore } from "../reference/stores.ts";
import { trainerState } from "../reference/trainerState.ts";
import { eventFile } from "../reference/writers.ts";

type Stir = (folder: string, size: number) => void;

/** What stands in a run's folder so that its reader suffers, and what goes on happening there. */
export interface HostileCase {
  readonly name: string;
  /** Makes the runs in an empty folder. `size`: 1 is what a test makes; a soak makes more of it. */
  readonly make: (folder: string, size: number) => readonly RunName[];
  /** Happens again and again, every 50 milliseconds, to the runs that `make` made. */
  readonly stir?: Stir | undefined;
}

const logIn = (folder: string): string => join(folder, "metrics.jsonl");

function linesRun(folder: string, text: string | Uint8Array = '{"step": 1, "loss": 2}\n'): RunName {
  mkdirSync(folder, { recursive: true });
  writeFileSync(logIn(folder), text);
  return named(folder);
}

function named(folder: string): RunName {
  return { log: logIn(folder), run: folder, label: logIn(folder), csv: null };
}

function foreign(format: FormatName, folder: string, file: string): RunName {
  const path = join(folder, file);
  const source = { format, path, files: [path], part: format === "mlflow-db" ? "r" : null, name: null };
  return { log: path, run: folder, label: path, csv: null, source };
}

function fifo(path: string): void {
  execFileSync("mkfifo", [path]);
}

function fifosNamed(...names: readonly string[]): HostileCase["make"] {
  return (folder) => {
    const run = linesRun(folder);
    for (const name of names) {
      rmSync(join(folder, name), { force: true });
      mkdirSync(join(folder, name, ".."), { recursive: true });
      fifo(join(folder, name));
    }
    return [run];
  };
}

/** Appends to a log, in pieces that are there already when the time comes. */
function appended(piece: (size: number) => string): Stir {
  const made = new Map<number, Buffer>();
  return (folder, size) => {
    const bytes = made.get(size) ?? Buffer.from(piece(size));
    made.set(size, bytes);
    appendFileSync(logIn(folder), bytes);
  };
}

const record = '{"step": 1, "loss_train_nats": 2.5, "lr": 0.001, "time": 1700000000}\n';

/** A sparse file of many bytes, all NUL. */
function sparse(path: string, bytes: number): void {
  const file = openSync(path, "w");
  ftruncateSync(file, bytes);
  closeSync(file);
}

const mib = 1024 * 1024;

function wideRecord(columns: number, prefix = "m"): string {
  return `${JSON.stringify(Object.fromEntries(Array.from({ length: columns }, (_, at) => [`${prefix}${at}`, at])))}\n`;
}

function history(records: number): string {
  const rows = Array.from({ length: records }, (_, step) => ({ epoch: 1, loss: 2.5, step: step + 1 }));
  return trainerState(rows, records);
}

/** Every way that is known to make one run's reader slow, or wait for ever. */
export const hostileCases: readonly HostileCase[] = [
  { name: "a FIFO as the log", make: fifosNamed("metrics.jsonl") },
  { name: "FIFOs where the CSV and its lock go", make: fifosNamed("metrics.csv", ".metrics.csv.slopewise-lock") },
  {
    name: "FIFOs as contract and settings",
    make: fifosNamed("metrics.contract.json", "config.json", "config.yaml", "hparams.yaml"),
  },
  { name: "FIFOs as other logs of the folder", make: fifosNamed("other.jsonl", "trainer_state.json") },
  {
    name: "FIFOs next to a database",
    make: (folder) => {
      mkdirSync(folder, { recursive: true });
      const store = new MlflowStore(join(folder, "mlruns.db"), { runs: [{ id: "r", name: "r" }] });
      store.add("loss", 1, { step: 1 });
      store.close();
      fifo(join(folder, "mlruns.db-wal"));
      fifo(join(folder, "mlruns.db-journal"));
      return [foreign("mlflow-db", folder, "mlruns.db")];
    },
  },
  {
    name: "FIFOs in a folder of MLflow",
    make: (folder) => {
      const run = join(folder, "mlruns", "1", "run");
      for (const place of ["metrics", "params", "tags"]) {
        mkdirSync(join(run, place), { recursive: true });
        fifo(join(run, place, place === "tags" ? "mlflow.runName" : "loss"));
      }
      writeFileSync(join(run, "meta.yaml"), "run_id: run\n");
      const source = {
        format: "mlflow",
        path: join(run, "meta.yaml"),
        files: [join(run, "meta.yaml")],
        part: null,
        name: null,
      } as const;
      return [{ log: source.path, run: folder, label: source.path, csv: null, source }];
    },
  },
  {
    name: "a device as the log",
    make: (folder) => {
      mkdirSync(folder, { recursive: true });
      symlinkSync("/dev/zero", logIn(folder));
      return [named(folder)];
    },
  },
  {
    name: "one line without an end",
    make: (folder) => [linesRun(folder, '{"a": "')],
    stir: appended((size) => "x".repeat(size * mib)),
  },
  {
    name: "a log that grows without end",
    make: (folder) => [linesRun(folder)],
    stir: appended((size) => record.repeat((size * mib) / record.length)),
  },
  {
    name: "logs that grow without end, more than are read at a time",
    make: (folder) => Array.from({ length: 8 }, (_, at) => linesRun(join(folder, String(at)), record.repeat(10_000))),
    stir: (folder, size) => {
      for (let at = 0; at < 8; at++) {
        appendFileSync(logIn(join(folder, String(at))), record.repeat((size * mib) / 8 / record.length));
      }
    },
  },
  {
    name: "a new key in every record",
    make: (folder, size) => [
      linesRun(folder, Array.from({ length: size * 20_000 }, (_, at) => `{"k${at}": 1}\n`).join("")),
    ],
    stir: (folder) => appendFileSync(logIn(folder), `{"new${performance.now()}": 1}\n`),
  },
  {
    name: "bad lines",
    make: (folder, size) => [linesRun(folder, "{oops\n".repeat(size * 100_000))],
    stir: appended((size) => "{oops\n".repeat(size * 1_000)),
  },
  {
    name: "deep JSON",
    make: (folder, size) => [
      linesRun(
        folder,
        `${"[".repeat(size * mib)}\n${'{"a":'.repeat(size * 200_000)}\n${'{"a":'.repeat(1_000)}1${"}".repeat(1_000)}\n`,
      ),
    ],
    stir: appended((size) => `${'{"a":'.repeat(size * 10_000)}\n`),
  },
  {
    name: "wide records",
    make: (folder, size) => [linesRun(folder, wideRecord(20_000).repeat(size * 20))],
    stir: (folder) => appendFileSync(logIn(folder), wideRecord(20_000)),
  },
  {
    name: "long names",
    make: (folder, size) => [
      linesRun(
        folder,
        `${JSON.stringify({ ["k".repeat(17_000)]: Object.fromEntries(Array.from({ length: size * 2_000 }, (_, at) => [`m${at}`, 1])) })}\n`,
      ),
    ],
    stir: (folder) => appendFileSync(logIn(folder), `${JSON.stringify({ ["k".repeat(17_000)]: { a: 1 } })}\n`),
  },
  {
    name: "a log that is rewritten all the time",
    make: (folder, size) => [linesRun(folder, record.repeat(size * 20_000))],
    stir: (folder, size) => writeFileSync(logIn(folder), record.repeat(size * 20_000)),
  },
  {
    name: "a sparse log",
    make: (folder, size) => {
      mkdirSync(folder, { recursive: true });
      sparse(logIn(folder), Math.floor(size * 512 * mib));
      return [named(folder)];
    },
  },
  {
    name: "a giant contract",
    make: (folder) => {
      const run = linesRun(folder, wideRecord(2_000).repeat(50));
      const names = Array.from({ length: 9_000 }, (_, at) => [
        `m${at}`,
        { every: 1, unit: "step", min: 0, aliases: [`b${at}`] },
      ]);
      const text = JSON.stringify({ metrics: Object.fromEntries(names) as unknown });
      writeFileSync(join(folder, "metrics.contract.json"), text.slice(0, mib));
      return [run];
    },
    stir: (folder) => appendFileSync(logIn(folder), wideRecord(2_000)),
  },
  {
    name: "a contract of many stars",
    make: (folder) => {
      const run = linesRun(join(folder, "a".repeat(200)));
      writeFileSync(
        join(folder, "metrics.contract.json"),
        JSON.stringify({ logs: Array.from({ length: 200 }, () => `${"*a".repeat(100)}b`) }),
      );
      return [run];
    },
    stir: (folder) => appendFileSync(logIn(join(folder, "a".repeat(200))), record),
  },
  {
    name: "settings that unfold without end",
    make: (folder) => {
      const run = linesRun(folder, record.repeat(300));
      const levels = Array.from(
        { length: 30 },
        (_, at) => `a${at + 1}: &a${at + 1} [${Array.from({ length: 9 }, () => `*a${at}`).join(", ")}]`,
      );
      writeFileSync(join(folder, "config.yaml"), `a0: &a0 [1, 2]\n${levels.join("\n")}\n`);
      writeFileSync(join(folder, "hparams.yaml"), `${"- ".repeat(100_000)}1\n`);
      writeFileSync(join(folder, "config.json"), `${'{"a":'.repeat(150_000)}1${"}".repeat(150_000)}`);
      return [run];
    },
    stir: (folder) => appendFileSync(logIn(folder), record),
  },
  {
    name: "a folder of very many files",
    make: (folder, size) => {
      const run = linesRun(folder, '{"epoch": 1, "step": 1}\n');
      for (let at = 0; at < size * 5_000; at++) {
        writeFileSync(join(folder, `other${at}.jsonl`), "");
        writeFileSync(join(folder, `config${at}.yaml`), "a: 1\n");
      }
      return [run];
    },
    stir: (folder) => appendFileSync(logIn(folder), '{"epoch": 1, "step": 1}\n'),
  },
  {
    name: "a large document that is rewritten all the time",
    make: (folder, size) => {
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, "trainer_state.json"), history(size * 200_000));
      return [foreign("hugging-face", folder, "trainer_state.json")];
    },
    stir: (folder, size) => {
      if (Math.random() < 0.05) {
        writeFileSync(join(folder, "trainer_state.json"), history(size * 200_000 + Math.floor(Math.random() * 100)));
      }
    },
  },
  {
    name: "a wide table",
    make: (folder, size) => {
      mkdirSync(folder, { recursive: true });
      const columns = Array.from({ length: 20_000 }, (_, at) => `m${at}`).join(",");
      const row = `${Array.from({ length: 20_000 }, (_, at) => at).join(",")}\n`;
      writeFileSync(join(folder, "progress.csv"), `${columns}\n${row.repeat(size * 20)}`);
      return [foreign("stable-baselines3", folder, "progress.csv")];
    },
    stir: (folder) => appendFileSync(join(folder, "progress.csv"), `${"1,".repeat(19_999)}1\n`),
  },
  {
    name: "event files whose lengths lie",
    make: (folder, size) => {
      mkdirSync(folder, { recursive: true });
      const lying = Buffer.alloc(12);
      lying.writeBigUInt64LE(2n ** 60n);
      const scalars = Array.from({ length: size * 20_000 }, (_, step) => {
        return { tag: `m${step % 50}`, value: 1, step, wallTime: step };
      });
      writeFileSync(join(folder, "events.out.tfevents.1.host"), Buffer.concat([eventFile(1, scalars), lying]));
      return [foreign("tensorboard", folder, "events.out.tfevents.1.host")];
    },
    stir: (folder) => appendFileSync(join(folder, "events.out.tfevents.1.host"), Buffer.alloc(100_000, 1)),
  },
];
