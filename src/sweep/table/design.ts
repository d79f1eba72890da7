import { settingKeysOf } from "./commonSettings.ts";
import { OtherLevels } from "./otherLevels.ts";
import type { SettingValue, SweepRow } from "./sweepRow.ts";

/** A run as far as the design of a sweep asks. */
export type Configured = Pick<SweepRow, "settings"> & Partial<Pick<SweepRow, "run">>;

/** How a sweep is laid out: what varies, what is repeated, what stays. */
export interface SweepDesign<Row extends Configured = SweepRow> {
  /** Settings with more than one value, replicates apart, in the table's order. */
  readonly varying: readonly string[];
  /** Settings that only repeat a configuration, such as seeds. */
  readonly replicate: readonly string[];
  readonly constant: ReadonlyMap<string, SettingValue>;
  /**
   * How many settings only few runs have (commonSettings.ts), and how many runs have such; null for none. They are not compared,
   * but runs that differ in them are not of one configuration.
   */
  readonly others: { readonly settings: number; readonly runs: number } | null;
  /** The runs of each configuration, by the values of its varying settings and of its `others` joined with `|`; in order of first appearance. */
  readonly configurations: ReadonlyMap<string, readonly Row[]>;
  /** The name of a row's configuration; made once for each row of the sweep, since every statistic asks for it. */
  readonly nameOf: (row: Row) => string;
  /** What those rows have in common that differ in some of the varying settings alone: the name without these. */
  readonly without: (keys: readonly string[]) => (row: Row) => string;
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
  const { common, rare } = settingKeysOf(rows);
  const given = replicate === null ? null : new Set(replicate);
  const repeats = (key: string): boolean => given?.has(key) ?? replicateNames.has(lastPart(key));
  const varies = (key: string): boolean => new Set(rows.map(({ settings }) => settings.get(key))).size > 1;
  const factors = common.filter((key) => !repeats(key));
  const varying = factors.filter(varies);
  const others = new OtherLevels(rows, new Set([...rare].filter((key) => !repeats(key))));
  const naming = new Naming(rows, varying, others);
  return {
    varying,
    replicate: common.filter(repeats),
    constant: constantsOf(rows[0], factors, new Set(varying)),
    others: others.counts.settings === 0 ? null : others.counts,
    configurations: grouped(rows, naming.nameOf),
    nameOf: naming.nameOf,
    without: naming.without,
  };
}

function constantsOf(
  first: Configured | undefined,
  keys: readonly string[],
  varying: ReadonlySet<string>,
): ReadonlyMap<string, SettingValue> {
  const constant = new Map<string, SettingValue>();
  for (const key of keys) {
    const value = first?.settings.get(key);
    if (value !== undefined && !varying.has(key)) {
      constant.set(key, value);
    }
  }
  return constant;
}

/** The names of the configurations of some rows. */
class Naming<Row extends Configured> {
  readonly #varying: readonly string[];
  readonly #others: OtherLevels;
  readonly #names: ReadonlyMap<Row, string>;

  constructor(rows: readonly Row[], varying: readonly string[], others: OtherLevels) {
    this.#varying = varying;
    this.#others = others;
    this.#names = new Map(rows.map((row) => [row, this.#name(row, varying)]));
  }

  readonly nameOf = (row: Row): string => this.#names.get(row) ?? this.#name(row, this.#varying);

  readonly without = (keys: readonly string[]): ((row: Row) => string) => {
    const left = this.#varying.filter((key) => !keys.includes(key));
    return (row) => this.#name(row, left);
  };

  #name(row: Row, keys: readonly string[]): string {
    const name = configurationOf(row, keys);
    if (this.#others.counts.settings === 0) {
      return name;
    }
    const own = this.#others.levelOf(row);
    return keys.length === 0 ? own : `${name}|${own}`;
  }
}

/** The values of some of a run's settings, joined with `|`; a setting that it does not have is empty. */
export function configurationOf({ settings }: Configured, keys: readonly string[]): string {
  return keys.map((key) => levelText(settings.get(key))).join("|");
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
