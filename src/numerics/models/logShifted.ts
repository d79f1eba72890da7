/**
 * Mean of ln(t + t0) over a bin whose mean time is `t` and whose mean of ln t is `logT`: exact at t0 = 0 and for t0 far
 * above t, of second order in the bin's spread between.
 */
export function logShifted(t: number, logT: number, t0: number): number {
  const part = t / (t + t0);
  return Math.log(t + t0) - (Math.log(t) - logT) * part * part;
}
