// `Math.max(...values)` gives the values as arguments, which more than about a hundred thousand of them do not survive.

/** The greatest of some numbers; -Infinity where there is none, NaN where one is NaN. */
export function greatest(values: Iterable<number>): number {
  let most = -Infinity;
  for (const value of values) {
    most = Math.max(most, value);
  }
  return most;
}

/** The least of some numbers; Infinity where there is none, NaN where one is NaN. */
export function least(values: Iterable<number>): number {
  let lowest = Infinity;
  for (const value of values) {
    lowest = Math.min(lowest, value);
  }
  return lowest;
}

/** Adds the members of a list, however many, to another one. */
export function addAll<T>(list: T[], more: Iterable<T>): void {
  for (const one of more) {
    list.push(one);
  }
}
