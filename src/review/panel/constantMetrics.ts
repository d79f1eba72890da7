import type { LogTable } from "../../log/columns/columns.ts";
import type { ConstantMetric } from "../model/runPlot.ts";

/** Those of a log's columns that hold the same finite value wherever they hold one: a number says all of them. */
export function constantMetrics(table: LogTable, metrics: readonly string[]): readonly ConstantMetric[] {
  return metrics.flatMap((metric) => {
    const { values = new Float64Array(0), thinned } = table.column(metric) ?? {};
    const value = values[0] ?? NaN;
    // Of a long log the extremes say what the values that are not kept were.
    const all = thinned === undefined ? [values] : [values, thinned.least, thinned.most];
    return Number.isFinite(value) && all.every((some) => some.every((other) => other === value))
      ? [{ metric, value }]
      : [];
  });
}
