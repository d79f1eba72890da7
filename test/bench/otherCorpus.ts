import { open } from "node:fs/promises";
import { dirname, join } from "node:path";
import { mkdirSync } from "node:fs";
import { MlflowStore } from "../reference/stores.ts";
import { historyRecord, runRecord, scalarEvent, versionEvent, wandbParts } from "../reference/writers.ts";

/** Writes a large log below a folder, of about so many bytes; returns its path. */
export type WriteLarge = (folder: string, bytes: number) => Promise<string>;

const metrics = Array.from({ length: 10 }, (_, index) => (index === 0 ? "train_loss" : `metric_${index}`));

/** A loss that falls as a power law, with noise that is the same each time. */
function loss(step: number, metric = 0): number {
  return 3 / (1 + step / 1000) ** 0.3 + Math.sin(step * 12.9898 + metric) / 50;
}

/** The values of ten metrics at a step. */
function valuesAt(step: number): readonly number[] {
  return metrics.map((_, metric) => loss(step, metric));
}

/** As many pieces, made by their number, as the bytes hold. */
function* pieces<T extends { readonly length: number }>(bytes: number, make: (index: number) => T): Generator<T> {
  for (let index = 0, length = 0; length < bytes; index += 1) {
    const piece = make(index);
    length += piece.length;
    yield piece;
  }
}

async function write(path: string, parts: Iterable<Uint8Array | string>): Promise<string> {
  mkdirSync(dirname(path), { recursive: true });
  const handle = await open(path, "w");
  try {
    let block: Buffer[] = [];
    let length = 0;
    for (const part of parts) {
      block.push(Buffer.from(part));
      length += part.length;
      if (length > 1 << 20) {
        await handle.write(Buffer.concat(block));
        [block, length] = [[], 0];
      }
    }
    await handle.write(Buffer.concat(block));
  } finally {
    await handle.close();
  }
  return path;
}

function* after<T>(first: T, others: Iterable<T>): Generator<T> {
  yield first;
  yield* others;
}

/** Of Lightning: an epoch, a step and ten metrics a row. */
export const writeCsv: WriteLarge = (folder, bytes) => {
  const rows = pieces(bytes, (step) => `${step >> 8},${step},${valuesAt(step).join(",")}\n`);
  return write(join(folder, "csv", "metrics.csv"), after(`epoch,step,${metrics.join(",")}\n`, rows));
};

/** One scalar an event, as torch writes them, in a folder of this name. */
function writeEvents(name: string): WriteLarge {
  return (folder, bytes) => {
    const events = pieces(bytes, (index) => {
      const step = Math.floor(index / metrics.length);
      const metric = index % metrics.length;
      return scalarEvent(metrics[metric] ?? "", loss(step, metric), { step, wallTime: 1.7e9 + step });
    });
    const path = join(folder, name, "events.out.tfevents.1700000000.host.1.0");
    return write(path, after(versionEvent(1.7e9), events));
  };
}

export const writeEventFile = writeEvents("events");

/** A folder for training and one for validation, each of half the bytes, whose events go side by side. */
export const writeTwoEventFiles: WriteLarge = async (folder, bytes) => {
  await writeEvents("both/validation")(folder, bytes / 2);
  return dirname(dirname(await writeEvents("both/train")(folder, bytes / 2)));
};

/** Ten metrics a row. */
export const writeWandb: WriteLarge = (folder, bytes) => {
  const rows = pieces(bytes, (step) =>
    historyRecord(step, {
      ...Object.fromEntries(metrics.map((key, metric) => [key, loss(step, metric)])),
      _timestamp: 1.7e9 + step,
    }),
  );
  return write(join(folder, "wandb", "run-large.wandb"), wandbParts(after(runRecord("large", "large"), rows)));
};

/** A store of one run: a row a value, with the indexes that MLflow makes. */
export const writeMlflow: WriteLarge = (folder, bytes) => {
  mkdirSync(join(folder, "mlflow"), { recursive: true });
  const path = join(folder, "mlflow", "mlflow.db");
  const pragmas = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;";
  const runs = [{ id: "0123456789abcdef0123456789abcdef", name: "large" }];
  const store = new MlflowStore(path, { runs, pragmas });
  // A row and its places in the two indexes take about so many bytes.
  const rows = Math.floor(bytes / 200);
  store.atOnce(() => {
    for (let index = 0; index < rows; index += 1) {
      const step = Math.floor(index / metrics.length);
      const metric = index % metrics.length;
      store.add(metrics[metric] ?? "", loss(step, metric), { step, timestamp: 1_700_000_000_000 + 1000 * step });
    }
  });
  store.close();
  return Promise.resolve(path);
};

/** An array of records, each with a step and ten metrics. */
export const writeDocument: WriteLarge = (folder, bytes) => {
  const records = pieces(bytes, (step) => {
    const cells = Object.fromEntries(metrics.map((key, metric) => [key, loss(step, metric)]));
    return `${step === 0 ? "[" : ",\n"}${JSON.stringify({ step, ...cells })}`;
  });
  return write(join(folder, "document", "history.json"), ended(records));
};

/** A list a metric, as Keras' histories are saved. */
export const writeLists: WriteLarge = (folder, bytes) => {
  const lists = metrics.map((key, metric) => {
    const values = pieces(bytes / metrics.length, (step) => `${step === 0 ? "" : ", "}${loss(step, metric)}`);
    return { key, values };
  });
  return write(join(folder, "lists", "history.json"), listed(lists));
};

function* listed(lists: readonly { readonly key: string; readonly values: Iterable<string> }[]): Generator<string> {
  for (const [index, { key, values }] of lists.entries()) {
    yield `${index === 0 ? "{" : ", "}"${key}": [`;
    yield* values;
    yield "]";
  }
  yield "}\n";
}

function* ended(parts: Iterable<string>): Generator<string> {
  yield* parts;
  yield "]\n";
}
