import type { ParquetColumn } from "../../log/parquet/parquetBytes.ts";
import { at } from "../../numerics/at.ts";
import { CurveBins } from "./curveBins.ts";
import type { CurveAsk, RunCurve } from "./runCurve.ts";
import { binnedRoles, type BinnedRole } from "../table/curves.ts";

/** The columns of a file of curves that drawing takes. */
export const drawnColumns = ["run", "role", "metric", "t", "mean", "min", "max", "n"] as const;

/** Some rows of a file of curves. */
export class CurveRows {
  readonly #cells: ReadonlyMap<string, ParquetColumn["cells"]>;
  readonly #first: number;

  /** `first`: the row of the file that the columns begin with. */
  constructor(columns: readonly ParquetColumn[], first: number) {
    this.#cells = new Map(columns.map(({ name, cells }) => [name, cells]));
    this.#first = first;
  }

  /**
   * What a page draws of the run whose curves are from row `start` to before `end` of the file: nothing for another axis than the run's
   * clock, which the bins are of, and nothing where the file has another run there.
   */
  curvesOf(run: string, { start, end }: { readonly start: number; readonly end: number }, ask: CurveAsk): RunCurve[] {
    const rows = { start: start - this.#first, end: end - this.#first };
    if (ask.axis !== "@clock" || this.#cells.get("run")?.[rows.start] !== run) {
      return [];
    }
    const spans = this.#spans(rows);
    return ask.metrics.flatMap((metric) => {
      const span = spans.find((one) => metric === `@${one.role}` || metric === one.metric);
      const curve = span === undefined ? null : drawnBins(this.#bins(span), ask);
      return curve === null || curve.x.length === 0 ? [] : [{ metric, ...curve }];
    });
  }

  /** The metrics of a run: each is a block of rows. */
  #spans({ start, end }: { readonly start: number; readonly end: number }): readonly Span[] {
    const roles = this.#cells.get("role") ?? [];
    const spans: Span[] = [];
    for (let from = start, to = start; from < end; from = to) {
      while (to < end && roles[to] === roles[from]) {
        to += 1;
      }
      const role = binnedRoles.find((one) => one === roles[from]);
      if (role !== undefined) {
        spans.push({ role, metric: String(this.#cells.get("metric")?.[from]), start: from, end: to });
      }
    }
    return spans;
  }

  #bins({ start, end }: Span): Bins {
    const numbers = (name: string): Float64Array =>
      Float64Array.from(this.#cells.get(name)?.slice(start, end) ?? [], Number);
    return { t: numbers("t"), mean: numbers("mean"), min: numbers("min"), max: numbers("max"), n: numbers("n") };
  }
}

interface Span {
  readonly role: BinnedRole;
  readonly metric: string;
  readonly start: number;
  readonly end: number;
}

/** Stretches of a metric; all of the same length, t increasing. */
type Bins = Readonly<Record<"t" | "mean" | "min" | "max" | "n", Float64Array>>;

/** Bins that are seen, those of the same part of the axis taken together, each by its number of records. */
export function drawnBins(
  { t, mean, min, max, n }: Bins,
  { points, isLog, range }: CurveAsk,
): Omit<RunCurve, "metric"> {
  const [first, last] = range ?? [t.find((where) => !isLog || where > 0) ?? NaN, t.at(-1) ?? NaN];
  const bins = new CurveBins({ first, last, points, isLog });
  for (const [i, where] of t.entries()) {
    if (!isLog || where > 0) {
      bins.add(where, at(n, i), { mean: at(mean, i), low: at(min, i), high: at(max, i) });
    }
  }
  return bins.curve();
}
