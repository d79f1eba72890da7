import { at } from "../at.ts";
import { mean } from "../stats/mean.ts";

/** Two lines that meet: a + before u(t) up to tau, then a + before u(tau) + after (v(t) - v(tau)). */
export interface KinkFit {
  readonly tau: number;
  readonly intercept: number;
  readonly before: number;
  readonly after: number;
  readonly rss: number;
  /** Number of points at or before tau. */
  readonly index: number;
  /** Whether tau is the t of a point, where two pieces that do not meet by themselves were forced to. */
  readonly atPoint: boolean;
}

/** A coordinate in which one side of the kink is straight: t itself, or ln t. */
export interface Coordinate {
  readonly of: (t: number) => number;
}

export const linearTime: Coordinate = { of: (t) => t };
export const logTime: Coordinate = { of: Math.log };

/** The least-squares kink with a given breakpoint, its residual sum added up from the residuals themselves. */
export function kinkAt(
  t: Float64Array,
  y: Float64Array,
  kink: { readonly tau: number; readonly before: Coordinate; readonly after: Coordinate },
): KinkFit | null {
  const n = t.length;
  const uTau = kink.before.of(kink.tau);
  const vTau = kink.after.of(kink.tau);
  const first = t.map((value) => (value <= kink.tau ? kink.before.of(value) - uTau : 0));
  const second = t.map((value) => (value <= kink.tau ? 0 : kink.after.of(value) - vTau));
  const [m1, m2, my] = [mean(first), mean(second), mean(y)];
  let [c11, c22, c12, c1y, c2y] = [0, 0, 0, 0, 0];
  for (let i = 0; i < n; i++) {
    const d1 = at(first, i) - m1;
    const d2 = at(second, i) - m2;
    const dy = at(y, i) - my;
    c11 += d1 * d1;
    c22 += d2 * d2;
    c12 += d1 * d2;
    c1y += d1 * dy;
    c2y += d2 * dy;
  }
  const determinant = c11 * c22 - c12 * c12;
  if (!(determinant > 0)) {
    return null;
  }
  const before = (c1y * c22 - c2y * c12) / determinant;
  const after = (c2y * c11 - c1y * c12) / determinant;
  let rss = 0;
  let index = 0;
  for (let i = 0; i < n; i++) {
    const residual = at(y, i) - my - before * (at(first, i) - m1) - after * (at(second, i) - m2);
    rss += residual * residual;
    index += at(t, i) <= kink.tau ? 1 : 0;
  }
  const level = my - before * m1 - after * m2;
  return { tau: kink.tau, intercept: level - before * uTau, before, after, rss, index, atPoint: false };
}
