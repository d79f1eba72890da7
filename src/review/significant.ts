const mostDigits = 10;

/**
 * A copy of plain data with every number cut to 10 significant digits and every number that JSON cannot hold made
 * null. Ten digits are far more than any estimate here has, and few enough that the last bits, in which a loss in
 * nats and the same in bits round differently, do not show.
 */
export function significant<T>(value: T): T {
  return cut(value) as T;
}

function cut(value: unknown): unknown {
  if (typeof value === "number") {
    return Number.isFinite(value) ? rounded(value) : null;
  }
  if (Array.isArray(value)) {
    return value.map(cut);
  }
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, cut(part)]));
  }
  return value;
}

/** At the very end of the range of doubles rounding up would give Infinity. */
function rounded(value: number): number {
  const short = Number(value.toPrecision(mostDigits));
  return Number.isFinite(short) ? short : value;
}
