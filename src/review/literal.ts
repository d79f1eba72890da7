import { at } from "../numerics/at.ts";
import { aic, gaussianLogLikelihood } from "../numerics/models/aic.ts";
import { powerDifferences } from "../numerics/knee/firstPowerWin.ts";
import { kinkAt, logTime } from "../numerics/regression/kinkAt.ts";
import type { LossSeries } from "../numerics/models/lossSeries.ts";
import { bestSplit } from "../numerics/regression/bestSplit.ts";
import { huberLine } from "../numerics/regression/huber.ts";
import { ewma } from "../numerics/series/ewma.ts";
import { tailPower } from "../numerics/series/tailPower.ts";
import { mean } from "../numerics/stats/mean.ts";
import { firstFlat } from "./curvature/curvature.ts";
import { binMeans } from "./loss/bins.ts";
import type { Points } from "./model/runPlot.ts";
import type { Literal } from "./model/runReview.ts";

/** AIC by which a power law must beat an exponential. */
const margin = 2;
/** The part of the time at which two power laws are made to meet, and the fewest points on either side of a free split. */
const relativeBreak = 0.5;
const pointsAside = 15;
/** Sigmas from which Huber's estimate counts a residual less. */
const huberTuning = 1.5;
/** Losses that a logger keeps for its spectrum. */
const buffered = 512;
const ewmaAlpha = 0.3;

export interface LiteralInput {
  /** Bins of the stretch that the fits read. */
  readonly bins: LossSeries;
  /** Losses record by record. */
  readonly losses: Float64Array;
  readonly curvature: Points;
}

/** The rules of the literature's notes, word for word, for who must compare with numbers that were made by them. */
export function literalOf({ bins, losses, curvature }: LiteralInput): Literal {
  const differences = powerDifferences(bins);
  const first = differences.findIndex((difference) => difference >= margin);
  const huber = huberLine(bins.logT, bins.logLoss, huberTuning);
  return {
    knee: {
      epoch: first < 0 ? null : at(bins.t, first),
      differences: Array.from(differences, (difference, i) => ({ start: at(bins.t, i), difference })).filter(
        ({ difference }) => Number.isFinite(difference),
      ),
    },
    twoPower: { fixed: fixedBreak(bins), split: freeSplit(bins) },
    huber: huber === null ? null : { tuning: huberTuning, alpha: -huber.slope },
    psdTail: psdTail(losses),
    lambdaPlateau: wholeEpochPlateau(curvature),
  };
}

/** Two power laws that meet in the middle of the time. */
function fixedBreak({ t, logT, logLoss }: LossSeries): Literal["twoPower"]["fixed"] {
  const tau = relativeBreak * at(t, t.length - 1);
  const fit = kinkAt(logT.map(Math.exp), logLoss, { tau, before: logTime, after: logTime });
  return (
    fit && { breakpoint: tau, alphaBefore: -fit.before, alphaAfter: -fit.after, aic: plainAic(fit.rss, t.length, 4) }
  );
}

/** Two power laws each fitted on its own side of the best split that leaves 15 points on either. */
function freeSplit({ t, logT, logLoss }: LossSeries): Literal["twoPower"]["split"] {
  const fit = bestSplit(logT, logLoss, pointsAside);
  return (
    fit && {
      breakpoint: at(t, fit.index - 1),
      alphaBefore: -fit.left.slope,
      alphaAfter: -fit.right.slope,
      aic: plainAic(fit.rss, t.length, 6),
    }
  );
}

function plainAic(rss: number, n: number, k: number): number {
  return aic({ logLikelihood: gaussianLogLikelihood(rss, n), k });
}

/** The unnormalized tail power of the last losses about their mean, as a logger sees them. */
function psdTail(losses: Float64Array): number | null {
  const last = losses.subarray(Math.max(0, losses.length - buffered));
  const center = last.length === 0 ? 0 : mean(last);
  const power = tailPower(last.map((loss) => loss - center));
  return power === null ? null : power * last.length;
}

/** The first flat stretch of the smoothed curvature's means over whole epochs. */
function wholeEpochPlateau(curvature: Points): number | null {
  const { t, y } = binMeans(curvature, { start: 0, width: 1 });
  return firstFlat(t.map(Math.ceil), ewma(y, ewmaAlpha));
}
