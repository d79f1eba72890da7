/** What the id of a setting's column starts with. */
export const settingPrefix = "config.";

/** What the id of a metric's column starts with, which holds its last value. */
export const metricPrefix = "last.";

/** A column's name for people: a setting by its key, a metric by its own name, a result by its id. */
export function columnName(id: string): string {
  const prefix = [settingPrefix, metricPrefix].find((start) => id.startsWith(start)) ?? "";
  return id.slice(prefix.length);
}
