import type { TrendAsk, TrendKind, TrendLine } from "../../src/review/model/trendLine.ts";
import type { ChartModel } from "../model/chartModel.ts";
import { columnOf } from "../axes/pageAxis.ts";
import { shownRange } from "./zoomRange.ts";

interface Known {
  /** What was asked last, and with how many values here. */
  readonly asked: string;
  isUnderWay: boolean;
  trend: TrendLine | null;
}

/**
 * The trends of a page's metrics, which its extension fits: of each at most one is asked for at a time, so that a zoom that
 * is dragged along asks no more often than it is answered.
 */
export class Trends {
  readonly #ask: (ask: TrendAsk) => void;
  readonly #known = new Map<string, Known>();

  constructor(ask: (ask: TrendAsk) => void) {
    this.#ask = ask;
  }

  /** The trend of a metric over what is visible; until it comes, the one before, if it is of the same kind and axis. */
  of(metric: string, shown: ChartModel): TrendLine | null {
    const ask = askFor(metric, shown);
    if (ask === null) {
      this.#known.delete(metric);
      return null;
    }
    const known = this.#known.get(metric);
    const asked = JSON.stringify([ask, shown.metric(metric)?.length]);
    if (known?.asked !== asked && known?.isUnderWay !== true) {
      this.#known.set(metric, { asked, isUnderWay: true, trend: known?.trend ?? null });
      this.#ask(ask);
    }
    const trend = this.#known.get(metric)?.trend ?? null;
    return trend !== null && isAlike(trend.ask, ask) ? trend : null;
  }

  /** Takes up an answer; null where there is none. */
  take(metric: string, trend: TrendLine | null): void {
    const known = this.#known.get(metric);
    if (known !== undefined) {
      known.isUnderWay = false;
      known.trend = trend;
    }
  }
}

function isAlike(one: TrendAsk, other: TrendAsk): boolean {
  return one.kind === other.kind && one.axis === other.axis && one.origin === other.origin;
}

function askFor(metric: string, shown: ChartModel): TrendAsk | null {
  const { view, axis, plot } = shown;
  const whole = shown.whole("linear");
  const kind: TrendKind | null = view.trend;
  return kind === null || whole === null
    ? null
    : {
        ...{ metric, kind, axis: columnOf(axis), isLog: false },
        origin: axis === "elapsed" ? (plot.start ?? 0) : 0,
        range: shownRange(view.zoom, whole, "linear"),
      };
}
