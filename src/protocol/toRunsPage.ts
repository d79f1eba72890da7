import type { Cell } from "../sweep/filter/expression.ts";
import type { CurvesOfLog } from "../sweep/curves/inOneBuffer.ts";
import type { RunCurve } from "../sweep/curves/runCurve.ts";
import type { Figure } from "../sweep/figures/figure.ts";
import type { PackedRows } from "../sweep/rows/packedRows.ts";
import type { RunRow } from "../sweep/rows/runRow.ts";
import type { AnalysisView } from "../sweep/view/tableView.ts";
import { isDrawing, isPicture } from "./isPicture.ts";
import type {
  AnalysisMessage,
  CurvesMessage,
  ExportMessage,
  RowsMessage,
  TickMessage,
  ToRunsPage,
  ViewsMessage,
} from "./runsPage.ts";
import {
  dictionary,
  either,
  isBoolean,
  isCount,
  isFloats,
  isNumber,
  isText,
  list,
  oneOf,
  optional,
  orNull,
  record,
  type Shape,
} from "./shapes.ts";
import type { ShownAnalysis } from "./shownAnalysis.ts";

/** What is checked where it is used. */
const isAnything: Shape<unknown> = (value): value is unknown => typeof value !== "function";

const isCell: Shape<Cell> = orNull(either(either(isNumber, isText), isBoolean));

const isRow = record<RunRow>({
  log: isText,
  run: isText,
  folder: isText,
  state: isText,
  stateText: isText,
  stateReason: isText,
  cells: dictionary(isCell),
  sources: dictionary(isText),
  spark: list(isNumber),
  replicate: optional(orNull(list(isText))),
  pending: optional(isBoolean),
});

const isPackedShape = record<PackedRows>({
  log: list(isText),
  run: list(isText),
  folder: list(isText),
  state: list(isText),
  stateText: list(isText),
  replicate: orNull(list(isText)),
  sparks: list(isText),
  numeric: list(isText),
  numbers: isFloats,
  others: list(record<PackedRows["others"][number]>({ id: isText, cells: list(isCell) })),
  few: record<PackedRows["few"]>({
    ids: list(isText),
    columns: list(isCount),
    rows: list(isCount),
    cells: list(isCell),
  }),
});

/** Whether all columns are of as many rows. */
const isPacked: Shape<PackedRows> = (value): value is PackedRows => {
  if (!isPackedShape(value)) {
    return false;
  }
  const { log, numeric, numbers, others, sparks, few } = value;
  const lengths = [value.run, value.folder, value.state, value.stateText, ...others.map(({ cells }) => cells)];
  const isEven = lengths.every(({ length }) => length === log.length);
  const isPlaced = few.cells.length === few.rows.length && few.cells.length === few.columns.length;
  return (
    isEven && isPlaced && numbers.length === numeric.length * log.length && [0, log.length].includes(sparks.length)
  );
};

const isRows = record<RowsMessage>({
  type: oneOf("rows"),
  rows: list(isRow),
  packed: orNull(isPacked),
  removed: list(isText),
  whole: isBoolean,
  view: isAnything,
  missing: list(isText),
  searched: isBoolean,
  hasCurves: isBoolean,
});

const isCurveShape = record<RunCurve>({ metric: isText, x: isFloats, y: isFloats, low: isFloats, high: isFloats });

/** Whether all lines of a curve have as many points. */
const isCurve: Shape<RunCurve> = (value): value is RunCurve =>
  isCurveShape(value) && [value.y, value.low, value.high].every(({ length }) => length === value.x.length);

const isCurves = record<CurvesMessage>({
  type: oneOf("curves"),
  ask: isCount,
  runs: list(record<CurvesOfLog>({ log: isText, curves: list(isCurve) })),
});

const isAnalysis = record<AnalysisMessage>({
  type: oneOf("analysis"),
  ask: isCount,
  analysis: orNull(
    record<ShownAnalysis>({
      statements: list(isText),
      limits: list(isText),
      figures: list(record<Figure>({ name: isText, title: isText, svg: orNull(isDrawing), caption: isText })),
      varying: list(isText),
      shown: record<AnalysisView>({ group: isText, x: isText, y: isText }),
    }),
  ),
  logs: list(isText),
  problem: isText,
});

const isViews = record<ViewsMessage>({
  type: oneOf("views"),
  views: list(record<ViewsMessage["views"][number]>({ name: isText, view: isAnything })),
});

const isTick = record<TickMessage>({ type: oneOf("tick"), logs: list(isText) });

const isExport = record<ExportMessage>({ type: oneOf("export") });

/** The message of the extension to the page of the table of runs, or null where it is none. */
export function parseToRunsPage(value: unknown): ToRunsPage | null {
  return isRows(value) ||
    isCurves(value) ||
    isAnalysis(value) ||
    isPicture(value) ||
    isViews(value) ||
    isTick(value) ||
    isExport(value)
    ? value
    : null;
}
