import type { Chart } from "chart.js";
import { element } from "../ui/element.ts";
import { valueAt, type AxisKind, type Range } from "../model/range.ts";
import { t } from "../ui/text.ts";
import type { Place } from "./reading.ts";
import type { Readout } from "./readout.ts";

export interface CursorSource {
  /** The shown part of the x axis. */
  range(): Range;
  kind(): AxisKind;
}

/** A chart that takes part. */
export interface CursorChart {
  readonly canvas: HTMLCanvasElement;
  readonly chart: Chart;
  /** What is said of a place; null where there is nothing to say. */
  describe(place: Place): Readout | null;
  /** Opens the log at a place. */
  open(place: Place): void;
}

interface Linked extends CursorChart {
  readonly line: HTMLElement;
  readonly box: HTMLElement;
}

/** Half the width in pixels over which raw values are read at the cursor. */
const reach = 1;
const keyStep = 0.01;
/** A second click within this many milliseconds makes a double click, which means something else. */
const doubleClick = 300;
/** A pointer that moved further than this many pixels has dragged. */
const still = 3;

/**
 * A cursor that all charts share: a line in each at the same x, and beside the one that is pointed at, the values there.
 * It lies over the canvases, so that moving it draws no chart anew. Shift and the arrow keys move it too; Alt+click or
 * Enter opens the log where it stands: a plain click is too easily made by accident.
 */
export class Cursor {
  /** Speaks the values to screen readers when keys move the cursor. */
  readonly spoken = element("div", { class: "hidden", attributes: { "aria-live": "polite" } });
  readonly #source: CursorSource;
  readonly #charts: Linked[] = [];
  /** Part (0 to 1) of the axis at which it stands; null where it does not show. */
  #part: number | null = null;
  /** The chart that is pointed at. */
  #at: Linked | null = null;
  #pending = 0;

  constructor(source: CursorSource) {
    this.#source = source;
  }

  add(chart: CursorChart): void {
    const linked = { ...chart, line: layer("cursor-line"), box: layer("readout") };
    const { canvas } = chart;
    this.#charts.push(linked);
    canvas.after(linked.line, linked.box);
    canvas.addEventListener("pointermove", (event) => this.#point(linked, event.offsetX));
    canvas.addEventListener("pointerleave", () => this.hide());
    canvas.addEventListener("blur", () => this.hide());
    canvas.addEventListener("keydown", (event) => this.#key(linked, event));
    this.#listenForClicks(linked);
  }

  /** Lets a chart go that was taken off the page. */
  remove(canvas: HTMLCanvasElement): void {
    const index = this.#charts.findIndex((linked) => linked.canvas === canvas);
    if (index >= 0) {
      clearTimeout(this.#pending);
      if (this.#at === this.#charts[index]) {
        this.hide();
      }
      this.#charts.splice(index, 1).forEach(({ line, box }) => {
        line.remove();
        box.remove();
      });
    }
  }

  /** Says what stands now where the cursor is: the charts were drawn anew, and who reads there goes on reading. */
  refresh(): void {
    if (this.#at !== null && this.#part !== null) {
      this.#show(this.#at, this.#part);
    }
  }

  hide(): void {
    this.#part = null;
    this.#at = null;
    for (const { line, box } of this.#charts) {
      line.hidden = true;
      box.hidden = true;
    }
  }

  #listenForClicks(linked: Linked): void {
    let from = -Infinity;
    linked.canvas.addEventListener("pointerdown", (event) => (from = event.shiftKey ? -Infinity : event.offsetX));
    linked.canvas.addEventListener("click", (event) => {
      clearTimeout(this.#pending);
      if (event.altKey && event.detail === 1 && Math.abs(event.offsetX - from) <= still) {
        // Where the cursor stands: a click comes rounded to whole pixels, and may be a record off.
        const part = this.#part ?? partAt(linked, event.offsetX);
        this.#pending = window.setTimeout(() => this.#open(linked, part), doubleClick);
      }
    });
  }

  #open(linked: Linked, part: number | null): void {
    if (part !== null) {
      linked.open(this.#place(part, reach / widthOf(linked)));
    }
  }

  #point(linked: Linked, x: number): void {
    const part = partAt(linked, x);
    if (part === null) {
      this.hide();
    } else {
      this.#show(linked, part);
    }
  }

  #key(linked: Linked, event: KeyboardEvent): void {
    if (event.key === "Escape") {
      this.hide();
    } else if (event.key === "Enter") {
      this.#open(linked, this.#part);
    } else if (event.shiftKey && (event.key === "ArrowLeft" || event.key === "ArrowRight")) {
      event.preventDefault();
      const step = event.key === "ArrowLeft" ? -keyStep : keyStep;
      const said = this.#show(linked, Math.min(Math.max((this.#part ?? 0.5) + step, 0), 1));
      this.spoken.textContent = said === null ? t("Nothing here") : linked.box.innerText.replaceAll("\n", " ");
    }
  }

  /** What it says of a place of a chart, for which all charts have its line. */
  #show(at: Linked, part: number): Readout | null {
    this.#part = part;
    this.#at = at;
    const said = at.describe(this.#place(part, reach / widthOf(at)));
    for (const linked of this.#charts) {
      moveLine(linked, part);
      linked.box.hidden = linked !== at || said === null;
    }
    if (said !== null) {
      at.box.replaceChildren(element("strong", { text: said.title }), ...said.lines);
      moveBox(at, part);
    }
    return said;
  }

  #place(part: number, half: number): Place {
    const [range, kind] = [this.#source.range(), this.#source.kind()];
    const [x, low, high] = [part, part - half, part + half].map((one) => valueAt(range, kind, one));
    return { x: x ?? NaN, about: [low ?? NaN, high ?? NaN] };
  }
}

function layer(name: string): HTMLElement {
  const made = element("div", { class: name, attributes: { "aria-hidden": "true" } });
  made.hidden = true;
  return made;
}

function widthOf({ chart }: Linked): number {
  return chart.chartArea.right - chart.chartArea.left;
}

/** Part of the axis under a pixel; null beside it. */
function partAt({ chart }: Linked, x: number): number | null {
  const { left, right } = chart.chartArea;
  return x < left || x > right ? null : (x - left) / (right - left);
}

function moveLine({ line, chart }: Linked, part: number): void {
  const { left, right, top, bottom } = chart.chartArea;
  line.hidden = false;
  line.style.height = `${bottom - top}px`;
  line.style.transform = `translate(${left + part * (right - left)}px, ${top}px)`;
}

/** Puts the values beside the line, on the side that has room. */
function moveBox({ box, chart }: Linked, part: number): void {
  const { left, right, top } = chart.chartArea;
  const x = left + part * (right - left);
  const beside = part > 0.5 ? x - box.offsetWidth - 10 : x + 10;
  const most = chart.width - box.offsetWidth;
  box.style.transform = `translate(${Math.round(Math.max(Math.min(beside, most), 0))}px, ${top + 6}px)`;
}
