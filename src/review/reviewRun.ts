import type { Contract } from "../contract/model/contract.ts";
import type { Finding } from "../contract/model/finding.ts";
import { t } from "../l10n.ts";
import type { LogTable } from "../log/columns/columns.ts";
import { plateauBand, reviewCurvature, smoothCurvature } from "./curvature/curvature.ts";
import { bestVal } from "./loss/bestVal.ts";
import { cleanLoss } from "./loss/cleanLoss.ts";
import type { Points, RunPlot } from "./model/runPlot.ts";
import type { RunReview } from "./model/runReview.ts";
import { constantMetrics } from "./panel/constantMetrics.ts";
import { axesOf, numericMetrics } from "./panel/panelColumns.ts";
import { runNumbers } from "./runNumbers.ts";
import type { Planned } from "./planned.ts";
import { noCurve, reviewCurve, type Asked } from "./reviewCurve.ts";
import { significant } from "./significant.ts";
import { summarize } from "./summary.ts";
import { readClock } from "../series/clock/clock.ts";
import { wallColumn } from "../series/clock/wallTime.ts";
import { clockFrom } from "../series/clock/clockRule.ts";
import { metricSeries } from "./time/metricSeries.ts";

export interface ReviewInput {
  readonly run: string;
  /** Path of the log, as the review should name it. */
  readonly log: string;
  readonly table: LogTable;
  readonly contract: Contract;
  readonly findings: readonly Finding[];
  /** Whether records may still come: what they may change is marked as provisional. */
  readonly growing: boolean;
  /** How long the run is meant to last; its loss at that end is forecast while it grows. */
  readonly planned?: Planned | undefined;
  readonly asked?: Asked | undefined;
}

export interface ReviewedRun {
  readonly review: RunReview;
  readonly plot: RunPlot;
}

/**
 * Everything that is said and drawn of one run: a pure function of its log, its contract and its findings, so that the
 * panel and the command line say the same. A log too short for an answer gets null and the reason in words; no log
 * makes it throw.
 */
export function reviewRun(input: ReviewInput): ReviewedRun {
  const { table, contract } = input;
  const clock = readClock(table, contract);
  const loss = cleanLoss(table, contract, clock);
  const validation = metricSeries(table, contract.names.valLoss, clock);
  const lambda = metricSeries(table, contract.names.curvature, clock);
  const curve = loss === null ? null : reviewCurve(input, clock, loss);
  const facts = {
    run: input.run,
    log: input.log,
    records: table.records,
    clock: clock.clock,
    clockFrom: clockFrom(clock.rule, clock.key, loss !== null && table.column(contract.names.epoch) !== undefined),
    loss: loss && {
      metric: loss.metric,
      points: curve?.bins.t.length ?? 0,
      excluded: loss.excluded,
      divergedAt: loss.divergedAt,
    },
    ...(curve?.parts ?? noCurve),
    curvature: reviewCurvature(contract.names.curvature, lambda, clock.clock),
    bestVal: bestVal(contract.names.valLoss, metricSeries(table, contract.names.valLoss, clock, "least")),
    findings: input.findings,
  };
  const reason = curve === null ? noLossReason(contract) : curve.reason;
  const summary = summarize({ review: facts, reason, lost: loss?.lost ?? null });
  const review = significant({ ...facts, summary });
  const metrics = numericMetrics(table);
  const plot = {
    clock: clock.clock,
    clockKey: clock.key,
    axes: axesOf(table, contract, clock),
    start: wallColumn(table, contract.names.time)?.values.find(Number.isFinite) ?? null,
    metrics,
    constants: constantMetrics(table, metrics),
    loss: loss?.all ?? nothing,
    lossBins: curve?.bins ?? nothing,
    lossVal: validation,
    curves: curve?.curves ?? [],
    lambdaMax: lambda,
    lambdaMaxEwma: smoothCurvature(lambda),
    lambdaMaxBand: plateauBand(lambda, facts.curvature),
    residuals: curve?.residuals ?? null,
    inRecords: table.inRecords === true,
    numbers: runNumbers({ table, contract, clock, bins: curve?.bins ?? nothing, best: facts.bestVal }),
  };
  return { review, plot };
}

/** Only of a name that somebody gave it can be said that the log does not hold it. */
function noLossReason({ given, names }: Contract): string {
  return given.trainLoss === undefined
    ? t("no column of the log was recognized as the training loss")
    : t("the log has no {0}", names.trainLoss);
}

const nothing: Points = { t: new Float64Array(0), y: new Float64Array(0) };
