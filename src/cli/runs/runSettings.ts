import { resolve } from "node:path";
import { readSettings, type RunSetting } from "../../run/settings/readSettings.ts";
import type { SettingValue } from "../../sweep/table/sweepRow.ts";
import type { CheckedRun } from "./checkRuns.ts";
import type { FoundLog } from "./foundLog.ts";

/**
 * The settings of a run by the keys that a table of runs has. What the files next to a log say comes before what the log
 * says of itself.
 */
export async function settingsOf(run: CheckedRun): Promise<ReadonlyMap<string, SettingValue>> {
  const fileSettings = await readSettings(run.path, rootOf(run));
  const settings = new Map([...fileSettings].map(settingOf));
  for (const [key, value] of run.settings) {
    if (value !== null && !settings.has(key.trim())) {
      settings.set(key.trim(), value);
    }
  }
  return settings;
}

function settingOf([key, { value }]: readonly [string, RunSetting]): [string, SettingValue] {
  return [key.trim(), value];
}

/** The folder that was asked for: the log's path without what its label says of it. */
export function rootOf({ path, label }: FoundLog): string {
  const [whole, below] = [resolve(path), label.split("#")[0] ?? label];
  return whole.endsWith(below) ? whole.slice(0, whole.length - below.length) || "/" : resolve(".");
}
