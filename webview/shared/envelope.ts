import type { Points } from "../../src/review/runPlot.ts";
import type { AxisKind, Range } from "./range.ts";

export interface Envelope {
  /** Least and greatest value in each pixel column; NaN where none falls into it. */
  readonly least: Float64Array;
  readonly greatest: Float64Array;
}

interface Kept {
  readonly points: Points;
  readonly key: string;
  readonly envelope: Envelope;
}

/** Gives the envelope that was asked for last without a look at the points: charts are drawn more often than they change. */
export class EnvelopeCache {
  #kept: Kept | null = null;

  get(points: Points, range: Range, { kind, width }: { kind: AxisKind; width: number }): Envelope {
    const key = [...range, kind, width].join();
    if (this.#kept?.points !== points || this.#kept.key !== key) {
      this.#kept = { points, key, envelope: envelopeOf(points, range, { kind, width }) };
    }
    return this.#kept.envelope;
  }
}

/**
 * The extremes of a series in each of `width` pixel columns of an axis: drawn as one stroke a column, they show every
 * spike at any zoom, at a cost that does not depend on how the points lie. Values that are not finite are left out.
 */
export function envelopeOf(
  { t, y }: Points,
  range: Range,
  { kind, width }: { kind: AxisKind; width: number },
): Envelope {
  const least = new Float64Array(width).fill(NaN);
  const greatest = new Float64Array(width).fill(NaN);
  const [low, high] = kind === "log" ? [Math.log(range[0]), Math.log(range[1])] : range;
  const scale = width / (high - low);
  for (let i = 0; i < t.length; i++) {
    const at = t[i] ?? NaN;
    const value = y[i] ?? NaN;
    const column = Math.floor(((kind === "log" ? Math.log(at) : at) - low) * scale);
    if (column >= 0 && column < width && Number.isFinite(value)) {
      least[column] = value >= (least[column] ?? NaN) ? (least[column] ?? NaN) : value;
      greatest[column] = value <= (greatest[column] ?? NaN) ? (greatest[column] ?? NaN) : value;
    }
  }
  return { least, greatest };
}
