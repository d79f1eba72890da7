import {
  meanEstimate,
  pairedDifference,
  welchDifference,
  type MeanEstimate,
  type PairedDifference,
  type WelchDifference,
} from "../../numerics/groups/meanInterval.ts";
import { configurationOf, grouped, levelsOf, levelText, type SweepDesign } from "../table/design.ts";
import type { SweepRow } from "../table/sweepRow.ts";
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
  const differences = keys.flatMap((key) => {
    const difference = differenceOf(used, key, design);
    return difference === null ? [] : [[key, difference] as const];
  });
  return { bySetting, differences: new Map(differences) };
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

function differenceOf(used: readonly Used[], key: string, design: SweepDesign): GroupDifference | null {
  const rows = used.map(({ row }) => row);
  const [first, second, ...more] = levelsOf(rows, key).map(levelText);
  if (first === undefined || second === undefined || more.length > 0) {
    return null;
  }
  const others = design.varying.filter((other) => other !== key);
  const meansOf = (level: string): ReadonlyMap<string, number> => {
    const here = used.filter(({ row }) => levelText(row.settings.get(key)) === level);
    const groups = grouped(here, ({ row }) => configurationOf(row, others));
    return new Map([...groups].map(([name, group]) => [name, meanOf(group, ({ bestVal }) => bestVal)]));
  };
  const [one, other] = [meansOf(first), meansOf(second)];
  const shared = [...one.keys()].filter((name) => other.has(name));
  const column = (of: ReadonlyMap<string, number>): Float64Array =>
    Float64Array.from(shared, (name) => of.get(name) ?? NaN);
  const paired = pairedDifference(column(one), column(other));
  return paired === null
    ? null
    : {
        metric: "bestVal",
        levels: [first, second],
        ...paired,
        welch: welchDifference(Float64Array.from(one.values()), Float64Array.from(other.values())),
        unpaired: one.size + other.size - 2 * shared.length,
      };
}
