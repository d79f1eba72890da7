import { least } from "../../extremes.ts";
import { adjustP } from "../../numerics/groups/adjust.ts";
import { standardDeviation } from "../../numerics/groups/meanInterval.ts";
import type { Interval } from "../../numerics/stats/interval.ts";
import { mean } from "../../numerics/stats/mean.ts";
import { studentQuantile, studentTwoSidedP } from "../../numerics/stats/student.ts";
import { configurationOf, grouped, type SweepDesign } from "../table/design.ts";
import type { SweepRow } from "../table/sweepRow.ts";
import { isNumber } from "./used.ts";

/** One cell of a map of two settings: the best validation loss over its seeds. */
export interface HeatCell {
  readonly n: number;
  readonly diverged: number;
  readonly mean: number | null;
  readonly sd: number | null;
  /** The best seed: biased downwards, so never the basis of a comparison. */
  readonly min: number | null;
  /** By the deviation pooled over the map. */
  readonly interval: Interval | null;
}

/** A map of two settings, one a level of the others. */
export interface HeatMap {
  readonly pooledSd: number | null;
  readonly df: number;
  /** By the values of both settings joined with `|`. */
  readonly cells: ReadonlyMap<string, HeatCell>;
  readonly best: string | null;
  /** p of each other cell against the best, corrected by Holm over the map. */
  readonly holm: ReadonlyMap<string, number>;
  /** Cells that cannot be told from the best (p at least .05). */
  readonly ties: readonly string[];
}

export interface HeatAxes {
  readonly x: string;
  readonly y: string;
}

/** Maps of `axes`, by the values of all other settings that tell configurations apart, joined with `|`. */
export function heatMaps(
  rows: readonly SweepRow[],
  design: SweepDesign,
  { x, y }: HeatAxes,
): ReadonlyMap<string, HeatMap> {
  const maps = grouped(rows, design.without([x, y]));
  return new Map([...maps].map(([name, part]) => [name, heatMap(part, (row) => configurationOf(row, [x, y]))]));
}

/** The two settings with the most levels, those of numbers first; null where fewer than two vary. */
export function usualAxes(rows: readonly SweepRow[], { varying }: SweepDesign): HeatAxes | null {
  const order = varying
    .map((key) => {
      const values = rows.map(({ settings }) => settings.get(key));
      const isNumeric = values.every((value) => typeof value === "number");
      return { key, isNumeric, levels: new Set(values).size };
    })
    .sort((one, other) => Number(other.isNumeric) - Number(one.isNumeric) || other.levels - one.levels);
  const [x, y] = order;
  return x === undefined || y === undefined ? null : { x: x.key, y: y.key };
}

/** A map over all rows. `nameOf`: the name of a row's cell. */
export function heatMap(rows: readonly SweepRow[], nameOf: (row: SweepRow) => string): HeatMap {
  const groups = [...grouped(rows, nameOf)].map(([name, part]) => ({
    name,
    diverged: part.filter(({ diverged }) => diverged).length,
    values: Float64Array.from(
      part.flatMap(({ diverged, measures: { bestVal } }) => (!diverged && isNumber(bestVal) ? [bestVal] : [])),
    ),
  }));
  const df = groups.reduce((sum, { values }) => sum + Math.max(0, values.length - 1), 0);
  const squares = groups.reduce(
    (sum, { values }) => sum + (standardDeviation(values) ?? 0) ** 2 * Math.max(0, values.length - 1),
    0,
  );
  const pooledSd = df === 0 ? null : Math.sqrt(squares / df);
  const cells = new Map(groups.map(({ name, diverged, values }) => [name, cellOf(values, diverged, { pooledSd, df })]));
  return { pooledSd, df, cells, ...bestOf(cells, pooledSd, df) };
}

interface Pooled {
  readonly pooledSd: number | null;
  readonly df: number;
}

function cellOf(values: Float64Array, diverged: number, { pooledSd, df }: Pooled): HeatCell {
  const n = values.length;
  const center = n === 0 ? null : mean(values);
  const reach = pooledSd === null || n === 0 ? null : (studentQuantile(0.975, df) * pooledSd) / Math.sqrt(n);
  return {
    n,
    diverged,
    mean: center,
    sd: standardDeviation(values),
    min: n === 0 ? null : least(values),
    interval: center === null || reach === null ? null : [center - reach, center + reach],
  };
}

function bestOf(
  cells: ReadonlyMap<string, HeatCell>,
  pooledSd: number | null,
  df: number,
): Pick<HeatMap, "best" | "holm" | "ties"> {
  const filled = [...cells].flatMap(([name, { n, mean: center }]) => (center === null ? [] : [{ name, n, center }]));
  const [best, ...others] = filled.sort((one, other) => one.center - other.center);
  if (best === undefined || pooledSd === null || !(pooledSd > 0)) {
    return { best: best?.name ?? null, holm: new Map(), ties: [] };
  }
  const raw = others.map(({ n, center }) =>
    studentTwoSidedP((center - best.center) / (pooledSd * Math.sqrt(1 / n + 1 / best.n)), df),
  );
  const { holm } = adjustP(raw);
  const byName = others.map(({ name }, i) => [name, holm[i] ?? NaN] as const);
  const ties = new Set(byName.filter(([, p]) => p >= 0.05).map(([name]) => name));
  return {
    best: best.name,
    holm: new Map(byName),
    ties: [...cells.keys()].filter((name) => ties.has(name)),
  };
}
