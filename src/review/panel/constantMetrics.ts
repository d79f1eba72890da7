import type { LogTable } from "../../log/columns/columns.ts";
import type { ConstantMetric } from "../model/runPlot.ts";

/** Those of a log's columns that hold the same finite value wherever they hold one: a number says all of them. */
export function constantMetrics(table: LogTable, metrics: readonly string[]): readonly ConstantMetric[] {
  return metrics.flatMap((metric) => {
    const values = table.column(metric)?.values ?? new Float64Array(0);
    const value = values[0] ?? NaN;
    return Number.isFinite(value) && values.every((other) => other === value) ? [{ metric, value }] : [];
  });
}
