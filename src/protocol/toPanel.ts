import { axisIds, type ColumnId } from "../review/model/axisIds.ts";
import type { RunPlot, Points } from "../review/model/runPlot.ts";
import type { RunReview } from "../review/model/runReview.ts";
import { trendKinds, type TrendAsk, type TrendLine } from "../review/model/trendLine.ts";
import type { ColumnPart } from "../review/panel/columnPart.ts";
import { isPicture } from "./isPicture.ts";
import type { PanelState, ToPanel } from "./panel.ts";
import {
  isBoolean,
  isCount,
  isCounts,
  isFloats,
  isNumber,
  isText,
  list,
  oneOf,
  orNull,
  record,
  type Shape,
} from "./shapes.ts";

const isColumnId: Shape<ColumnId> = (value): value is ColumnId =>
  isText(value) && (value.startsWith("metric:") || value === "@line" || axisIds.some((axis) => axis === value));

const isPartShape = record<ColumnPart>({ id: isColumnId, from: isCount, rows: orNull(isCounts), values: isFloats });

/** Whether there is a record for each value, none of them before the one before. */
const isPart: Shape<ColumnPart> = (value): value is ColumnPart => {
  if (!isPartShape(value)) {
    return false;
  }
  const { rows, values } = value;
  return (
    rows === null || (rows.length === values.length && rows.every((row, at) => at === 0 || row > (rows[at - 1] ?? 0)))
  );
};

const isRange: Shape<readonly [number, number]> = (value): value is readonly [number, number] =>
  list(isNumber)(value) && value.length === 2;

const isTrend = record<TrendLine>({
  ask: record<TrendAsk>({
    metric: isText,
    kind: oneOf(...trendKinds),
    axis: oneOf(...axisIds),
    origin: isNumber,
    range: isRange,
    isLog: isBoolean,
  }),
  points: list(record<TrendLine["points"][number]>({ x: isNumber, y: isNumber })),
  r2: orNull(isNumber),
  absent: orNull(oneOf("fewPoints", "constant", "notPositive")),
});

const isPointsShape = record<Points>({ t: isFloats, y: isFloats });
const isPoints: Shape<Points> = (value): value is Points => isPointsShape(value) && value.t.length === value.y.length;

/** Of a plot, what every chart needs; what belongs to one chart is seen when that is drawn. */
const isPlot = record<Pick<RunPlot, "axes" | "start" | "metrics" | "loss" | "lossBins" | "lossVal" | "lambdaMax">>({
  axes: list(oneOf(...axisIds)),
  start: orNull(isNumber),
  metrics: list(isText),
  loss: isPoints,
  lossBins: isPoints,
  lossVal: isPoints,
  lambdaMax: isPoints,
}) as Shape<RunPlot>;

const isReview = record<Pick<RunReview, "run" | "log" | "records" | "summary" | "lrDrops">>({
  run: isText,
  log: isText,
  records: isCount,
  summary: isText,
  lrDrops: list(isNumber),
}) as Shape<RunReview>;

const isState = record<Pick<PanelState, "log" | "run" | "review" | "plot" | "lastRead" | "wrangler" | "problem">>({
  log: isText,
  run: isText,
  review: orNull(isReview),
  plot: orNull(isPlot),
  lastRead: orNull(isNumber),
  wrangler: isBoolean,
  problem: orNull(isText),
}) as Shape<PanelState>;

type Kind<Type extends ToPanel["type"]> = Extract<ToPanel, { type: Type }>;

const isStateMessage = record<Kind<"state">>({ type: oneOf("state"), state: isState });
const isColumns = record<Kind<"columns">>({ type: oneOf("columns"), log: isText, part: isPart });
const isTrendMessage = record<Kind<"trend">>({
  type: oneOf("trend"),
  log: isText,
  metric: isText,
  trend: orNull(isTrend),
});

/**
 * The message of the extension to the review of a run, or null where it is none. Of a state only the frame is checked: a
 * review has hundreds of fields, and a page that cannot draw one goes back to the last that it could (webview/ui/receiver.ts).
 */
export function parseToPanel(value: unknown): ToPanel | null {
  return isStateMessage(value) || isColumns(value) || isTrendMessage(value) || isPicture(value) ? value : null;
}
