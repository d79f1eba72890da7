const golden = (Math.sqrt(5) - 1) / 2;

/** Where to look and how closely, in units of the argument. */
export interface Bracket {
  readonly low: number;
  readonly high: number;
  readonly tolerance: number;
}

/**
 * The argument of a function's least value within a bracket, its ends included, found by golden section: exact to the
 * tolerance where the function has one valley there. Kiefer 1953, "Sequential minimax search for a maximum".
 */
export function goldenSection(of: (x: number) => number, { low, high, tolerance }: Bracket): number {
  let [a, b] = [low, high];
  let [c, d] = [b - golden * (b - a), a + golden * (b - a)];
  let [atC, atD] = [of(c), of(d)];
  while (b - a > tolerance) {
    if (atC <= atD) {
      [b, d, atD] = [d, c, atC];
      c = b - golden * (b - a);
      atC = of(c);
    } else {
      [a, c, atC] = [c, d, atD];
      d = a + golden * (b - a);
      atD = of(d);
    }
  }
  const inside = atC <= atD ? c : d;
  const least = Math.min(atC, atD);
  const [atLow, atHigh] = [of(low), of(high)];
  return atLow <= least && atLow <= atHigh ? low : atHigh <= least ? high : inside;
}
