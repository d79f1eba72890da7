import { loggedCount, type Column } from "../../log/columns/columns.ts";

/** What a column holds, read off a sample of its values. */
export interface ColumnTraits {
  /** Numbers in the column, not only in the sample. */
  readonly count: number;
  /** Whether any of them is finite. */
  readonly finite: boolean;
  /** Whether all finite ones are whole numbers. */
  readonly whole: boolean;
  /** Whether the finite ones differ. */
  readonly varies: boolean;
  /** Whether it rises from value to value, but for a few places where a run was resumed or an epoch began. */
  readonly grows: boolean;
}

/** What is looked at of a long column: stretches of neighbors, spread over it. */
const stretches = 64;
const stretchLength = 32;

/** A clock may go back so often among its moves: a step that restarts each epoch, a resumed run. */
const mostFalls = 0.2;

/** The traits of a column, from at most 2,048 of its values. */
export function columnTraits(column: Column): ColumnTraits {
  let whole = true;
  let rises = 0;
  let falls = 0;
  let first = Number.NaN;
  let last = Number.NaN;
  let finite = 0;
  let varies = false;
  for (const stretch of column.thinned?.samples ?? sampled(column.values)) {
    let before = Number.NaN;
    for (const value of stretch) {
      if (Number.isFinite(value)) {
        first = finite === 0 ? value : first;
        last = value;
        finite += 1;
        varies ||= value !== first;
        whole &&= Number.isInteger(value);
        rises += value > before ? 1 : 0;
        falls += value < before ? 1 : 0;
        before = value;
      }
    }
  }
  const moves = rises + falls;
  return {
    count: loggedCount(column),
    finite: finite > 0,
    whole: finite > 0 && whole,
    varies,
    // Whole epochs of many records each may not move within any stretch.
    grows: moves === 0 ? last > first : falls <= mostFalls * moves,
  };
}

function sampled(values: Float64Array): readonly Float64Array[] {
  if (values.length <= stretches * stretchLength) {
    return [values];
  }
  const gap = (values.length - stretchLength) / (stretches - 1);
  return Array.from({ length: stretches }, (_, index) => {
    const start = Math.round(index * gap);
    return values.subarray(start, start + stretchLength);
  });
}
