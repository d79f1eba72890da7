/** Metrics under one heading. */
export interface MetricGroup {
  /** What their names begin with; empty for those of names without parts, null for those that a person chose. */
  readonly prefix: string | null;
  readonly metrics: readonly string[];
}

/** The part of a metric's name before its first "/", or before its last "." where it has no "/"; empty without either. */
function prefixOf(metric: string): string {
  const slash = metric.indexOf("/");
  const end = slash > 0 ? slash : metric.lastIndexOf(".");
  return end > 0 ? metric.slice(0, end) : "";
}

/**
 * Metrics that a search finds, by what their names begin with, in the order in which a log first holds one of each group;
 * a person's favorites stand before all others. A search finds what has each of its words somewhere in its name.
 */
export function metricGroups(
  metrics: readonly string[],
  { favorites, search }: { readonly favorites: readonly string[]; readonly search: string },
): readonly MetricGroup[] {
  const found = metrics.filter((metric) => isFound(metric, search));
  const chosen = favorites.filter((metric) => found.includes(metric));
  const groups = new Map<string, string[]>();
  for (const metric of found.filter((one) => !chosen.includes(one))) {
    const prefix = prefixOf(metric);
    const group = groups.get(prefix) ?? [];
    group.push(metric);
    groups.set(prefix, group);
  }
  const others = [...groups].map(([prefix, of]) => ({ prefix, metrics: of }));
  return chosen.length === 0 ? others : [{ prefix: null, metrics: chosen }, ...others];
}

/** Whether a search finds a name. */
export function isFound(metric: string, search: string): boolean {
  const name = metric.toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => name.includes(word));
}
