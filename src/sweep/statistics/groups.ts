import {
  meanEstimate,
  pairedDifference,
  welchDifference,
  type MeanEstimate,
  type PairedDifference,
  type WelchDifference,
} from "../../numerics/groups/meanInterval.ts";
import { grouped, levelsOf, levelText, type SweepDesign } from "../table/design.ts";
import type { SweepRow } from "../table/sweepRow.ts";
import { alikeButOne } from "./alikeButOne.ts";
import { byConfiguration, isNumber, meanOf } from "./used.ts";

/** One level of a setting: means over configurations, of means over their seeds. */
interface GroupLevel {
  readonly runs: number;
  readonly alphaEarly: MeanEstimate | null;
  readonly bestVal: MeanEstimate | null;
}

/** The best validation loss of the first level minus that of the second, of a setting with two. */
interface GroupDifference extends PairedDifference {
  readonly metric: "bestVal";
  readonly levels: readonly [string, string];
  readonly welch: WelchDifference | null;
  /** Configurations that have no partner alike in all other settings. */
  readonly unpaired: number;
}

export interface GroupTables {
  /** By setting, then by level. */
  readonly bySetting: ReadonlyMap<string, ReadonlyMap<string, GroupLevel>>;
  /** By setting, of those with two levels. */
  readonly differences: ReadonlyMap<string, GroupDifference>;
}

interface Used {
  readonly row: SweepRow;
  readonly alphaEarly: number;
  readonly bestVal: number;
}

/** What each of some varying settings (all where none are given) does to the early slope and to the outcome. */
export function groupTables(
  rows: readonly SweepRow[],
  design: SweepDesign,
  keys: readonly string[] = design.varying,
): GroupTables {
  const used = rows.flatMap((row): Used[] => {
    const { alphaEarly, bestVal } = row.measures;
    return !row.diverged && isNumber(alphaEarly) && isNumber(bestVal) ? [{ row, alphaEarly, bestVal }] : [];
  });
  const bySetting = new Map(keys.map((key) => [key, levelTable(used, key, design)]));
  return { bySetting, differences: differencesOf(used, keys, design) };
}

/** The differences of those of the settings that have two levels, in the order of `keys`. */
function differencesOf(
  used: readonly Used[],
  keys: readonly string[],
  design: SweepDesign,
): ReadonlyMap<string, GroupDifference> {
  const found = new Map<string, GroupDifference | null>(keys.map((key) => [key, null]));
  const rows = used.map(({ row }) => row);
  for (const { key, alike } of alikeButOne(rows, design)) {
    const [first, second, ...more] = found.has(key) ? levelsOf(rows, key).map(levelText) : [];
    if (first !== undefined && second !== undefined && more.length === 0) {
      found.set(key, differenceOf(used, { key, levels: [first, second], alike }));
    }
  }
  return new Map([...found].flatMap(([key, one]) => (one === null ? [] : [[key, one] as const])));
}

function levelTable(used: readonly Used[], key: string, design: SweepDesign): ReadonlyMap<string, GroupLevel> {
  const levels = levelsOf(
    used.map(({ row }) => row),
    key,
  );
  const byLevel = grouped(used, ({ row }) => levelText(row.settings.get(key)));
  return new Map(
    levels.map((level) => {
      const here = byLevel.get(levelText(level)) ?? [];
      const configurations = [...byConfiguration(here, design).values()];
      const estimate = (read: (one: Used) => number): MeanEstimate | null =>
        meanEstimate(Float64Array.from(configurations, (group) => meanOf(group, read)));
      return [
        levelText(level),
        {
          runs: here.length,
          alphaEarly: estimate(({ alphaEarly }) => alphaEarly),
          bestVal: estimate(({ bestVal }) => bestVal),
        },
      ];
    }),
  );
}

interface Compared {
  readonly key: string;
  readonly levels: GroupDifference["levels"];
  /** Of each run: the number of those that are alike in all other settings. */
  readonly alike: readonly number[];
}

function differenceOf(used: readonly Used[], { key, levels, alike }: Compared): GroupDifference | null {
  const places = grouped([...used.keys()], (place) => levelText(used[place]?.row.settings.get(key)));
  const meansOf = (level: string): ReadonlyMap<number, number> => {
    const groups = grouped(places.get(level) ?? [], (place) => alike[place] ?? -1);
    return new Map([...groups].map(([name, group]) => [name, meanOf(group, (place) => used[place]?.bestVal ?? NaN)]));
  };
  const [one, other] = [meansOf(levels[0]), meansOf(levels[1])];
  const shared = [...one.keys()].filter((name) => other.has(name));
  const column = (of: ReadonlyMap<number, number>): Float64Array =>
    Float64Array.from(shared, (name) => of.get(name) ?? NaN);
  const paired = pairedDifference(column(one), column(other));
  return paired === null
    ? null
    : {
        metric: "bestVal",
        levels,
        ...paired,
        welch: welchDifference(Float64Array.from(one.values()), Float64Array.from(other.values())),
        unpaired: one.size + other.size - 2 * shared.length,
      };
}
