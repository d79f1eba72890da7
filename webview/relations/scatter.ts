import type { RelationTrend } from "../../src/sweep/relations/relationTrend.ts";
import { element } from "../ui/element.ts";
import { significant } from "../ui/format.ts";
import { t } from "../ui/text.ts";
import { plotSize } from "./plotSize.ts";
import { scatterPicture, type ScatterPoint } from "./scatterPlot.ts";

/** A point further off than so many pixels is not what is pointed at. */
const reach = 16;

export interface ScatterContent {
  readonly points: readonly ScatterPoint[];
  readonly trend: RelationTrend | null;
  readonly titles: { readonly x: string; readonly y: string };
  /** What all points come to, in words. */
  readonly summary: string;
}

export interface ScatterActions {
  open(log: string): void;
  /** Shows a sentence about what is pointed at. */
  say(text: string): void;
}

/** A scatter plot of runs that pointer and keys go through: the run they are at is marked, named and can be opened. */
export class Scatter {
  readonly root = element("div", {
    class: "relation-plot",
    attributes: {
      tabindex: "0",
      role: "group",
      "aria-label": t("Scatter plot: Left and Right move from run to run, Enter opens a run"),
    },
  });
  readonly #actions: ScatterActions;
  #points: readonly ScatterPoint[] = [];
  #places: Float64Array = new Float64Array(0);
  #summary = "";
  /** The run that keys have gone to, by log. */
  #active: string | null = null;

  constructor(actions: ScatterActions) {
    this.#actions = actions;
    this.root.addEventListener("pointermove", (event) => this.#point(event));
    this.root.addEventListener("pointerleave", () => actions.say(this.#summary));
    this.root.addEventListener("click", (event) => {
      const near = this.#nearest(event);
      if (near !== null) {
        actions.open(near.row.log);
      }
    });
    this.root.addEventListener("keydown", (event) => this.#key(event));
  }

  /** Draws the points at the size that the plot has on the page. */
  show({ points, trend, titles, summary }: ScatterContent): void {
    this.#points = points;
    this.#summary = summary;
    this.#actions.say(summary);
    const picture = scatterPicture({ points, trend, titles, label: summary }, plotSize(this.root));
    this.#places = picture.places;
    this.root.replaceChildren(picture.root);
  }

  /** Goes through the runs from the left to the right. */
  #key(event: KeyboardEvent): void {
    const by = event.key === "ArrowLeft" ? -1 : event.key === "ArrowRight" ? 1 : 0;
    const ordered = this.#points.toSorted((one, other) => one.x - other.x || one.y - other.y);
    const at = ordered.findIndex(({ row }) => row.log === this.#active);
    const next = ordered[at < 0 ? 0 : Math.min(Math.max(at + by, 0), ordered.length - 1)];
    if (next !== undefined && by !== 0) {
      event.preventDefault();
      this.#active = next.row.log;
      this.#say(next);
    } else if (event.key === "Enter" && at >= 0 && this.#active !== null) {
      this.#actions.open(this.#active);
    }
  }

  #point(event: MouseEvent): void {
    const near = this.#nearest(event);
    this.root.classList.toggle("on-point", near !== null);
    this.#say(near);
  }

  /** Says what a run has, and marks it; what all come to where it is none. */
  #say(near: ScatterPoint | null): void {
    this.root.querySelector(".points .pointed")?.classList.remove("pointed");
    const dot = near === null ? undefined : this.root.querySelectorAll(".points circle")[this.#points.indexOf(near)];
    dot?.classList.add("pointed");
    this.#actions.say(
      near === null
        ? this.#summary
        : t("{0}: {1}, {2}. Click to open.", near.row.run, significant(near.x), significant(near.y)),
    );
  }

  #nearest({ clientX, clientY }: MouseEvent): ScatterPoint | null {
    const { left, top } = this.root.getBoundingClientRect();
    const [x, y] = [clientX - left + this.root.scrollLeft, clientY - top];
    let [nearest, distance]: [ScatterPoint | null, number] = [null, reach];
    this.#points.forEach((point, i) => {
      const off = Math.hypot((this.#places[2 * i] ?? NaN) - x, (this.#places[2 * i + 1] ?? NaN) - y);
      if (off < distance) {
        [nearest, distance] = [point, off];
      }
    });
    return nearest;
  }
}
