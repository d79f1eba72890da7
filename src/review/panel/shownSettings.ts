/** A setting of a run as its review shows it. */
export interface ShownSetting {
  readonly key: string;
  /** Null for one that only the baseline has. */
  readonly value: number | string | boolean | null;
  /** Where it stands; empty for one that only the baseline has. */
  readonly source: string;
  /** What the baseline has; null where it has none, or where there is no baseline. */
  readonly other: number | string | boolean | null;
  /** Whether the run and the baseline differ in it. */
  readonly differs: boolean;
}

/** The settings of a run, next to those of the run that the table compares with. */
export interface ShownSettings {
  readonly settings: readonly ShownSetting[];
  /** Name of the baseline; null where there is none, or where it is the run itself. */
  readonly baseline: string | null;
}

/** Settings by key, each with where it stands. */
export type SourcedSettings = ReadonlyMap<
  string,
  { readonly value: number | string | boolean; readonly source: string }
>;

/** The settings of a run; with a baseline, those that differ come first. */
export function shownSettings(
  own: SourcedSettings,
  baseline: { readonly run: string; readonly settings: SourcedSettings } | null,
): ShownSettings {
  const keys = [...new Set([...own.keys(), ...(baseline?.settings.keys() ?? [])])];
  const settings = keys.map((key): ShownSetting => {
    const [mine, theirs] = [own.get(key), baseline?.settings.get(key)];
    const other = theirs?.value ?? null;
    return {
      ...{ key, value: mine?.value ?? null, source: mine?.source ?? "", other },
      differs: baseline !== null && (mine?.value ?? null) !== other,
    };
  });
  const sorted = [...settings.filter(({ differs }) => differs), ...settings.filter(({ differs }) => !differs)];
  return { settings: sorted, baseline: baseline?.run ?? null };
}
