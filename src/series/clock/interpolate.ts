import type { Column } from "../../log/columns/columns.ts";

/** A column's value at each of the given records (increasing), between two that hold one in proportion; NaN outside. */
export function interpolated({ rows: known, values }: Column, rows: Uint32Array): Float64Array {
  let before = -1;
  let next = 0;
  return new Float64Array(rows.length).map((_, i) => {
    const row = rows[i] ?? 0;
    for (; next < known.length && (known[next] ?? 0) <= row; next += 1) {
      before = Number.isFinite(values[next]) ? next : before;
    }
    while (next < known.length && !Number.isFinite(values[next])) {
      next += 1;
    }
    const [from, to] = [known[before] ?? Number.NaN, known[next] ?? Number.NaN];
    const start = values[before] ?? Number.NaN;
    return from === row ? start : start + ((row - from) / (to - from)) * ((values[next] ?? Number.NaN) - start);
  });
}
