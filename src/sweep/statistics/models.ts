import { least } from "../../extremes.ts";
import { signedRankTest } from "../../numerics/groups/signedRank.ts";
import { wilsonInterval } from "../../numerics/groups/wilson.ts";
import type { Interval } from "../../numerics/stats/interval.ts";
import { median, quantile } from "../../numerics/stats/quantile.ts";
import type { SweepDesign } from "../table/design.ts";
import type { SweepRow } from "../table/sweepRow.ts";
import { byConfiguration, isNumber, meanOf } from "./used.ts";

/** How far a model is behind the best of its run, over runs. */
interface ModelStanding {
  readonly n: number;
  /** Quartiles of AICc minus the least of the run. */
  readonly quartiles: readonly [number, number, number];
  /** Runs whose best model it is, their share of all runs with a fit, and its 95 % interval. */
  readonly best: number;
  readonly share: number;
  readonly wilson: Interval;
  /** Runs in which it is at most 2 behind. */
  readonly within2: number;
}

/** AICc of the exponential minus that of the power law, over means of configurations. */
interface ModelContrast {
  readonly configurations: number;
  readonly median: number;
  readonly wilcoxon: number;
  readonly p: number;
  /** Configurations in which the power law is better. */
  readonly positive: number;
}

export interface ModelStandings {
  readonly byModel: ReadonlyMap<string, ModelStanding>;
  readonly exponentialMinusPower: ModelContrast | null;
}

/** Which model describes the curves. A model that a run could not fit is left out of that run alone. */
export function modelStandings(rows: readonly SweepRow[], design: SweepDesign): ModelStandings {
  const fitted = rows.filter(({ diverged, aicc }) => !diverged && aicc.size > 0);
  const models = [...new Set(fitted.flatMap(({ aicc }) => [...aicc.keys()]))];
  return {
    byModel: new Map(models.map((model) => [model, standingOf(model, fitted)])),
    exponentialMinusPower: contrastOf(fitted, design),
  };
}

function standingOf(model: string, fitted: readonly SweepRow[]): ModelStanding {
  const behind = fitted.flatMap(({ aicc }) => {
    const own = aicc.get(model);
    return own === undefined ? [] : [own - least(aicc.values())];
  });
  const values = Float64Array.from(behind);
  const best = behind.filter((difference) => difference === 0).length;
  const share = best / fitted.length;
  return {
    n: behind.length,
    quartiles: [quantile(values, 0.25), quantile(values, 0.5), quantile(values, 0.75)],
    best,
    share,
    wilson: wilsonInterval(share, fitted.length),
    within2: behind.filter((difference) => difference <= 2).length,
  };
}

function contrastOf(fitted: readonly SweepRow[], design: SweepDesign): ModelContrast | null {
  const pairs = fitted.flatMap((row) => {
    const [exponential, power] = [row.aicc.get("exponential"), row.aicc.get("power")];
    return isNumber(exponential) && isNumber(power) ? [{ row, difference: exponential - power }] : [];
  });
  const groups = byConfiguration(pairs, design);
  const means = Float64Array.from([...groups.values()], (group) => meanOf(group, ({ difference }) => difference));
  const test = signedRankTest(means);
  return test === null
    ? null
    : {
        configurations: means.length,
        median: median(means),
        wilcoxon: test.statistic,
        p: test.p,
        positive: means.filter((difference) => difference > 0).length,
      };
}
