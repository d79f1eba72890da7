import type { SettingValue, SweepRow } from "./sweepRow.ts";

/** A run as far as the design of a sweep asks. */
export type Configured = Pick<SweepRow, "settings">;

/** How a sweep is laid out: what varies, what is repeated, what stays. */
export interface SweepDesign<Row extends Configured = SweepRow> {
  /** Settings with more than one value, replicates apart, in the table's order. */
  readonly varying: readonly string[];
  /** Settings that only repeat a configuration, such as seeds. */
  readonly replicate: readonly string[];
  readonly constant: ReadonlyMap<string, SettingValue>;
  /** The runs of each configuration, by its values joined with `|`; in order of first appearance. */
  readonly configurations: ReadonlyMap<string, readonly Row[]>;
  /** The name of a row's configuration; made once for each row of the sweep, since every statistic asks for it. */
  readonly nameOf: (row: Row) => string;
}

/** The last part of a key that says that a setting is a replicate. */
const replicateNames: ReadonlySet<string> = new Set(["seed", "random_seed", "trial", "replicate"]);

/**
 * The design of a sweep. `replicate`: the settings that only repeat a configuration; by their names (`seed`,
 * `random_seed`, `trial`, `replicate`) where none are given.
 */
export function designOf<Row extends Configured>(
  rows: readonly Row[],
  replicate: readonly string[] | null = null,
): SweepDesign<Row> {
  const keys = [...new Set(rows.flatMap(({ settings }) => [...settings.keys()]))];
  const repeats = keys.filter((key) => replicate?.includes(key) ?? replicateNames.has(lastPart(key)));
  const varies = (key: string): boolean => new Set(rows.map(({ settings }) => settings.get(key))).size > 1;
  const varying = keys.filter((key) => !repeats.includes(key) && varies(key));
  const constant = keys
    .filter((key) => !repeats.includes(key) && !varying.includes(key))
    .flatMap((key) => {
      const value = rows[0]?.settings.get(key);
      return value === undefined ? [] : [[key, value] as const];
    });
  const names = new Map(rows.map((row) => [row, configurationOf(row, varying)]));
  const nameOf = (row: Row): string => names.get(row) ?? configurationOf(row, varying);
  return {
    varying,
    replicate: repeats,
    constant: new Map(constant),
    configurations: grouped(rows, nameOf),
    nameOf,
  };
}

/** The values of a run's varying settings, joined with `|`; a setting that it does not have is empty. */
export function configurationOf({ settings }: Configured, varying: readonly string[]): string {
  return varying.map((key) => levelText(settings.get(key))).join("|");
}

/** A value as the name of a level. */
export function levelText(value: SettingValue | undefined): string {
  return value === undefined ? "" : String(value);
}

/** The levels of a setting: numbers upwards, then texts in order of first appearance. */
export function levelsOf(rows: readonly SweepRow[], key: string): readonly SettingValue[] {
  const values = [...new Set(rows.map(({ settings }) => settings.get(key)))].filter((value) => value !== undefined);
  const numbers = values.filter((value) => typeof value === "number").sort((one, other) => one - other);
  return [...numbers, ...values.filter((value) => typeof value !== "number")];
}

/** Things by the name of their group, in order of first appearance. */
export function grouped<T, Name>(things: readonly T[], nameOf: (thing: T) => Name): ReadonlyMap<Name, readonly T[]> {
  const groups = new Map<Name, T[]>();
  for (const thing of things) {
    const name = nameOf(thing);
    const group = groups.get(name) ?? [];
    groups.set(name, group);
    group.push(thing);
  }
  return groups;
}

function lastPart(key: string): string {
  return key.slice(key.lastIndexOf(".") + 1).toLowerCase();
}
