import type { RunRow } from "../../src/sweep/rows/runRow.ts";
import { element } from "../ui/element.ts";
import { counted, t } from "../ui/text.ts";

/** Pixels of the page within which the mark of a run is pointed at. */
const reach = 12;

/** So many runs of a mark are named; of the others it is said how many they are. */
const mostNamed = 8;

/** The mark of runs: their places among those of the analysis are its label, until their names take its place. */
const placesText = /^\d+(?: \d+)*$/;

/** A run, or the runs that a cell, a box or a bar stands for. */
interface Mark {
  readonly shape: SVGElement;
  readonly rows: readonly RunRow[];
}

export interface MarkActions {
  /** Opens the review of a run. */
  open(log: string): void;
  /** Ticks runs and draws their curves. */
  draw(logs: readonly string[]): void;
}

/** Takes the places of runs off the marks of a figure, for those who save it: they mean nothing outside the page. */
export function withoutPlaces(svg: string): string {
  return svg.replace(/ aria-label="\d+(?: \d+)*"/g, "");
}

/** Lets the marks of a figure name their runs when they are pointed at, by mouse or by keyboard, and open or draw them. */
export class FigureMarks {
  /** The figure with the name of what is pointed at. */
  readonly root: HTMLElement;
  readonly #drawing: SVGElement;
  readonly #marks: readonly Mark[];
  readonly #actions: MarkActions;
  readonly #name = element("div", { class: "figure-mark", attributes: { role: "status" } });
  #pointed: Mark | null = null;

  /** `rows`: those of the analysis, in its order. `title`: of the figure. */
  constructor(
    drawing: SVGElement,
    { rows, title }: { readonly rows: readonly (RunRow | undefined)[]; readonly title: string },
    actions: MarkActions,
  ) {
    this.#drawing = drawing;
    this.#actions = actions;
    this.#marks = inReadingOrder([...drawing.querySelectorAll("[aria-label]")].flatMap((shape) => markOf(shape, rows)));
    this.#name.hidden = true;
    this.root = element("div", { class: "figure-drawing", children: [drawing, this.#name] });
    if (this.#marks.length > 0) {
      this.#listen(title);
    }
  }

  #listen(title: string): void {
    drawingEvents(this.#drawing, {
      move: (event) => this.#show(this.#at(event)),
      leave: () => this.#show(null),
      click: () => this.#act(),
    });
    this.root.tabIndex = 0;
    this.root.setAttribute("role", "group");
    this.root.setAttribute("aria-label", t("{0} Arrow keys go from mark to mark, Enter opens its run.", title));
    this.root.addEventListener("keydown", (event) => this.#key(event));
    this.root.addEventListener("blur", () => this.#show(null));
  }

  #key(event: KeyboardEvent): void {
    const at = this.#pointed === null ? -1 : this.#marks.indexOf(this.#pointed);
    const last = this.#marks.length - 1;
    const places: Readonly<Record<string, number>> = {
      ArrowRight: Math.min(at + 1, last),
      ArrowDown: Math.min(at + 1, last),
      ArrowLeft: Math.max(at - 1, 0),
      ArrowUp: Math.max(at - 1, 0),
      Home: 0,
      End: last,
    };
    const place = places[event.key];
    if (place !== undefined) {
      this.#show(this.#marks[place] ?? null);
    } else if (event.key === "Enter" && this.#pointed !== null) {
      this.#act();
    } else if (event.key === "Escape" && this.#pointed !== null) {
      this.#show(null);
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  #act(): void {
    const rows = this.#pointed?.rows ?? [];
    const [first] = rows;
    if (rows.length > 1) {
      this.#actions.draw(rows.map(({ log }) => log));
    } else if (first !== undefined) {
      this.#actions.open(first.log);
    }
  }

  /** The run that is pointed at, else the cell, box or bar. */
  #at({ clientX, clientY }: PointerEvent): Mark | null {
    let [nearest, least]: [Mark | null, number] = [null, reach];
    let area: Mark | null = null;
    for (const mark of this.#marks) {
      const { left, top, width, height } = mark.shape.getBoundingClientRect();
      if (mark.shape instanceof SVGCircleElement) {
        const distance = Math.hypot(left + width / 2 - clientX, top + height / 2 - clientY);
        // Of two at the same place the later is the one that is seen.
        if (distance <= least) {
          [nearest, least] = [mark, distance];
        }
      } else if (clientX >= left && clientX <= left + width && clientY >= top && clientY <= top + height) {
        area = mark;
      }
    }
    return nearest ?? area;
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
    this.#name.textContent = textOf(mark.rows);
    const [at, around] = [mark.shape.getBoundingClientRect(), this.#drawing.getBoundingClientRect()];
    const isRight = at.left - around.left > around.width / 2;
    this.#name.style.top = `${at.bottom - around.top + 6}px`;
    this.#name.style.left = isRight ? "auto" : `${at.left - around.left}px`;
    this.#name.style.right = isRight ? `${Math.max(0, around.right - at.right)}px` : "auto";
  }
}

function drawingEvents(
  drawing: SVGElement,
  on: { move(event: PointerEvent): void; leave(): void; click(): void },
): void {
  drawing.addEventListener("pointermove", (event) => on.move(event));
  drawing.addEventListener("pointerleave", () => on.leave());
  drawing.addEventListener("click", () => on.click());
}

function textOf(rows: readonly RunRow[]): string {
  const [first] = rows;
  if (rows.length === 1 && first !== undefined) {
    return t("{0} (click opens it)", nameOf(first));
  }
  const names = rows.slice(0, mostNamed).map(nameOf).join(", ");
  const more = rows.length - mostNamed;
  const said = counted(rows.length, ["{0} run (click draws it)", "{0} runs (click draws them)"]);
  return more > 0 ? t("{0}: {1} and {2} more", said, names, more) : `${said}: ${names}`;
}

function markOf(shape: Element, rows: readonly (RunRow | undefined)[]): readonly Mark[] {
  const places = shape.getAttribute("aria-label") ?? "";
  if (!placesText.test(places) || !(shape instanceof SVGElement)) {
    return [];
  }
  shape.removeAttribute("aria-label");
  const own = places.split(" ").flatMap((place) => rows[Number(place)] ?? []);
  if (own.length > 0) {
    shape.dataset["run"] = own.map(nameOf).join(", ");
  }
  return own.length === 0 ? [] : [{ shape, rows: own }];
}

/** From left to right; what stands above one another from the top down. */
function inReadingOrder(marks: readonly Mark[]): readonly Mark[] {
  const place = ({ shape }: Mark, ...names: readonly string[]): number =>
    Number(names.map((name) => shape.getAttribute(name)).find((value) => value !== null) ?? 0);
  const x = (mark: Mark): number => place(mark, "cx", "x");
  const y = (mark: Mark): number => place(mark, "cy", "y");
  return [...marks].sort((one, other) => x(one) - x(other) || y(one) - y(other));
}

function nameOf({ folder, run }: RunRow): string {
  return folder === "" || run.includes("/") ? run : `${folder}/${run}`;
}
