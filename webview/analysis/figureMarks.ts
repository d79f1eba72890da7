import type { RunRow } from "../../src/sweep/rows/runRow.ts";
import { element } from "../ui/element.ts";
import { t } from "../ui/text.ts";

/** Pixels of the page within which a mark is pointed at. */
const reach = 12;

/** The mark of a run: its place among the runs of the analysis is its label, until the run's name takes its place. */
const placeText = /^\d+$/;

interface Mark {
  readonly shape: SVGCircleElement;
  readonly row: RunRow;
}

/** Takes the places of runs off the marks of a figure, for those who save it: they mean nothing outside the page. */
export function withoutPlaces(svg: string): string {
  return svg.replace(/ aria-label="\d+"/g, "");
}

/** Lets the marks of a figure name their runs when they are pointed at, and open them on a click. */
export class FigureMarks {
  readonly #drawing: SVGElement;
  readonly #marks: readonly Mark[];
  readonly #name = element("div", { class: "figure-mark", attributes: { "aria-hidden": "true" } });
  #pointed: Mark | null = null;

  /** `rows`: those of the analysis, in its order. */
  constructor(drawing: SVGElement, rows: readonly (RunRow | undefined)[], open: (log: string) => void) {
    this.#drawing = drawing;
    this.#marks = [...drawing.querySelectorAll("circle[aria-label]")].flatMap((shape) => markOf(shape, rows));
    this.#name.hidden = true;
    if (this.#marks.length > 0) {
      drawing.addEventListener("pointermove", (event) => this.#point(event));
      drawing.addEventListener("pointerleave", () => this.#show(null));
      drawing.addEventListener("click", () => {
        if (this.#pointed !== null) {
          open(this.#pointed.row.log);
        }
      });
    }
  }

  /** The figure with the name of what is pointed at. */
  get root(): HTMLElement {
    return element("div", { class: "figure-drawing", children: [this.#drawing, this.#name] });
  }

  #point({ clientX, clientY }: PointerEvent): void {
    let [nearest, least]: [Mark | null, number] = [null, reach];
    for (const mark of this.#marks) {
      const { left, top, width, height } = mark.shape.getBoundingClientRect();
      const distance = Math.hypot(left + width / 2 - clientX, top + height / 2 - clientY);
      // Of two at the same place the later is the one that is seen.
      if (distance <= least) {
        [nearest, least] = [mark, distance];
      }
    }
    this.#show(nearest);
  }

  #show(mark: Mark | null): void {
    if (mark === this.#pointed) {
      return;
    }
    this.#pointed?.shape.classList.remove("pointed");
    this.#pointed = mark;
    this.#name.hidden = mark === null;
    this.#drawing.classList.toggle("points", mark !== null);
    if (mark === null) {
      return;
    }
    mark.shape.classList.add("pointed");
    this.#name.textContent = t("{0} (click opens it)", nameOf(mark.row));
    const [at, around] = [mark.shape.getBoundingClientRect(), this.#drawing.getBoundingClientRect()];
    const isRight = at.left - around.left > around.width / 2;
    this.#name.style.top = `${at.bottom - around.top + 6}px`;
    this.#name.style.left = isRight ? "auto" : `${at.left - around.left}px`;
    this.#name.style.right = isRight ? `${around.right - at.right}px` : "auto";
  }
}

function markOf(shape: Element, rows: readonly (RunRow | undefined)[]): readonly Mark[] {
  const place = shape.getAttribute("aria-label") ?? "";
  const row = placeText.test(place) ? rows[Number(place)] : undefined;
  if (row === undefined || !(shape instanceof SVGCircleElement)) {
    return [];
  }
  shape.removeAttribute("aria-label");
  shape.dataset["run"] = nameOf(row);
  return [{ shape, row }];
}

function nameOf({ folder, run }: RunRow): string {
  return folder === "" || run.includes("/") ? run : `${folder}/${run}`;
}
