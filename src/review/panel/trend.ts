import type { Contract } from "../../contract/model/contract.ts";
import type { LogTable } from "../../log/columns/columns.ts";
import { at } from "../../numerics/at.ts";
import { fewestForTrend, fitTrend } from "../../numerics/regression/trend.ts";
import type { TrendAsk, TrendLine } from "../model/trendLine.ts";
import { panelColumn } from "./panelColumns.ts";

/** Most points that a trend is fitted to: of more every so many are taken. */
const mostPoints = 100_000;
/** Points that a curve is drawn through. */
const drawn = 200;

/** Fits a trend to the values of a metric within the visible part of an axis. */
export function trendOf(
  { table, contract }: { readonly table: LogTable; readonly contract: Contract },
  ask: TrendAsk,
): TrendLine {
  const { x, y } = visible({ table, contract }, ask);
  const trend = fitTrend(ask.kind, x, y);
  if (trend === null) {
    return { ask, points: [], r2: null, absent: whyNone(x, y) };
  }
  const [low, high] = [x.reduce((one, other) => Math.min(one, other)), x.reduce((one, other) => Math.max(one, other))];
  const place = (part: number): number =>
    ask.isLog && low > 0 ? low * (high / low) ** part : low + part * (high - low);
  const points = Array.from({ length: drawn }, (_, i) => place(i / (drawn - 1))).map((at) => ({
    x: at,
    y: trend.at(at),
  }));
  return { ask, points: points.filter(({ y: value }) => Number.isFinite(value)), r2: trend.r2, absent: null };
}

function whyNone(x: Float64Array, y: Float64Array): TrendLine["absent"] {
  const isSame = (values: Float64Array): boolean => values.every((value) => value === at(values, 0));
  return x.length < fewestForTrend || isSame(x) ? "fewPoints" : isSame(y) ? "constant" : "notPositive";
}

/** The finite values within the range, with their places. */
function visible(
  { table, contract }: { readonly table: LogTable; readonly contract: Contract },
  { metric, axis, origin, range: [from, to] }: TrendAsk,
): { x: Float64Array; y: Float64Array } {
  const [places, values] = [panelColumn(table, contract, axis), panelColumn(table, contract, `metric:${metric}`)];
  const x: number[] = [];
  const y: number[] = [];
  values.values.forEach((value, i) => {
    const place = at(places.values, values.rows?.[i] ?? i) - origin;
    if (Number.isFinite(value) && place >= from && place <= to) {
      x.push(place);
      y.push(value);
    }
  });
  const step = Math.ceil(x.length / mostPoints);
  const kept = (all: readonly number[]): Float64Array => Float64Array.from(all.filter((_, i) => i % step === 0));
  return { x: kept(x), y: kept(y) };
}
