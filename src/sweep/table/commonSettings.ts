/** Settings as far as it matters who has them. */
interface WithSettings {
  readonly settings: ReadonlyMap<string, unknown>;
}

/** The settings of some runs, in order of first appearance: those of many runs, and those of few. */
export interface SettingKeys {
  /** Settings that have a column each, and are compared. */
  readonly common: readonly string[];
  /** The others: each run's own stand in one cell of it. */
  readonly rare: ReadonlySet<string>;
}

/** So many settings are all common, whoever has them. */
const mostColumns = 200;

/** Settings of this part of the runs are common, however many there are. */
const leastPart = 0.05;

/**
 * Which settings of a sweep are columns. Runs that each have settings of their own would otherwise make a table of runs times
 * settings, nearly all of it empty: the cells of the columns that stay are at most 20 times the settings that the runs have,
 * or 200 a run. Up to 200 settings are all common. Of more, those that at least a twentieth of the runs have are, and of the
 * others those that the most runs have, as long as all together are no more than 200; settings of as many runs go together.
 */
export function settingKeysOf(runs: readonly WithSettings[]): SettingKeys {
  const counts = new Map<string, number>();
  for (const { settings } of runs) {
    for (const key of settings.keys()) {
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  const keys = [...counts.keys()];
  const fewest = fewestRuns([...counts.values()], runs.length);
  const isCommon = (key: string): boolean => (counts.get(key) ?? 0) >= fewest;
  return { common: keys.filter(isCommon), rare: new Set(keys.filter((key) => !isCommon(key))) };
}

/** How many runs have a setting at least that is common. */
function fewestRuns(counts: number[], runs: number): number {
  const next = counts.sort((one, other) => other - one)[mostColumns];
  return next === undefined ? 0 : Math.min(Math.ceil(leastPart * runs), next + 1);
}
