import type { LogTable } from "../log/columns/columns.ts";

/** What a contract derives a metric from: bits from nats are the same loss in another unit. */
export interface LossUnit {
  readonly derive: { readonly from: string; readonly scale: number } | null;
}

/** How a contract names the training loss, and its metrics. */
interface LossNames {
  readonly names: { readonly trainLoss: string };
  readonly metrics: ReadonlyMap<string, LossUnit>;
}

/**
 * Name of the training loss in a log: the contract's own, or where the log does not have that, a metric that the contract
 * derives from it (bits from nats). A factor on the loss changes no slope, knee or plateau.
 */
export function lossMetric(table: LogTable, { names, metrics }: LossNames): string {
  const own = names.trainLoss;
  if (hasValues(table, own)) {
    return own;
  }
  for (const [metric, { derive }] of metrics) {
    if (derive?.from === own && derive.scale > 0 && hasValues(table, metric)) {
      return metric;
    }
  }
  return own;
}

function hasValues(table: LogTable, metric: string): boolean {
  return (table.column(metric)?.values.length ?? 0) > 0;
}
