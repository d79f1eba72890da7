import { levelText, type SweepDesign } from "../table/design.ts";
import type { SweepRow } from "../table/sweepRow.ts";

/** Which rows differ in one setting at most. */
interface AlikeRows {
  /** The setting that does not count. */
  readonly key: string;
  /** A number a row; rows that are alike in all other settings have the same. */
  readonly alike: readonly number[];
}

/**
 * Of each varying setting in turn, which rows are alike in all the others; seeds do not count. Rows agree in all settings
 * but one where they agree in those before it and in those after it, so that the work grows with rows times settings,
 * not with the square of the settings.
 */
export function* alikeButOne(rows: readonly SweepRow[], { varying, without }: SweepDesign): Generator<AlikeRows> {
  // What is no varying setting and tells rows apart nevertheless comes before them all.
  let before = numbered(rows, without(varying));
  const levels = varying.map((key) => numbered(rows, ({ settings }) => levelText(settings.get(key))));
  const after = endingAlike(levels, rows.length);
  for (const [place, key] of varying.entries()) {
    yield { key, alike: paired(before, after[place + 1] ?? before) };
    before = paired(before, levels[place] ?? before);
  }
}

/** Of each place, and of the end: which rows have the same levels from there on. */
function endingAlike(levels: readonly (readonly number[])[], rows: number): readonly (readonly number[])[] {
  const endings: (readonly number[])[] = [new Array<number>(rows).fill(0)];
  for (const column of levels.toReversed()) {
    endings.push(paired(column, endings.at(-1) ?? column));
  }
  return endings.reverse();
}

/** The same number for the same name. */
function numbered(rows: readonly SweepRow[], nameOf: (row: SweepRow) => string): readonly number[] {
  const numbers = new Map<string, number>();
  return rows.map((row) => numberOf(numbers, nameOf(row)));
}

/** The same number for the same pair of numbers, which are below their count. */
function paired(one: readonly number[], other: readonly number[]): readonly number[] {
  const numbers = new Map<number, number>();
  return one.map((number, row) => numberOf(numbers, number * one.length + (other[row] ?? 0)));
}

function numberOf<Name>(numbers: Map<Name, number>, name: Name): number {
  const number = numbers.get(name) ?? numbers.size;
  numbers.set(name, number);
  return number;
}
