import type { ColumnPart, ColumnWant } from "../../src/review/panel/columnPart.ts";
import type { AxisId, ColumnId } from "../../src/review/model/axisIds.ts";
import { growingCounts, growingFloats } from "./growing.ts";
import { Series } from "./series.ts";

/** A column as far as it has come. */
interface Held {
  readonly values: ReturnType<typeof growingFloats>;
  /** Null while value i is of record i. */
  rows: ReturnType<typeof growingCounts> | null;
}

interface Laid {
  readonly series: Series;
  /** First record from which the series is not up to date; Infinity where it is. */
  stale: number;
}

/** The columns of one run that the page has, and the series that they give over an axis. */
export class RunColumns {
  readonly #held = new Map<ColumnId, Held>();
  readonly #series = new Map<string, Laid>();

  /** Takes what the extension sent. A part that leaves a gap belongs to a history that is lost, and is passed over. */
  take({ id, from, rows, values }: ColumnPart): void {
    const held = this.#held.get(id) ?? { values: growingFloats(), rows: null };
    if (from > held.values.length) {
      return;
    }
    this.#held.set(id, held);
    const changedFrom = rows === null ? from : (rows[0] ?? from);
    held.values.replaceFrom(from, new Float64Array(values));
    if (rows !== null || held.rows !== null) {
      held.rows ??= counted(from);
      held.rows.replaceFrom(from, rows ?? counted(from + values.length).values.slice(from));
    }
    for (const [key, laid] of this.#series) {
      if (key.split("\n").includes(id)) {
        laid.stale = Math.min(laid.stale, changedFrom);
      }
    }
  }

  /** Columns to ask for, with what is here of each already. */
  wants(ids: readonly ColumnId[]): ColumnWant[] {
    return [...new Set(ids)].map((id) => ({ id, have: this.#held.get(id)?.values.length ?? 0 }));
  }

  has(id: ColumnId): boolean {
    return this.#held.has(id);
  }

  /** The numbers of a column and their records; null where it has not come. */
  column(id: ColumnId): { readonly values: Float64Array; readonly rows: Uint32Array | null } | null {
    const held = this.#held.get(id);
    return held === undefined ? null : { values: held.values.values, rows: held.rows?.values ?? null };
  }

  /** A column over an axis, of whose values `offset` is taken away; null where either has not come. It stays the same object while it grows. */
  series(axis: AxisId, id: ColumnId, offset = 0): Series | null {
    const [x, y] = [this.column(axis), this.column(id)];
    if (x === null || y === null) {
      return null;
    }
    const key = `${axis}\n${id}\n${offset}`;
    const laid = this.#series.get(key) ?? { series: new Series(), stale: 0 };
    this.#series.set(key, laid);
    if (laid.stale < Infinity) {
      laid.series.update(joined({ axis: x.values, offset }, y), laid.stale);
      laid.stale = Infinity;
    }
    return laid.series;
  }
}

function counted(length: number): ReturnType<typeof growingCounts> {
  const made = growingCounts();
  made.replaceFrom(
    0,
    new Uint32Array(length).map((_, i) => i),
  );
  return made;
}

/** The numbers of a column with the axis at their records. */
function joined(
  { axis, offset }: { readonly axis: Float64Array; readonly offset: number },
  { values, rows }: { readonly values: Float64Array; readonly rows: Uint32Array | null },
): { x: Float64Array; y: Float64Array; rows: Uint32Array | null } {
  if (rows === null) {
    const length = Math.min(axis.length, values.length);
    const x = axis.subarray(0, length);
    return { x: offset === 0 ? x : x.map((at) => at - offset), y: values.subarray(0, length), rows };
  }
  const x = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) {
    x[i] = (axis[rows[i] ?? 0] ?? NaN) - offset;
  }
  return { x, y: values, rows };
}
