import { at } from "../at.ts";
import { goldenSection } from "../stats/goldenSection.ts";
import { mean } from "../stats/mean.ts";
import { lowPowers } from "./lowPowers.ts";

/** Fewest values, and the power of n that says how many of the lowest frequencies are read. */
const fewest = 100;
const bandwidth = 0.6;

/**
 * Memory parameter d of a series by the local Whittle estimate: 0 for short memory, 0.5 at the edge of stationarity.
 * Null for fewer than 100 values, of which the estimate says little, and where nothing varies.
 * Robinson 1995, "Gaussian semiparametric estimation of long range dependence".
 */
export function localWhittle(values: Float64Array): number | null {
  const n = values.length;
  if (n < fewest) {
    return null;
  }
  const m = Math.floor(n ** bandwidth);
  const center = mean(values);
  const power = lowPowers(
    values.map((value) => value - center),
    m,
  );
  const logs = power.map((_, j) => Math.log((2 * Math.PI * (j + 1)) / n));
  const middle = mean(logs);
  const objective = (d: number): number => {
    let sum = 0;
    for (let j = 0; j < m; j++) {
      sum += at(power, j) * Math.exp(2 * d * at(logs, j));
    }
    return Math.log(sum / m) - 2 * d * middle;
  };
  return power.some((value) => value > 0) ? goldenSection(objective, { low: -0.5, high: 1, tolerance: 1e-4 }) : null;
}
