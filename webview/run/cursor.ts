import type { Chart } from "chart.js";
import { element } from "../shared/element.ts";
import { valueAt, type AxisKind, type Range } from "../shared/range.ts";
import type { ChartFrame } from "./chartFrame.ts";
import type { Place } from "./reading.ts";

export interface CursorSource {
  /** The shown part of t and its axis. */
  range(): Range;
  kind(): AxisKind;
  /** What is said of a place: its title, and what the charts show there; null where there is nothing to say. */
  describe(place: Place): { readonly title: string; readonly lines: readonly HTMLElement[] } | null;
}

interface Linked {
  readonly frame: ChartFrame;
  readonly chart: Chart;
  readonly line: HTMLElement;
  readonly box: HTMLElement;
}

/** Half the width in pixels over which raw values are read at the cursor. */
const reach = 1;
const keyStep = 0.01;

/**
 * A cursor that all charts share: a line in each at the same t, and beside the one that is pointed at, the values there.
 * It lies over the canvases, so that moving it draws no chart anew. Shift and the arrow keys move it too.
 */
export class Cursor {
  readonly #source: CursorSource;
  readonly #charts: readonly Linked[];
  readonly #spoken = element("div", { class: "hidden", attributes: { "aria-live": "polite" } });
  /** Part (0 to 1) of the axis at which it stands; null where it does not show. */
  #part: number | null = null;

  constructor(charts: readonly { readonly frame: ChartFrame; readonly chart: Chart }[], source: CursorSource) {
    this.#source = source;
    this.#charts = charts.map((one) => ({ ...one, line: layer("cursor-line"), box: layer("readout") }));
    for (const linked of this.#charts) {
      const { canvas } = linked.frame;
      canvas.after(linked.line, linked.box);
      canvas.addEventListener("pointermove", (event) => this.#point(linked, event.offsetX));
      canvas.addEventListener("pointerleave", () => this.hide());
      canvas.addEventListener("blur", () => this.hide());
      canvas.addEventListener("keydown", (event) => this.#key(linked, event));
    }
    this.#charts[0]?.frame.root.append(this.#spoken);
  }

  hide(): void {
    this.#part = null;
    for (const { line, box } of this.#charts) {
      line.hidden = true;
      box.hidden = true;
    }
  }

  #point(at: Linked, x: number): void {
    const { left, right } = at.chart.chartArea;
    if (x < left || x > right) {
      this.hide();
      return;
    }
    this.#show(at, (x - left) / (right - left));
  }

  #key(at: Linked, event: KeyboardEvent): void {
    if (event.key === "Escape") {
      this.hide();
    } else if (event.shiftKey && (event.key === "ArrowLeft" || event.key === "ArrowRight")) {
      event.preventDefault();
      const step = event.key === "ArrowLeft" ? -keyStep : keyStep;
      this.#show(at, Math.min(Math.max((this.#part ?? 0.5) + step, 0), 1));
      this.#spoken.textContent = at.box.innerText.replaceAll("\n", " ");
    }
  }

  #show(at: Linked, part: number): void {
    this.#part = part;
    const { left, right } = at.chart.chartArea;
    const said = this.#source.describe(this.#place(part, reach / (right - left)));
    for (const linked of this.#charts) {
      moveLine(linked, part);
      linked.box.hidden = linked !== at || said === null;
    }
    if (said !== null) {
      at.box.replaceChildren(element("strong", { text: said.title }), ...said.lines);
      moveBox(at, part);
    }
  }

  #place(part: number, half: number): Place {
    const [range, kind] = [this.#source.range(), this.#source.kind()];
    const [t, low, high] = [part, part - half, part + half].map((one) => valueAt(range, kind, one));
    return { t: t ?? NaN, about: [low ?? NaN, high ?? NaN] };
  }
}

function layer(name: string): HTMLElement {
  const made = element("div", { class: name, attributes: { "aria-hidden": "true" } });
  made.hidden = true;
  return made;
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
  box.style.transform = `translate(${Math.round(Math.min(Math.max(beside, 0), most))}px, ${top + 6}px)`;
}
