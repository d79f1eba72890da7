import { at } from "../at.ts";
import type { Interval } from "../stats/interval.ts";
import { mean } from "../stats/mean.ts";
import { studentQuantile, studentTwoSidedP } from "../stats/student.ts";
import type { PairCluster } from "../association/withinCorrelation.ts";
import { standardDeviation } from "./meanInterval.ts";

/** Slope of standardized y on standardized x, with an error that allows for clusters. */
export interface ClusterSlope {
  readonly slope: number;
  readonly se: number;
  readonly p: number;
  readonly interval: Interval;
  readonly df: number;
}

/**
 * Least squares of y on x, both standardized over all pairs, with the CR1 covariance G/(G-1) (N-1)/(N-2) of clustered
 * residuals and Student's t with G - 1 degrees of freedom. Null with fewer than three clusters or where x or y does not
 * vary. Cameron & Miller 2015, "A practitioner's guide to cluster-robust inference".
 */
export function clusterSlope(clusters: readonly PairCluster[]): ClusterSlope | null {
  const x = standardized(clusters.map((cluster) => cluster.x));
  const y = standardized(clusters.map((cluster) => cluster.y));
  const g = clusters.length;
  if (x === null || y === null || g < 3) {
    return null;
  }
  let [sxx, sxy, n] = [0, 0, 0];
  forPairs(x, y, (dx, dy) => {
    sxx += dx * dx;
    sxy += dx * dy;
    n += 1;
  });
  const slope = sxy / sxx;
  const meat = x.reduce((sum, values, cluster) => {
    let score = 0;
    forPairs([values], [y[cluster] ?? values], (dx, dy) => (score += dx * (dy - slope * dx)));
    return sum + score * score;
  }, 0);
  const se = Math.sqrt(((g / (g - 1)) * ((n - 1) / (n - 2)) * meat) / (sxx * sxx));
  const df = g - 1;
  const reach = studentQuantile(0.975, df) * se;
  return { slope, se, p: studentTwoSidedP(slope / se, df), interval: [slope - reach, slope + reach], df };
}

function forPairs(x: readonly Float64Array[], y: readonly Float64Array[], visit: (x: number, y: number) => void): void {
  x.forEach((values, cluster) => values.forEach((value, i) => visit(value, at(y[cluster] ?? values, i))));
}

function standardized(clusters: readonly Float64Array[]): Float64Array[] | null {
  const all = Float64Array.from(clusters.flatMap((values) => [...values]));
  const sd = standardDeviation(all);
  const center = mean(all);
  return sd === null || !(sd > 0) ? null : clusters.map((values) => values.map((value) => (value - center) / sd));
}
