import { ExponentialRegression } from "ml-regression-exponential";
import { PolynomialRegression } from "ml-regression-polynomial";
import { PowerRegression } from "ml-regression-power";
import { SimpleLinearRegression } from "ml-regression-simple-linear";
import { at } from "../at.ts";
import { mean } from "../stats/mean.ts";
import type { TrendKind } from "./trendKinds.ts";

/** A curve through points of any metric, for the eye alone. */
export interface Trend {
  /** Value at any place within the points' own. */
  readonly at: (x: number) => number;
  /** Share of the variance of y that it explains. */
  readonly r2: number;
  /** Points that it was fitted to. */
  readonly points: number;
}

const degree = 3;
/** Fewest points: one more than a polynomial has coefficients. */
export const fewestForTrend = degree + 2;

/**
 * An exploratory trend: a line, a polynomial of degree 3, an exponential or a power law, the latter two by least squares of
 * ln y. Fitted by the parts of ml-regression to coordinates from -1 to 1 (powers: up to 1) and values about their mean, since it sums
 * raw products. Null with fewer than five points, where x or y do not vary, and where a logarithm is needed of what is not
 * above 0.
 */
export function fitTrend(kind: TrendKind, x: Float64Array, y: Float64Array): Trend | null {
  const n = x.length;
  const [low, high] = x.reduce(
    ([least, most], value) => [Math.min(least, value), Math.max(most, value)],
    [Infinity, -Infinity],
  );
  if (n < fewestForTrend || !(high > low)) {
    return null;
  }
  const fit = predictor(kind, { x, y, middle: (low + high) / 2, half: (high - low) / 2, high, low });
  if (fit === null) {
    return null;
  }
  const center = mean(y);
  const total = y.reduce((sum, value) => sum + (value - center) ** 2, 0);
  const left = y.reduce((sum, value, i) => sum + (value - fit(at(x, i))) ** 2, 0);
  const r2 = 1 - left / total;
  return Number.isFinite(r2) ? { at: fit, r2, points: n } : null;
}

interface Placed {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly middle: number;
  readonly half: number;
  readonly low: number;
  readonly high: number;
}

function predictor(kind: TrendKind, { x, y, middle, half, low, high }: Placed): ((x: number) => number) | null {
  const place = (value: number): number => (value - middle) / half;
  const [places, center] = [Array.from(x, place), mean(y)];
  const about = (): number[] => Array.from(y, (value) => value - center);
  const isPositive = y.every((value) => value > 0);
  switch (kind) {
    case "linear": {
      const line = new SimpleLinearRegression(places, about());
      return (value) => center + line.predict(place(value));
    }
    case "polynomial": {
      const curve = new PolynomialRegression(places, about(), degree);
      return (value) => center + curve.predict(place(value));
    }
    case "exponential": {
      const curve = isPositive ? new ExponentialRegression(places, Array.from(y)) : null;
      return curve && ((value) => curve.predict(place(value)));
    }
    case "power": {
      const curve =
        isPositive && low > 0
          ? new PowerRegression(
              Array.from(x, (value) => value / high),
              Array.from(y),
            )
          : null;
      return curve && ((value) => curve.predict(value / high));
    }
  }
}
