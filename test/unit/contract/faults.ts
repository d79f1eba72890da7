import fc from "fast-check";
import { emptyFolder, type FolderFacts } from "../../../src/contract/measure/folderFacts.ts";
import type { LogRecord } from "./logTables.ts";
import { recordsOf, type SoundRun } from "./soundLogs.ts";

/** A log with one fault, and what must be found in it: code, metric and line, as `placesOf` writes them. */
interface FaultyLog {
  readonly records: readonly LogRecord[];
  readonly expected: string;
  /** What is known of the run besides its log; nothing where absent. */
  readonly folder?: FolderFacts;
  /** What is found besides, where the fault needs it: a resume. */
  readonly also?: string;
}

export type Fault = (run: SoundRun, random: number) => FaultyLog;

/** Runs that are old enough for every metric's first interval, with epochs that have quarters. */
export const oldRuns: fc.Arbitrary<SoundRun> = fc
  .record({
    firstStep: fc.oneof(fc.constantFrom(0, 1), fc.integer({ min: 0, max: 100_000 })),
    stepsPerEpoch: fc.integer({ min: 40, max: 300 }),
    epochs: fc.double({ min: 5, max: 8, noNaN: true }),
    epoch: fc.constantFrom("fraction" as const, "rounded" as const, "index" as const),
    rare: fc.constantFrom("same" as const, "before" as const, "after" as const),
    rareEpoch: fc.boolean(),
    offset: fc.double({ min: 0, max: 0.999, noNaN: true }),
    noise: fc.double({ min: 0, max: 0.2, noNaN: true }),
  })
  // Long enough for the curvature's 500 steps as well.
  .map(({ epochs, ...run }) => ({ ...run, steps: Math.max(1600, Math.ceil(epochs * run.stepsPerEpoch)) }));

/** Metrics of every batch whose absence has no other consequence. */
const plainBatch = ["time", "lr", "wd", "acc_train"];
const rareMetrics = [
  "loss_val_nats",
  "acc_val",
  "grad_norm",
  "weight_norm",
  "checkpoint_size_mb",
  "lambda_max",
  "hutch_trace",
  "psd_tail",
  "grad_var",
  "resid_power",
];
const quarterMetrics = ["loss_val_nats", "acc_val", "grad_norm", "weight_norm"];
const rangedMetrics = ["lr", "wd", "acc_train", "grad_norm", "weight_norm"];

