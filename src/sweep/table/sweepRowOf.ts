import type { Severity } from "../../contract/model/finding.ts";
import type { Points } from "../../review/model/runPlot.ts";
import type { RunReview } from "../../review/model/runReview.ts";
import { isLost } from "./readTable.ts";
import { windowSlopes } from "./windowSlopes.ts";
import { doubtsOf, type DoubtSource } from "./doubtsOf.ts";
import { stageOf, type Measure, type SettingValue, type Verdict } from "./sweepRow.ts";
import type { SweepRun } from "./sweepRun.ts";

/** What a row of a sweep is made from. */
export interface RowSource extends DoubtSource {
  readonly format: string;
  /** How the run stands; `diverged` and `nan` are losses that went for good. */
  readonly state: string;
  readonly settings: ReadonlyMap<string, SettingValue>;
  /** What people said of the run; absent where they said nothing. */
  readonly judgment?: { readonly verdict: Verdict | null; readonly note: string } | null;
}

/** The row of a sweep that a reviewed run becomes: a pure function of its review, so that it says what the review says. */
export function sweepRowOf(source: RowSource): SweepRun {
  const { reviewed, format, state, settings, judgment = null } = source;
  const { review, plot } = reviewed;
  const { loss, slopes, knee, bestVal } = review;
  const count = (wanted: Severity): number => review.findings.filter(({ severity }) => severity === wanted).length;
  return {
    run: review.run,
    log: review.log,
    format,
    state,
    diverged: isLost(state),
    stage: stageOf(state),
    verdict: judgment?.verdict ?? null,
    note: judgment?.note ?? "",
    records: review.records,
    epochs: review.clock === "epoch" ? lastOf(plot.loss.t) : null,
    settings,
    measures: measuresOf(review),
    doubts: doubtsOf(source),
    aicc: aiccOf(review),
    windows: windowSlopes(reviewed),
    divergedAt: loss?.divergedAt ?? null,
    bestValEpoch: bestVal?.epoch ?? null,
    lastTrain: lastValue(plot.loss),
    lastVal: lastValue(plot.lossVal),
    alphaEarlyInterval: slopes?.early.interval ?? null,
    alphaFullInterval: slopes?.full.interval ?? null,
    bestModel: review.best,
    kneeInterval: knee?.interval ?? null,
    findings: { error: count("error"), warning: count("warning") },
  };
}

function measuresOf({ bestVal, slopes, knee, curvature, noise }: RunReview): Readonly<Record<Measure, number | null>> {
  return {
    bestVal: bestVal?.value ?? null,
    alphaEarly: slopes?.early.alpha ?? null,
    alphaFull: slopes?.full.alpha ?? null,
    r2: slopes?.full.r2 ?? null,
    knee: knee?.epoch ?? null,
    plateau: curvature?.plateau.epoch ?? null,
    noiseFloor: noise?.floor ?? null,
    tailPower: noise?.tailPower ?? null,
  };
}

function aiccOf({ fits }: RunReview): ReadonlyMap<string, number> {
  return new Map(
    Object.entries(fits ?? {}).flatMap(([model, { aicc }]) => (aicc === null ? [] : [[model, aicc] as const])),
  );
}

function lastOf(times: Float64Array): number | null {
  return times.findLast(Number.isFinite) ?? null;
}

/** The value of the last record, not finite as it may be. */
function lastValue({ y }: Points): number | null {
  return y.at(-1) ?? null;
}
