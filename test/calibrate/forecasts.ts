import { readFileSync } from "node:fs";
import { join } from "node:path";
import { builtInContract } from "../../src/contract/model/builtIn.ts";
import type { RunReview } from "../../src/review/model/runReview.ts";
import { reviewRun } from "../../src/review/reviewRun.ts";
import { realRuns } from "../testData.ts";
import { recordsOf, tableOf, type LogRecord } from "../unit/review/tableOf.ts";

/** Parts of a run after which it is cut, and the part at its end whose mean of ln L is to be foretold. */
const cuts = [0.3, 0.5, 0.7];
const ending = 0.025;
/** A cut run's own last part, whose mean is "the last value". */
const latest = 0.05;

interface LongRun {
  readonly name: string;
  readonly file: string;
  readonly clock: "epoch" | "step";
  readonly keys: { readonly clock: string; readonly loss: string; readonly rate: string | null };
  /** Time after which the rate was cut although none is logged: nothing can be foretold of what follows. */
  readonly until?: number;
}

const gluon = (name: string, until: number): LongRun => ({
  name: `${name}, to its first drop`,
  file: `cifar10-gluoncv/${name}/metrics.jsonl`,
  clock: "epoch",
  keys: { clock: "epoch", loss: "loss_train_nats", rate: null },
  until,
});

const runs: readonly LongRun[] = [
  gluon("resnet20_v1", 100),
  gluon("resnet56_v1", 100),
  gluon("resnet110_v1", 100),
  gluon("wideresnet16_10", 60),
  {
    name: "gpt2-124m-llmc",
    file: "gpt2-124m-llmc/metrics.jsonl",
    clock: "step",
    keys: { clock: "step", loss: "loss_train_nats", rate: "lr" },
  },
  {
    name: "detr-short",
    file: "detr-short/log.txt",
    clock: "epoch",
    keys: { clock: "epoch", loss: "train_loss", rate: "train_lr" },
  },
  {
    name: "deit-finetune",
    file: "deit-finetune/log.txt",
    clock: "epoch",
    keys: { clock: "epoch", loss: "train_loss", rate: "train_lr" },
  },
  {
    name: "detectron2-smn",
    file: "detectron2-smn/metrics.json",
    clock: "step",
    keys: { clock: "iteration", loss: "total_loss", rate: "lr" },
  },
];

/** The records of a run under the names of the built-in contract; a rate that is not logged is taken as constant. */
function recordsOfRun({ file, clock, keys, until = Infinity }: LongRun): LogRecord[] {
  const records = recordsOf(readFileSync(join(realRuns, file), "utf8")).flatMap((record): LogRecord[] => {
    const [time, loss] = [record[keys.clock] ?? null, record[keys.loss] ?? null];
    const rate = keys.rate === null ? 1 : (record[keys.rate] ?? null);
    return time === null || loss === null || time > until ? [] : [{ [clock]: time, loss_train_nats: loss, lr: rate }];
  });
  // Epochs that count from 0 are counted as they are completed.
  return clock === "epoch" && records[0]?.["epoch"] === 0
    ? records.map((record) => ({ ...record, epoch: (record["epoch"] ?? 0) + 1 }))
    : records;
}

/** What a review says of a run that is cut and taken as going on to its true end. */
function forecastOfCut(records: readonly LogRecord[], run: LongRun, end: number): RunReview["forecast"] {
  const planned = { epochs: run.clock === "epoch" ? end : null, steps: run.clock === "step" ? end : null };
  const input = { run: run.name, log: run.name, contract: builtInContract, findings: [], growing: true, planned };
  return reviewRun({ ...input, table: tableOf(records) }).review.forecast;
}

function meanLog(records: readonly LogRecord[], part: number): number {
  const last = records.slice(-Math.max(1, Math.round(part * records.length)));
  return last.reduce((sum, { loss_train_nats: loss }) => sum + Math.log(loss ?? NaN), 0) / last.length;
}

function percent(logRatio: number): string {
  const value = 100 * Math.expm1(logRatio);
  return `${value < 0 ? "\u2212" : "+"}${Math.abs(value).toFixed(1)} %`;
}

function rowsOf(run: LongRun): string[][] {
  const records = recordsOfRun(run);
  const end = records.at(-1)?.[run.clock] ?? NaN;
  const truth = meanLog(records, ending);
  return cuts.map((cut) => {
    const logged = records.filter((record) => (record[run.clock] ?? NaN) <= cut * end);
    const forecast = forecastOfCut(logged, run, end);
    const stays = percent(meanLog(logged, latest) - truth);
    const [value, interval] = [forecast?.value ?? null, forecast?.interval ?? null];
    const holds = interval !== null && Math.log(interval[0]) <= truth && truth <= Math.log(interval[1]);
    return value === null
      ? [run.name, percent100(cut), "", "", stays, forecast?.reason ?? "no loss can be fitted"]
      : [run.name, percent100(cut), percent(Math.log(value) - truth), holds ? "yes" : "no", stays, ""];
  });
}

function percent100(part: number): string {
  return `${Math.round(100 * part)} %`;
}

/** The heading that the section of forecasts begins with. */
export const forecastTitle = "## Forecasts on real logs";

/** The section of forecasts as Markdown. */
export function forecastSection(): string {
  const rows = runs.flatMap(rowsOf);
  const shown = rows.filter(([, , error]) => error !== "");
  const held = shown.filter(([, , , holds]) => holds === "yes");
  const head = ["run", "cut at", "error of the forecast", "interval holds", "error of the last value", "why absent"];
  const lines = [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`);
  return `${forecastTitle}

The long logs of test/data/runs, cut and taken as going on to their true end. The loss there is the geometric mean of the last
2.5 %; the last value is that of the last 5 % before the cut. Where no rate is logged it is taken as constant up to the first
drop. A forecast is shown at ${shown.length} of ${rows.length} cuts; its interval holds the loss at ${held.length} of them.

${lines.join("\n")}
`;
}