/** One fault each, by the name of what went wrong. */
export const faults: Readonly<Record<string, Fault>> = {
  "a metric that is never logged": (run, random) => {
    const metric = pick([...plainBatch, "loss_train_nats", ...rareMetrics], random);
    return { records: without(recordsOf(run), metric), expected: `missing-metric ${metric} -` };
  },
  "a step that is never logged": (run) => ({
    records: without(recordsOf(run), "step"),
    expected: "missing-metric step -",
  }),
  "an epoch that is never logged": (run) => ({
    records: without(recordsOf(run), "epoch"),
    expected: "missing-metric epoch -",
  }),
  "a loss in nats alone": (run) => ({
    records: without(recordsOf(run), "loss_train_bits"),
    expected: "derivable-metric loss_train_bits -",
  }),
  "a metric as text": (run, random) => {
    const metric = pick(plainBatch, random);
    const records = recordsOf(run).map((record) => (metric in record ? { ...record, [metric]: "0.5" } : record));
    return { records, expected: `missing-metric ${metric} -` };
  },
  "batches without one of their metrics": (run, random) => {
    const metric = pick(plainBatch, random);
    const records = recordsOf(run);
    const first = startOf(records, random);
    const last = first + 1 + Math.floor(random * 300);
    const line = 1 + records.findIndex((record, row) => row >= first && metric in record);
    return {
      records: records.map((record, row) => (row >= first && row <= last ? omit(record, metric) : record)),
      expected: `cadence ${metric} ${line}`,
    };
  },
  "batches without their loss": (run, random) => {
    const records = recordsOf(run);
    const first = startOf(records, random);
    const last = first + 3 + Math.floor(random * 40);
    const missing = records.find((record, row) => row >= first && "loss_train_nats" in record)?.["step"];
    const line = 1 + records.findIndex((record) => record["step"] === missing);
    return {
      records: records.map((record, row) =>
        row >= first && row <= last ? omit(omit(record, "loss_train_nats"), "loss_train_bits") : record,
      ),
      expected: `cadence loss_train_nats ${line}`,
    };
  },
  "a metric that is not logged any more": (run, random) => {
    const metric = pick(plainBatch, random);
    const records = recordsOf(run);
    const first = startOf(records, random);
    const line = 1 + records.findIndex((record, row) => row >= first && metric in record);
    return {
      records: records.map((record, row) => (row >= first ? omit(record, metric) : record)),
      expected: `cadence ${metric} ${line}`,
    };
  },
  "a metric once an epoch instead of four times": (run, random) => {
    const metric = pick(quarterMetrics, random);
    let seen = 0;
    const records = recordsOf(run).map((record) => {
      if (!(metric in record)) {
        return record;
      }
      seen += 1;
      return seen % 4 === 1 ? record : omit(record, metric);
    });
    return { records, expected: `epoch-only ${metric} -` };
  },
  "a metric half as often as asked": (run, random) => {
    const metric = pick(quarterMetrics, random);
    const rows = recordsOf(run).flatMap((record, row) => (metric in record ? [row] : []));
    const left = new Set(rows.filter((_, index) => index % 2 === 1));
    const records = recordsOf(run).map((record, row) => (left.has(row) ? omit(record, metric) : record));
    const row = longestFrom(
      records,
      rows.filter((_, index) => index % 2 === 0),
    );
    return { records, expected: `cadence ${metric} ${row + 1}` };
  },
  "a record an epoch": (run) => {
    const { stepsPerEpoch } = run;
    const steps = recordsOf({ ...run, rare: "same", epoch: "fraction", steps: stepsPerEpoch * 8 });
    const all = Object.assign({}, ...steps) as LogRecord;
    const records = steps
      .filter((record) => Number(record["step"]) % stepsPerEpoch === 0)
      .map((record) => ({ ...all, ...record, epoch: Math.round(Number(record["step"]) / stepsPerEpoch) }));
    return { records, expected: "epoch-only loss_train_nats -" };
  },
  "NaN in the loss": (run, random) => {
    const records = recordsOf(run);
    const row = records.findIndex((record, at) => at >= startOf(records, random) && "loss_train_nats" in record);
    return {
      records: records.map((record, at) =>
        at === row ? { ...record, loss_train_nats: Number.NaN, loss_train_bits: Number.NaN } : record,
      ),
      expected: `non-finite loss_train_nats ${row + 1}`,
    };
  },
  "an infinite gradient": (run, random) => {
    const records = recordsOf(run);
    const row = records.findIndex((record, at) => at >= records.length * random * 0.5 && "grad_norm" in record);
    return {
      records: records.map((record, at) => (at === row ? { ...record, grad_norm: Number.POSITIVE_INFINITY } : record)),
      expected: `non-finite grad_norm ${row + 1}`,
    };
  },
  "a value out of range": (run, random) => {
    const metric = pick(rangedMetrics, random);
    const records = recordsOf(run);
    const row = records.findIndex((record, at) => at >= records.length * random * 0.5 && metric in record);
    return {
      records: records.map((record, at) => (at === row ? { ...record, [metric]: -0.5 } : record)),
      expected: `out-of-range ${metric} ${row + 1}`,
    };
  },
  "an accuracy in percent": (run) => {
    const records = recordsOf(run);
    const row = records.findIndex((record) => "acc_train" in record);
    return {
      records: records.map((record) => ("acc_train" in record ? { ...record, acc_train: 50 } : record)),
      expected: `out-of-range acc_train ${row + 1}`,
    };
  },
  "bits that are nats": (run) => {
    const records = recordsOf(run);
    const row = records.findIndex((record) => "loss_train_bits" in record);
    return {
      records: records.map((record) => {
        const nats = record["loss_train_nats"];
        return nats === undefined ? record : { ...record, loss_train_bits: nats };
      }),
      expected: `unit-mismatch loss_train_bits ${row + 1}`,
    };
  },
  "two processes in one log": (run) => {
    const records = recordsOf(run).flatMap((record) => [record, record]);
    const second = records.findIndex((record, row) => row > 0 && "loss_train_nats" in record && isAgain(records, row));
    return { records, expected: `steps-repeated step ${second + 1}` };
  },
  "a step that starts again with each epoch": (run) => {
    const whole = { ...run, firstStep: 0 };
    const records = recordsOf(whole).map((record) => ({
      ...record,
      step: Number(record["step"]) % run.stepsPerEpoch,
      epoch: Math.floor(Number(record["step"]) / run.stepsPerEpoch),
    }));
    const row = records.findIndex((record, at) => at > 0 && record.step < (records[at - 1]?.step ?? 0));
    return { records, expected: `steps-repeated step ${row + 1}` };
  },
  "a cadence that changes with a resume": (run, random) => {
    const metric = pick(quarterMetrics, random);
    const records = recordsOf(run);
    const again = recordsOf({ ...run, firstStep: run.firstStep + run.stepsPerEpoch, steps: 3 * run.stepsPerEpoch });
    let seen = 0;
    const thinned = again.map((record) => {
      seen += metric in record ? 1 : 0;
      return metric in record && seen % 3 !== 1 ? omit(record, metric) : record;
    });
    const line = records.length + 1;
    return {
      records: [...records, ...thinned],
      expected: `cadence ${metric} ${line}`,
      also: `steps-repeated step ${line}`,
    };
  },
  "a run that stopped before its last epoch": (run) => {
    const records = recordsOf(run);
    const epochs = Math.ceil((run.firstStep + run.steps) / run.stepsPerEpoch) + 1;
    const row = records.findLastIndex((record) => "epoch" in record);
    const planned = { epochs: { count: epochs, file: "hparams.yaml", key: "max_epochs", line: 2 }, steps: null };
    return { records, expected: `stopped-early epoch ${row + 1}`, folder: { ...emptyFolder, planned } };
  },
  "validation in a log of its own": (run) => {
    const others = [{ name: "val.jsonl", keys: ["step", ...quarterMetrics] }];
    const records = quarterMetrics.reduce((all, metric) => without(all, metric), recordsOf(run));
    return { records, expected: "missing-metric loss_val_nats -", folder: { ...emptyFolder, others } };
  },
  "a loss that goes up for good": (run) => {
    const records = recordsOf({ ...run, noise: Math.min(run.noise, 0.05) });
    const from = Math.floor(records.length * 0.6);
    const row = records.findIndex((record, at) => at >= from && "loss_train_nats" in record);
    return {
      records: records.map((record, at) =>
        at >= row && "loss_train_nats" in record
          ? { ...record, loss_train_nats: 9, loss_train_bits: 9 * Math.LOG2E }
          : record,
      ),
      expected: `diverged loss_train_nats ${row + 1}`,
    };
  },
};

function pick(metrics: readonly string[], random: number): string {
  return metrics[Math.floor(random * metrics.length)] ?? "";
}

/** A record of the first half, but none of the first. */
function startOf(records: readonly LogRecord[], random: number): number {
  return Math.floor(10 + random * 0.5 * records.length);
}

function omit(record: LogRecord, metric: string): LogRecord {
  return Object.fromEntries(Object.entries(record).filter(([key]) => key !== metric));
}

function without(records: readonly LogRecord[], metric: string): LogRecord[] {
  return records.map((record) => omit(record, metric));
}

/** The row after which it takes the most steps to the next of some rows, or to the end. */
function longestFrom(records: readonly LogRecord[], rows: readonly number[]): number {
  const stepOf = (row: number): number => Number(records[row]?.["step"]);
  const lengths = rows.map((row, index) => stepOf(rows[index + 1] ?? records.length - 1) - stepOf(row));
  return rows[lengths.indexOf(Math.max(...lengths))] ?? -1;
}

function isAgain(records: readonly LogRecord[], row: number): boolean {
  const step = records[row]?.["step"];
  return records.slice(0, row).some((record) => "loss_train_nats" in record && record["step"] === step);
}
