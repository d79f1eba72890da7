import type { SettingValue } from "./sweepRow.ts";

/** The column of the settings that have none of their own, as JSON; also what they are called in a configuration. */
export const otherSettingsColumn = "other_settings";

/**
 * Some of a run's settings as one cell, the same for the same settings; null where the run has none of them. A number that
 * JSON does not have is a text, as it is in CSV.
 */
export function otherSettingsText(
  settings: ReadonlyMap<string, SettingValue>,
  others: ReadonlySet<string>,
): string | null {
  const own = [...settings].filter(([key]) => others.has(key)).sort(([one], [other]) => (one < other ? -1 : 1));
  const pairs = own.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(asJson(value))}`);
  return own.length === 0 ? null : `{${pairs.join(",")}}`;
}

function asJson(value: SettingValue): SettingValue {
  return typeof value === "number" && !Number.isFinite(value) ? String(value) : value;
}

/** The settings of such a cell; null where it is no JSON object. What is neither number, text nor boolean is kept as its JSON. */
export function otherSettingsIn(text: string): ReadonlyMap<string, SettingValue> | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return null;
  }
  return new Map(
    Object.entries(value).flatMap(([key, own]: readonly [string, unknown]) =>
      own === null ? [] : [[key, isSetting(own) ? own : JSON.stringify(own)] as const],
    ),
  );
}

function isSetting(value: unknown): value is SettingValue {
  return ["number", "string", "boolean"].includes(typeof value);
}
