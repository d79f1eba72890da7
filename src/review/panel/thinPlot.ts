import { addAll } from "../../extremes.ts";
import type { PlotLines, Points, RunPlot } from "../model/runPlot.ts";

/** More points than this are thinned before they are sent to a panel. */
const mostPoints = 40_000;
/** The same for the losses, which the panel draws at once and has all of a moment later: a few for each pixel. */
const mostLosses = 8_000;
/** The same for bins, of which each is drawn as a dot of its own: a run of many epochs has as many as records. */
const mostBins = 4_000;

/**
 * A plot whose long series keep only the extremes of narrow blocks, so that a log of any length can be sent and drawn.
 * Blocks are equal steps of log t: on a logarithmic axis each is narrower than a pixel, and on a linear one the
 * widest, the last, is about 1/1,000 of the axis, 1/400 for the losses. The least and the greatest value of each block stay, in order of t,
 * and so does the first non-finite one: no spike is hidden.
 */
export function thinPlot(plot: RunPlot): RunPlot {
  const lines: PlotLines = {
    loss: thin(plot.loss, mostLosses),
    lossBins: thin(plot.lossBins, mostBins),
    lossVal: thin(plot.lossVal, mostPoints),
    lambdaMax: thin(plot.lambdaMax, mostPoints),
    lambdaMaxEwma: thin(plot.lambdaMaxEwma, mostPoints),
  };
  return {
    ...plot,
    ...lines,
    residuals: plot.residuals && { ...plot.residuals, overTime: thin(plot.residuals.overTime, mostBins) },
  };
}

function thin(points: Points, most: number): Points {
  const { t, y } = points;
  if (t.length <= most) {
    return points;
  }
  const kept = extremes(points, blockOf(t, most));
  return { t: Float64Array.from(kept, (i) => t[i] ?? NaN), y: Float64Array.from(kept, (i) => y[i] ?? NaN) };
}

/** A block's borders: it holds every t with `low <= t < high`. */
interface Block {
  readonly low: number;
  readonly high: number;
}

/** The block that holds a t; t <= 0, which a logarithmic axis cannot show, falls into the first. */
function blockOf(t: Float64Array, most: number): (t: number) => Block {
  let low = Infinity;
  let high = -Infinity;
  for (let i = 0; i < t.length; i++) {
    const value = t[i] ?? NaN;
    if (value > 0 && value < Infinity) {
      low = value < low ? value : low;
      high = value > high ? value : high;
    }
  }
  const width = high > low ? Math.log(high / low) / (most / 2) : 1;
  const border = (index: number): number => low * Math.exp(index * width);
  return (value) => {
    const index = value > low ? Math.floor(Math.log(value / low) / width) : 0;
    return { low: index === 0 ? -Infinity : border(index), high: border(index + 1) };
  };
}

/** Indices of the extremes and of the first non-finite value of each run of points in one block, in order. */
function extremes({ t, y }: Points, block: (t: number) => Block): number[] {
  const kept: number[] = [];
  for (let start = 0; start < t.length;) {
    const { low, high } = block(t[start] ?? NaN);
    let least = -1;
    let greatest = -1;
    let broken = -1;
    let i = start;
    do {
      const value = y[i] ?? NaN;
      if (!Number.isFinite(value)) {
        broken = broken < 0 ? i : broken;
      } else if (least < 0) {
        least = greatest = i;
      } else if (value < (y[least] ?? NaN)) {
        least = i;
      } else if (value > (y[greatest] ?? NaN)) {
        greatest = i;
      }
      i++;
    } while (i < t.length && (t[i] ?? NaN) >= low && (t[i] ?? NaN) < high);
    const found = new Set([least, greatest, broken].filter((index) => index >= 0));
    addAll(
      kept,
      [...found].sort((a, b) => a - b),
    );
    start = i;
  }
  return kept;
}
