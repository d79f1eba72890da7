import { settingKeysOf } from "./commonSettings.ts";
import { otherSettingsColumn, otherSettingsText } from "./otherSettings.ts";
import { runColumns, settingColumns, type RunColumn, type SettingColumn } from "./runColumns.ts";
import type { SettingValue } from "./sweepRow.ts";
import type { SweepRun } from "./sweepRun.ts";

type OwnSettings = Pick<SweepRun, "settings">;

/** Where the settings of some runs stand in their table. */
interface SettingPlaces {
  /** Those with a column each. */
  readonly common: readonly SettingColumn[];
  /** The cell with a run's others, null where it has none; null where all settings have a column. */
  readonly others: ((run: OwnSettings) => string | null) | null;
}

/**
 * The columns of the table of some runs: those of `runs.csv` in their order, and where there are settings that few of the
 * runs have, a last one with each run's own of these.
 */
export function tableColumns(runs: readonly OwnSettings[]): readonly RunColumn[] {
  const { common, others } = settingPlaces(settingColumns(runs), runs);
  const columns = runColumns(common);
  return others === null ? columns : [...columns, { name: otherSettingsColumn, kind: "text", cell: others }];
}

/** Where settings stand. `all`: those of the runs, each with the kind of its values. A setting that is text in one run is text in all. */
export function settingPlaces(all: readonly SettingColumn[], runs: readonly OwnSettings[]): SettingPlaces {
  const { rare } = settingKeysOf(runs);
  if (rare.size === 0) {
    return { common: all, others: null };
  }
  const texts = new Set(all.flatMap(({ key, kind }) => (kind === "text" ? [key] : [])));
  const typed = (key: string, value: SettingValue): SettingValue => (texts.has(key) ? String(value) : value);
  return {
    common: all.filter(({ key }) => !rare.has(key)),
    others: ({ settings }) =>
      otherSettingsText(new Map([...settings].map(([key, own]) => [key, typed(key, own)])), rare),
  };
}
