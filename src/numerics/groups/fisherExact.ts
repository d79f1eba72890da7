/** Counts of two yes/no questions: rows by the first, columns by the second. */
export type TwoByTwo = readonly [readonly [number, number], readonly [number, number]];

/** Tables as likely as the observed one up to rounding count as being so. */
const tolerance = 1e-7;

/** Two-sided p of independence in a 2 x 2 table: all tables with the same margins that are no likelier. Fisher 1922. */
export function fisherExactP([[a, b], [c, d]]: TwoByTwo): number {
  const [row, column, n] = [a + b, a + c, a + b + c + d];
  const logs = logFactorials(n);
  const logOf = (k: number): number => logs[k] ?? NaN;
  const logP = (x: number): number =>
    logOf(row) +
    logOf(n - row) +
    logOf(column) +
    logOf(n - column) -
    (logOf(n) + logOf(x) + logOf(row - x) + logOf(column - x) + logOf(n - row - column + x));
  const observed = logP(a);
  let p = 0;
  for (let x = Math.max(0, row + column - n); x <= Math.min(row, column); x += 1) {
    const log = logP(x);
    p += log <= observed + tolerance ? Math.exp(log) : 0;
  }
  return Math.min(1, p);
}

function logFactorials(n: number): Float64Array {
  const logs = new Float64Array(n + 1);
  for (let k = 2; k <= n; k += 1) {
    logs[k] = (logs[k - 1] ?? 0) + Math.log(k);
  }
  return logs;
}
