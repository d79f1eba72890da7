import { fitAnnealing } from "../../src/numerics/models/annealing.ts";
import { builtInContract } from "../../src/contract/model/builtIn.ts";
import type { RunReview } from "../../src/review/model/runReview.ts";
import { reviewRun } from "../../src/review/reviewRun.ts";
import { fieldCases, otherFormats, realRuns } from "../testData.ts";
import { tableOf, type LogRecord } from "../unit/review/tableOf.ts";
import { longRuns, type RealRun } from "./realRuns.ts";

/** Parts of a run after which it is cut, and the part at its end whose mean of ln L is to be predicted. */
const cuts = [0.3, 0.5, 0.7];
const ending = 0.025;
/** A cut run's own last part, whose mean is "the last value". */
const latest = 0.05;

/** What a cut run comes to, in ln L over the truth; null where there is no forecast. */
interface Cut {
  readonly run: RealRun;
  readonly cut: number;
  readonly forecast: number | null;
  readonly holds: boolean;
  readonly law: number | null;
  readonly stays: number;
  readonly reason: string;
}

/** What a review says of a run that is cut and taken as going on to its true end. */
function forecastOfCut(records: readonly LogRecord[], run: RealRun, end: number): RunReview["forecast"] {
  const planned = { epochs: run.clock === "epoch" ? end : null, steps: run.clock === "step" ? end : null };
  const input = { run: run.name, log: run.name, contract: builtInContract, findings: [], growing: true, planned };
  return reviewRun({ ...input, table: tableOf(records) }).review.forecast;
}

function meanLog(records: readonly LogRecord[], part: number): number {
  const last = records.slice(-Math.max(1, Math.round(part * records.length)));
  return last.reduce((sum, { loss_train_nats: loss }) => sum + Math.log(loss ?? NaN), 0) / last.length;
}

/** What the annealing law predicts of a run under a rate that changes, told the rate that it then had. */
function lawOf({ records, clock, isAnnealed }: RealRun, until: number): number | null {
  const column = (key: string): Float64Array => Float64Array.from(records, (record) => record[key] ?? NaN);
  const [times, n] = [column(clock), records.length];
  const count = times.findIndex((time) => time > until);
  const curve = { t: times, rate: column("lr"), logLoss: column("loss_train_nats").subarray(0, count).map(Math.log) };
  const law = isAnnealed ? fitAnnealing(curve, count) : null;
  const last = Math.max(1, Math.round(ending * n));
  const value =
    law === null
      ? NaN
      : Array.from({ length: last }, (_, i) => law(n - last + i)).reduce((sum, one) => sum + one, 0) / last;
  return Number.isFinite(value) ? value : null;
}

function cutsOf(run: RealRun): Cut[] {
  const { records, clock } = run;
  const end = records.at(-1)?.[clock] ?? NaN;
  const truth = meanLog(records, ending);
  return cuts.map((cut) => {
    const logged = records.filter((record) => (record[clock] ?? NaN) <= cut * end);
    const forecast = forecastOfCut(logged, run, end);
    const [value, interval] = [forecast?.value ?? null, forecast?.interval ?? null];
    const law = lawOf(run, cut * end);
    return {
      ...{ run, cut },
      forecast: value === null ? null : Math.log(value) - truth,
      holds: interval !== null && Math.log(interval[0]) <= truth && truth <= Math.log(interval[1]),
      law: law === null ? null : law - truth,
      stays: meanLog(logged, latest) - truth,
      reason: value === null ? (forecast?.reason ?? "no loss can be fitted") : "",
    };
  });
}

function percent(logRatio: number | null): string {
  if (logRatio === null) {
    return "";
  }
  const value = 100 * Math.expm1(logRatio);
  return `${value < 0 ? "\u2212" : "+"}${Math.abs(value).toFixed(1)} %`;
}

function rowOf({ run, cut, forecast, holds, law, stays, reason }: Cut): string[] {
  const name = run.hasRate ? run.name : `${run.name} (no rate: to its first drop, as if constant)`;
  const held = forecast === null ? "" : holds ? "yes" : "no";
  return [name, `${Math.round(100 * cut)} %`, percent(forecast), held, percent(law), percent(stays), reason];
}

/** The median size of errors, and those of them that are smaller than "the last value stays". */
function withPersistence(all: readonly Cut[], of: (cut: Cut) => number | null): string {
  const shown = all.filter((cut) => of(cut) !== null);
  const median = (errors: readonly number[]): string => {
    const sorted = errors.map(Math.abs).toSorted((one, other) => one - other);
    return `${(100 * Math.expm1(sorted[sorted.length >> 1] ?? NaN)).toFixed(1)} %`;
  };
  const better = shown.filter((cut) => Math.abs(of(cut) ?? Infinity) < Math.abs(cut.stays)).length;
  const [own, stays] = [shown.map((cut) => of(cut) ?? NaN), shown.map((cut) => cut.stays)];
  return `a median error of ${median(own)} at ${shown.length} cuts, where the last value is ${median(stays)} off; it is closer at ${better}`;
}

/** The heading that the section of forecasts begins with. */
export const forecastTitle = "## Forecasts on real logs";

/**
 * The section of forecasts as Markdown.
 * @param folders in which logs are looked for besides those of the repository
 */
export async function forecastSection(folders: readonly string[]): Promise<string> {
  const runs = await longRuns(folders.length > 0 ? folders : [realRuns, fieldCases, otherFormats]);
  const all = runs.flatMap(cutsOf);
  const shown = all.filter(({ forecast }) => forecast !== null);
  const held = shown.filter(({ holds }) => holds);
  const annealed = shown.filter(({ run }) => run.isAnnealed);
  const head = [
    ...["run", "cut at", "error of the forecast", "interval holds", "error of the annealing law"],
    ...["error of the last value", "why there is no forecast"],
  ];
  const lines = [head, head.map(() => "---"), ...all.map(rowOf)].map((cells) => `| ${cells.join(" | ")} |`);
  return `${forecastTitle}

All logs of real runs that come with the repository and whose loss is fitted over 100 bins or more (${runs.length}), cut and
taken as going on to their true end. The loss there is the geometric mean of the last 2.5 %; the last value is that of the last
5 % before the cut. A forecast is shown at ${shown.length} of ${all.length} cuts; its interval holds the loss at ${held.length} of them. It has
${withPersistence(all, ({ forecast }) => forecast)}.

Under a rate that falls on a known course the forecast is the annealing law's (L = L0 + A S1^-alpha - C S2; Tissue, Wang & Wang
2024, arXiv 2408.11029), and shown where the law predicts the run's own past better than "it stays"; such a forecast has
${withPersistence(annealed, ({ forecast }) => forecast)}, and its interval holds the loss at ${annealed.filter(({ holds }) => holds).length}.
Fitted at every cut and told the rate that the run then had, the law alone has ${withPersistence(all, ({ law }) => law)}.

${lines.join("\n")}
`;
}
