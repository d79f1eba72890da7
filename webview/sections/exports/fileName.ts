/** The name of a file for a metric, whatever that is called. */
export function fileNameOf(metric: string): string {
  return metric.replaceAll(/[^\w-]+/g, "-").slice(0, 100) || "metric";
}
