import type { Interval } from "../stats/interval.ts";

const z95 = 1.959963984540054;

/**
 * 95 % interval of a share without continuity correction. n may be an effective number (n over the design effect, as
 * Korn & Graubard 1998 use it). Wilson 1927, "Probable inference, the law of succession".
 */
export function wilsonInterval(share: number, n: number): Interval {
  const z2 = z95 * z95;
  const center = (share + z2 / (2 * n)) / (1 + z2 / n);
  const reach = (z95 / (1 + z2 / n)) * Math.sqrt((share * (1 - share)) / n + z2 / (4 * n * n));
  // Of none and of all the ends are exact, and rounding would leave 1e-17 of them.
  return [share === 0 ? 0 : Math.max(0, center - reach), share === 1 ? 1 : Math.min(1, center + reach)];
}
