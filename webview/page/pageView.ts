import type { Chart } from "chart.js";
import type { ColumnId } from "../../src/review/model/axisIds.ts";
import type { Host } from "../ui/host.ts";
import { middleOf, zoomed, type AxisKind, type Range } from "../axes/range.ts";
import type { RunColumns } from "../model/runColumns.ts";
import { zoomPan } from "../cursor/zoomPan.ts";
import { keptWithin, shownRange } from "../cursor/zoomRange.ts";
import { Cursor, type CursorChart } from "../cursor/cursor.ts";
import { restoredView, type ViewState } from "../model/viewState.ts";

/** What a page asks for of one run. */
export interface ColumnNeeds {
  readonly log: string;
  readonly columns: RunColumns;
  readonly ids: readonly ColumnId[];
}

/** How a chart takes part in what all charts share. */
export interface LinkedChart extends Pick<CursorChart, "describe" | "open" | "dock"> {
  readonly kind?: AxisKind;
}

export interface PageViewParts {
  readonly host: Host;
  /** The runs that the page shows. */
  readonly logs: readonly string[];
  /** Draws the page as the view now is. */
  draw(): void;
  /** The columns that the page needs of its runs, those that have come. */
  needs(): readonly ColumnNeeds[];
  /** All that an x axis of a kind has to show. */
  whole(kind: AxisKind): Range;
  /** Kind of the x axis of the main chart. */
  kind(): AxisKind;
  /** The part of the x axis that the charts show now, as far as it was chosen. */
  zoomed(): Range | null;
}

/**
 * What a page shows of its runs: the person's choices, kept and followed by one drawing a frame and the columns that they
 * need, and the x axis and the cursor that all its charts share.
 */
export class PageView {
  readonly cursor: Cursor;
  readonly #parts: PageViewParts;
  /** What was asked of the extension last, by log. */
  readonly #asked = new Map<string, string>();
  #state: ViewState;
  #frame = 0;

  constructor(parts: PageViewParts) {
    this.#parts = parts;
    this.#state = restoredView(parts.host.kept, parts.logs);
    parts.host.keep(this.#state);
    this.cursor = new Cursor();
  }

  get state(): ViewState {
    return this.#state;
  }

  /** Whoever moves about no longer follows the end. */
  change(chosen: Partial<ViewState>): void {
    this.keep("zoom" in chosen && !("follows" in chosen) ? { ...chosen, follows: false } : chosen);
    this.redraw();
    // Every zoom needs the same columns.
    if (Object.keys(chosen).some((choice) => choice !== "zoom")) {
      this.ask();
    }
  }

  /** Remembers what changes nothing that is drawn. */
  keep(chosen: Partial<ViewState>): void {
    this.#state = { ...this.#state, ...chosen, chosen: Date.now() };
    this.#parts.host.keepChoice(this.#state);
  }

  /** Draws once for all changes until the next frame. */
  redraw(): void {
    if (this.#frame === 0) {
      this.#frame = requestAnimationFrame(() => {
        this.#frame = 0;
        this.#parts.draw();
      });
    }
  }

  /** Asks for the columns that what is shown needs, of every run for which they are others than before. */
  ask(): void {
    for (const { log, columns, ids } of this.#parts.needs()) {
      const asked = [...new Set(ids)].sort().join("\n");
      if (asked !== this.#asked.get(log)) {
        this.#asked.set(log, asked);
        this.#parts.host.send({ type: "columns", log, wants: columns.wants(ids) });
      }
    }
  }

  /** Shows less or more about the middle of what is shown; all of it where the factor is null. */
  zoom(factor: number | null): void {
    const [range, kind] = [this.range(), this.#parts.kind()];
    const chosen = factor === null ? null : zoomed(range, kind, { factor, about: middleOf(range, kind) });
    this.change({ zoom: chosen && keptWithin(chosen, this.#parts.whole(kind), kind) });
  }

  /** Keeps the end in sight: of the part that is shown, or of the last quarter where all is. */
  follow(follows: boolean): void {
    const whole = this.#parts.whole("linear");
    const zoom = this.#parts.zoomed() ?? [whole[1] - (whole[1] - whole[0]) / 4, whole[1]];
    this.change(follows ? { follows, zoom } : { follows });
  }

  /** The part of the x axis that charts of a kind show. */
  range(kind = this.#parts.kind()): Range {
    return shownRange(this.#parts.zoomed(), this.#parts.whole(kind), kind);
  }

  /** Lets a chart take part in zoom and cursor; its x axis is of the main chart's kind unless it says another. */
  link(canvas: HTMLCanvasElement, chart: Chart, { kind, ...at }: LinkedChart): void {
    const own = (): AxisKind => kind ?? this.#parts.kind();
    const target = {
      area: () => chart.chartArea,
      range: () => this.range(own()),
      kind: own,
      whole: () => this.#parts.whole(own()),
    };
    zoomPan(canvas, target, (zoom) => this.change({ zoom }));
    this.cursor.add({ canvas, chart, ...at });
  }
}
