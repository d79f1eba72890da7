import type { PanelState } from "../../src/protocol/panel.ts";
import type { ColumnId } from "../../src/review/model/axisIds.ts";
import type { RunPlot } from "../../src/review/model/runPlot.ts";
import type { RunReview } from "../../src/review/model/runReview.ts";
import { Memo } from "./memo.ts";
import { hull, rangeOf, roomy, type AxisKind, type Range } from "../axes/range.ts";
import { RunColumns } from "./runColumns.ts";
import { Series } from "./series.ts";
import type { Theme } from "../ui/theme.ts";
import { axisMap, sameAxis, type AxisMap } from "../axes/axisMap.ts";
import { projectToAxis, type Drawable } from "../axes/projectToAxis.ts";
import { axesIn, columnOf, type PageAxis } from "../axes/pageAxis.ts";
import type { ViewState } from "./viewState.ts";

/** A run as its charts draw it. */
export interface ChartModel extends Drawable {
  /** The review by the run's own clock, for what is said in words. */
  readonly said: RunReview;
  readonly view: ViewState;
  readonly theme: Theme;
  /** What the x axis shows: what the person chose, as soon as its column is here. */
  readonly axis: PageAxis;
  readonly map: AxisMap;
  /** Every training loss over the axis; until the columns are here, those that came with the review. */
  readonly loss: Series;
  /** Where on the axis every record lies; null until its column is here. */
  readonly records: () => Series | null;
  /** Any metric over the axis; null until its column is here. */
  readonly metric: (name: string) => Series | null;
  /** All of the x axis that there is to show on a kind of axis; null where nothing can be. */
  readonly whole: (kind: AxisKind) => Range | null;
  readonly columns: RunColumns;
}

/** One run of a page: what the extension sent of it, laid out over the axis that is chosen. */
export class RunModel {
  readonly columns = new RunColumns();
  #state: PanelState | null = null;
  #version = 0;
  /** How many parts of columns have come. */
  #parts = 0;
  readonly #wholes = { log: new Memo<Range | null>(), linear: new Memo<Range | null>() };
  readonly #laid = new Memo<{ readonly map: AxisMap; readonly drawn: Drawable }>();
  readonly #overview = new Memo<Series>();

  get state(): PanelState | null {
    return this.#state;
  }

  take(state: PanelState): void {
    this.#state = state;
  }

  takeColumn(part: Parameters<RunColumns["take"]>[0]): void {
    this.columns.take(part);
    this.#parts++;
    if (part.id.startsWith("@")) {
      this.#version++;
    }
  }

  /** The columns that the loss chart needs over an axis. */
  needs(axis: PageAxis): ColumnId[] {
    const metric = this.#state?.review?.loss?.metric;
    return ["@clock", columnOf(axis), ...(metric === undefined ? [] : [`metric:${metric}` as const]), "@line"];
  }

  shown(view: ViewState, theme: Theme): ChartModel | null {
    const { review, plot } = this.#state ?? {};
    if (!review || !plot) {
      return null;
    }
    const axis = this.#axis(view.axis, plot);
    const { map, drawn } = this.#lay(axis, { review, plot });
    const offset = axis === "elapsed" ? (plot.start ?? 0) : 0;
    const over = (id: ColumnId): Series | null => this.columns.series(columnOf(axis), id, offset);
    const metric = (name: string): Series | null => over(`metric:${name}`);
    const loss = (review.loss === null ? null : metric(review.loss.metric)) ?? this.#overviewOf(drawn.plot);
    const records = (): Series | null => over(columnOf(axis));
    const { plot: laid } = drawn;
    const whole = (kind: AxisKind): Range | null =>
      this.#wholes[kind].of([loss, laid, axis, this.#parts], () => fullRange({ loss, plot: laid, records }, kind));
    const followed = view.follows ? whole("linear") : null;
    return {
      ...drawn,
      said: review,
      view: axis === view.axis ? { ...view, zoom: atEnd(view.zoom, followed) } : { ...view, zoom: null },
      theme,
      axis,
      map,
      loss,
      records,
      metric,
      whole,
      columns: this.columns,
    };
  }

  #axis(chosen: PageAxis, plot: RunPlot): PageAxis {
    if (chosen === "clock") {
      return chosen;
    }
    const isHere = this.columns.has(columnOf(chosen)) && this.columns.has("@clock");
    return axesIn(plot).includes(chosen) && isHere ? chosen : "clock";
  }

  /** The map to an axis and the run laid by it, found once for each axis and state. */
  #lay(axis: PageAxis, { review, plot }: Drawable): { readonly map: AxisMap; readonly drawn: Drawable } {
    return this.#laid.of([plot, review, axis, axis === "clock" ? 0 : this.#version], () => {
      const map = this.#map(axis, plot) ?? sameAxis;
      return { map, drawn: map === sameAxis ? { review, plot } : projectToAxis({ review, plot }, map) };
    });
  }

  #map(axis: PageAxis, plot: RunPlot): AxisMap | null {
    const [clock, column] = [this.columns.column("@clock"), this.columns.column(columnOf(axis))];
    return axis === "clock" || clock === null || column === null
      ? null
      : axisMap(clock, column, axis === "elapsed" ? (plot.start ?? 0) : 0);
  }

  #overviewOf(plot: RunPlot): Series {
    return this.#overview.of([plot], () => Series.of({ x: plot.loss.t, y: plot.loss.y, rows: null }));
  }
}

/** All of the x axis that there is to show: where the run has no loss, as far as its records go; null where nothing can be. */
export function fullRange(
  { loss, plot, records }: Pick<ChartModel, "loss" | "plot" | "records">,
  kind: AxisKind,
): Range | null {
  const raw = loss.spanOn(kind);
  const validation = plot.lossVal.t.length === 0 ? null : rangeOf(kind, plot.lossVal.t);
  const loaded = raw && (kind === "log" ? roomy(fromFirstBin(raw, plot), kind) : roomyFromZero(raw));
  const all = hull([loaded, validation]) ?? records()?.spanOn(kind) ?? rangeOf(kind, plot.lambdaMax.t);
  return all && (all[0] < all[1] ? all : roomy(all, kind));
}

/** A part of the axis moved to the end of a whole that is followed; as it is where none is. */
function atEnd(zoom: Range | null, whole: Range | null): Range | null {
  return zoom === null || whole === null ? zoom : [whole[1] - (zoom[1] - zoom[0]), whole[1]];
}

/** What begins at 0 or after it has no room before 0, where no run has been. */
function roomyFromZero(range: Range): Range {
  const [low, high] = roomy(range, "linear");
  return range[0] >= 0 && range[0] < range[1] ? [Math.max(low, 0), high] : [low, high];
}

/** A logarithmic axis gives most of its width to the first records, which the first bin holds together. */
function fromFirstBin([low, high]: Range, { lossBins }: Pick<RunPlot, "lossBins">): Range {
  const first = lossBins.t.find((t) => t > 0) ?? low;
  return first < high ? [Math.max(low, first), high] : [low, high];
}

/** Kind of the x axis of the loss; all other charts are linear. Dates have no logarithm that means anything. */
export function kindOfX({ axis, view }: Pick<ChartModel, "axis" | "view">): AxisKind {
  return axis === "date" ? "linear" : view.x;
}
