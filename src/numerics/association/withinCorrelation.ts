import { at } from "../at.ts";
import type { Interval } from "../stats/interval.ts";
import { mean } from "../stats/mean.ts";
import { correlationP, fisherInterval, productMoment } from "./correlation.ts";

/** A correlation inside clusters, common to all of them. */
export interface WithinCorrelation {
  readonly n: number;
  readonly clusters: number;
  readonly r: number;
  readonly df: number;
  readonly p: number;
  readonly interval: Interval;
}

/** The pairs of one cluster; arrays of the same length. */
export interface PairCluster {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/**
 * Repeated-measures correlation: x and y freed from their cluster's mean. Clusters of one pair say nothing and are left
 * out. Null where fewer than two degrees of freedom (n - clusters - 1) are left or nothing varies inside the clusters.
 * Bakdash & Marusich 2017, "Repeated measures correlation".
 */
export function withinCorrelation(all: readonly PairCluster[]): WithinCorrelation | null {
  const clusters = all.filter(({ x }) => x.length >= 2);
  const x = joined(clusters.map((cluster) => demeaned(cluster.x)));
  const y = joined(clusters.map((cluster) => demeaned(cluster.y)));
  const n = x.length;
  const df = n - clusters.length - 1;
  const r = productMoment(x, y);
  return df < 2 || Number.isNaN(r)
    ? null
    : { n, clusters: clusters.length, r, df, p: correlationP(r, df), interval: fisherInterval(r, 1 / (df - 1)) };
}

function demeaned(values: Float64Array): Float64Array {
  const center = mean(values);
  return values.map((value) => value - center);
}

function joined(parts: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
  let place = 0;
  for (const part of parts) {
    for (let i = 0; i < part.length; i += 1) {
      all[place + i] = at(part, i);
    }
    place += part.length;
  }
  return all;
}
