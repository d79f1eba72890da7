import { at } from "../at.ts";

/** What a correlation is freed of; every array with one entry a pair. */
export interface Controls {
  readonly columns: readonly Float64Array[];
  /** The level of each pair as a number from 0, every number up to the highest in use. */
  readonly factors: readonly Uint32Array[];
}

/** More columns than this would take minutes, and no sweep has a use for them. */
const mostColumns = 200;
/** Parts of a column's size below which what the columns before it leave of it is rounding. */
const rounding = 1e-11;

/** How many degrees of freedom the controls cost besides the intercept: a factor one less than it has levels. */
export function controlCount({ columns, factors }: Controls): number {
  return columns.length + factors.reduce((sum, factor) => sum + levelCount(factor) - 1, 0);
}

/**
 * Least squares on an intercept and controls, made once for any number of outcomes. The factor with the most levels is
 * taken out by its means (Frisch & Waugh 1933, "Partial time regressions as compared with individual trends"), the rest
 * by Householder reflections (Golub & Van Loan 2013, "Matrix Computations", 5.2), so that thousands of pairs are quick.
 */
export class ControlFit {
  readonly #levels: Uint32Array;
  readonly #reflections: readonly Reflection[];
  readonly count: number;

  private constructor(count: number, levels: Uint32Array, reflections: readonly Reflection[]) {
    this.count = count;
    this.#levels = levels;
    this.#reflections = reflections;
  }

  /** Null where the controls of `n` pairs depend on one another, or are more than 200 besides the largest factor. */
  static of(controls: Controls, n: number): ControlFit | null {
    const [largest = new Uint32Array(n), ...factors] = [...controls.factors].sort(
      (one, other) => levelCount(other) - levelCount(one),
    );
    const count = controlCount(controls);
    if (count >= n || count - levelCount(largest) + 1 > mostColumns) {
      return null;
    }
    const reflections: Reflection[] = [];
    for (const column of [...controls.columns, ...factors.flatMap(dummies)]) {
      const left = centered(column, largest);
      reflections.forEach((reflection) => reflect(left, reflection));
      const reflection = reflectionOf(left, reflections.length);
      if (!(reflection.norm > rounding * sizeOf(column))) {
        return null;
      }
      reflections.push(reflection);
    }
    return new ControlFit(count, largest, reflections);
  }

  /** What the controls leave of y, one value a pair. */
  residuals(y: Float64Array): Float64Array {
    const left = centered(y, this.#levels);
    this.#reflections.forEach((reflection) => reflect(left, reflection));
    left.fill(0, 0, this.#reflections.length);
    this.#reflections.toReversed().forEach((reflection) => reflect(left, reflection));
    return left;
  }
}

/** A reflection that turns a column into one number at a place. */
interface Reflection {
  readonly place: number;
  /** Its direction, with zeros before the place. */
  readonly direction: Float64Array;
  /** Half the square of the direction's length. */
  readonly half: number;
  /** Of the column from the place down. */
  readonly norm: number;
}

function reflectionOf(column: Float64Array, place: number): Reflection {
  const direction = column.slice().fill(0, 0, place);
  const norm = sizeOf(direction);
  const pivot = at(direction, place);
  direction[place] = pivot + (pivot > 0 ? norm : -norm);
  return { place, direction, half: norm * (norm + Math.abs(pivot)), norm };
}

function reflect(values: Float64Array, { place, direction, half }: Reflection): void {
  let dot = 0;
  for (let i = place; i < values.length; i += 1) {
    dot += at(direction, i) * at(values, i);
  }
  const factor = dot / half;
  for (let i = place; i < values.length; i += 1) {
    values[i] = at(values, i) - factor * at(direction, i);
  }
}

/** Values minus the mean of their level, in two passes, so that what is constant in each level leaves exactly 0. */
function centered(values: Float64Array, levels: Uint32Array): Float64Array {
  const first = lessMeans(values, levels);
  return lessMeans(first, levels);
}

function lessMeans(values: Float64Array, levels: Uint32Array): Float64Array {
  const sums = new Float64Array(levelCount(levels));
  const counts = new Float64Array(sums.length);
  levels.forEach((level, i) => {
    sums[level] = at(sums, level) + at(values, i);
    counts[level] = at(counts, level) + 1;
  });
  return values.map((value, i) => value - at(sums, levels[i] ?? 0) / at(counts, levels[i] ?? 0));
}

/** A column of 0 and 1 for every level but the first. */
function dummies(factor: Uint32Array): readonly Float64Array[] {
  return Array.from({ length: levelCount(factor) - 1 }, (_, i) =>
    Float64Array.from(factor, (level) => (level === i + 1 ? 1 : 0)),
  );
}

function levelCount(factor: Uint32Array): number {
  return factor.reduce((most, level) => Math.max(most, level), 0) + 1;
}

function sizeOf(values: Float64Array): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
}
