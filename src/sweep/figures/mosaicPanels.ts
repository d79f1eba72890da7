import { fixed } from "../report/numbers.ts";
import type { SweepCurves } from "../report/sweepCurves.ts";
import type { SweepRow } from "../table/sweepRow.ts";

/** A run among those of a mosaic. */
export interface MosaicPanel {
  readonly row: SweepRow;
  /** Its column, from 1, and the name of its line of panels. */
  readonly across: number;
  readonly up: string;
  readonly label: string;
  readonly points: readonly Point[];
  /** Ends of the power law after the knee; none where it cannot be drawn. */
  readonly fit: readonly Point[];
}

/** An epoch and a loss. */
interface Point {
  readonly x: number;
  readonly y: number;
}

/** A line of panels, one a run whose curve has enough points on log-log axes. */
export function panelsOf(rows: readonly SweepRow[], up: string, curves: SweepCurves): readonly MosaicPanel[] {
  return rows.flatMap((row, i) => {
    const points = pointsOf(row, curves);
    return points.length < 3
      ? []
      : [
          {
            row,
            across: i + 1,
            up,
            label: `R\u00b2 ${fixed(row.measures.r2 ?? NaN, 3)}`,
            points,
            fit: fitOf(row, points),
          },
        ];
  });
}

function pointsOf({ run }: SweepRow, curves: SweepCurves): readonly Point[] {
  const curve = curves.get(run);
  return Array.from(curve?.x ?? [], (x, i) => ({ x, y: curve?.y[i] ?? NaN })).filter(
    ({ x, y }) => x > 0 && y > 0 && Number.isFinite(y),
  );
}

/** The power law of the run's own slope, at the height of the points that are drawn of it. */
function fitOf({ measures: { knee, alphaFull } }: SweepRow, points: readonly Point[]): readonly Point[] {
  const after = points.filter(({ x }) => x >= (knee ?? 0));
  const [first, last] = [after[0], after.at(-1)];
  if (alphaFull === null || first === undefined || last === undefined) {
    return [];
  }
  const height = after.reduce((sum, { x, y }) => sum + Math.log(y) + alphaFull * Math.log(x), 0) / after.length;
  return [first, last].map((end) => ({ x: end.x, y: Math.exp(height - alphaFull * Math.log(end.x)) }));
}
