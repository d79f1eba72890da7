import type { Chart } from "chart.js";
import { element } from "../ui/element.ts";
import { t } from "../ui/text.ts";
import type { Place } from "./reading.ts";
import type { Readout } from "./readout.ts";

/** A chart that takes part. */
export interface CursorChart {
  readonly canvas: HTMLCanvasElement;
  readonly chart: Chart;
  /** What is said of a place; null where there is nothing to say. */
  describe(place: Place): Readout | null;
  /** Opens the log at a place. */
  open(place: Place): void;
  /** Where its values are written. */
  readonly dock: HTMLElement;
}

interface Linked extends CursorChart {
  readonly line: HTMLElement;
}

/** Half the width in pixels over which raw values are read at the cursor. */
const reach = 1;
const keyStep = 0.01;
/** A second click within this many milliseconds makes a double click, which means something else. */
const doubleClick = 300;
/** A pointer that moved further than this many pixels has dragged. */
const still = 3;

/**
 * A cursor that all charts share: a line in each at the same x, and the values there in a place of their own, where they
 * cover no curve. It lies over the canvases, so that moving it redraws no chart. Shift and the arrow keys move it too; Alt+click or
 * Enter opens the log where it stands: a plain click is too easily made by accident.
 */
export class Cursor {
  /** Speaks the values to screen readers when keys move the cursor. */
  readonly spoken = element("div", { class: "hidden", attributes: { "aria-live": "polite" } });
  readonly #charts: Linked[] = [];
  /** Where it stands, as the charts' x axes count; null where it does not show. */
  #x: number | null = null;
  /** The chart that is pointed at. */
  #at: Linked | null = null;
  #pending = 0;

  add(chart: CursorChart): void {
    const { canvas } = chart;
    const linked = {
      ...chart,
      line: element("div", { class: "cursor-line", attributes: { "aria-hidden": "true" } }),
    };
    linked.line.hidden = true;
    this.#charts.push(linked);
    canvas.after(linked.line);
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
      this.#charts.splice(index, 1).forEach(({ line, dock }) => {
        line.remove();
        dock.replaceChildren();
      });
    }
  }

  /** Says what stands now where the cursor is: the charts were redrawn, and who reads there goes on reading. */
  refresh(): void {
    if (this.#at !== null && this.#x !== null) {
      this.#show(this.#at, this.#x);
    }
  }

  hide(): void {
    this.#x = null;
    this.#at = null;
    for (const { line, dock } of this.#charts) {
      line.hidden = true;
      dock.replaceChildren();
    }
  }

  #listenForClicks(linked: Linked): void {
    let from = -Infinity;
    linked.canvas.addEventListener("pointerdown", (event) => (from = event.shiftKey ? -Infinity : event.offsetX));
    linked.canvas.addEventListener("click", (event) => {
      clearTimeout(this.#pending);
      if (event.altKey && event.detail === 1 && Math.abs(event.offsetX - from) <= still) {
        // Where the cursor stands: a click comes rounded to whole pixels, and may be a record off.
        const x = this.#x ?? valueAt(linked, event.offsetX);
        this.#pending = window.setTimeout(() => open(linked, x), doubleClick);
      }
    });
  }

  #point(linked: Linked, pixel: number): void {
    const x = valueAt(linked, pixel);
    if (x === null) {
      this.hide();
    } else {
      this.#show(linked, x);
    }
  }

  #key(linked: Linked, event: KeyboardEvent): void {
    if (event.key === "Escape") {
      this.hide();
    } else if (event.key === "Enter") {
      open(linked, this.#x);
    } else if (event.shiftKey && (event.key === "ArrowLeft" || event.key === "ArrowRight")) {
      event.preventDefault();
      const { left, right } = linked.chart.chartArea;
      const [width, from] = [right - left, this.#x === null ? null : pixelOf(linked, this.#x)];
      const moved = (from ?? (left + right) / 2) + (event.key === "ArrowLeft" ? -keyStep : keyStep) * width;
      const x = valueAt(linked, Math.min(Math.max(moved, left), right));
      const said = x === null ? null : this.#show(linked, x);
      this.spoken.textContent = said === null ? t("Nothing here") : wordsIn(linked.dock);
    }
  }

  /** Puts the cursor at an x in all charts, each with its values there; gives those of the chart that is pointed at. */
  #show(at: Linked, x: number): Readout | null {
    this.#x = x;
    this.#at = at;
    let shown: Readout | null = null;
    for (const linked of this.#charts) {
      const pixel = pixelOf(linked, x);
      const said = pixel === null ? null : linked.describe(placeAt(linked, x, pixel));
      moveLine(linked, pixel);
      linked.dock.replaceChildren(...(said === null ? [] : partsOf(said)));
      shown = linked === at ? said : shown;
    }
    return shown;
  }
}

function partsOf({ title, lines }: Readout): HTMLElement[] {
  return [element("strong", { text: title }), ...lines];
}

/** All words of a dock, those among them that only a screen reader needs. */
function wordsIn(dock: HTMLElement): string {
  const leaves = [...dock.querySelectorAll("*")].filter(({ childElementCount }) => childElementCount === 0);
  return leaves
    .map(({ textContent }) => textContent)
    .filter((text) => text !== "")
    .join(" ");
}

function open(linked: Linked, x: number | null): void {
  const pixel = x === null ? null : pixelOf(linked, x);
  if (x !== null && pixel !== null) {
    linked.open(placeAt(linked, x, pixel));
  }
}

function placeAt(linked: Linked, x: number, pixel: number): Place {
  const across = linked.chart.scales["x"];
  const value = (at: number): number => across?.getValueForPixel(at) ?? NaN;
  return { x, about: [value(pixel - reach), value(pixel + reach)] };
}

/** What a chart's x axis shows at a pixel; null outside it. */
function valueAt({ chart }: Linked, pixel: number): number | null {
  const { left, right } = chart.chartArea;
  return pixel < left || pixel > right ? null : (chart.scales["x"]?.getValueForPixel(pixel) ?? null);
}

/** Where on a chart an x stands; null outside it. */
function pixelOf({ chart }: Linked, x: number): number | null {
  const { left, right } = chart.chartArea;
  const pixel = chart.scales["x"]?.getPixelForValue(x) ?? NaN;
  // What was read off a pixel at the very edge may come back a hair beyond it.
  return pixel >= left - 0.5 && pixel <= right + 0.5 ? Math.min(Math.max(pixel, left), right) : null;
}

function moveLine({ line, chart }: Linked, pixel: number | null): void {
  const { top, bottom } = chart.chartArea;
  line.hidden = pixel === null;
  if (pixel !== null) {
    line.style.height = `${bottom - top}px`;
    line.style.transform = `translate(${pixel}px, ${top}px)`;
  }
}
