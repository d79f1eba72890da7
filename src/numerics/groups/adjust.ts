/** p-values corrected for being one of several; same order as the given ones. */
export interface AdjustedP {
  readonly holm: readonly number[];
  /** Benjamini & Hochberg 1995: the rate of false discoveries. */
  readonly bh: readonly number[];
  /** Benjamini & Yekutieli 2001: the same under any dependence. */
  readonly by: readonly number[];
}

/** Corrections of p-values that are looked at together. Holm 1979, "A simple sequentially rejective multiple test procedure". */
export function adjustP(values: readonly number[]): AdjustedP {
  const m = values.length;
  const order = [...values.keys()].sort((one, other) => (values[one] ?? NaN) - (values[other] ?? NaN));
  const harmonic = values.reduce((sum, _, i) => sum + 1 / (i + 1), 0);
  const holm = new Array<number>(m).fill(1);
  const bh = new Array<number>(m).fill(1);
  let highest = 0;
  order.forEach((place, i) => {
    highest = Math.max(highest, Math.min(1, (m - i) * (values[place] ?? NaN)));
    holm[place] = highest;
  });
  const raw = order.map((place, i) => ((values[place] ?? NaN) * m) / (i + 1));
  return { holm, bh: stepUp(raw, order, bh, 1), by: stepUp(raw, order, new Array<number>(m).fill(1), harmonic) };
}

function stepUp(raw: readonly number[], order: readonly number[], into: number[], factor: number): number[] {
  let lowest = 1;
  for (let i = order.length - 1; i >= 0; i -= 1) {
    lowest = Math.min(lowest, (raw[i] ?? NaN) * factor);
    into[order[i] ?? 0] = lowest;
  }
  return into;
}
