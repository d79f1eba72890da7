// Plain loops: these read every record of a log, and a callback for each takes several times as long.

/** The highest of some finite rates; 0 where none is above it. */
export function highestRate(rates: Float64Array): number {
  let highest = 0;
  for (let i = 0; i < rates.length; i++) {
    const rate = rates[i] ?? 0;
    highest = rate > highest ? rate : highest;
  }
  return highest;
}

/** The lowest of some finite rates; Infinity without any. */
export function lowestRate(rates: Float64Array): number {
  let lowest = Infinity;
  for (let i = 0; i < rates.length; i++) {
    const rate = rates[i] ?? Infinity;
    lowest = rate < lowest ? rate : lowest;
  }
  return lowest;
}
