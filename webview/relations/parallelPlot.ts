import { greatest, least } from "../../src/extremes.ts";
import { valueOn, type ParallelAxis } from "../../src/sweep/relations/parallelAxes.ts";
import { brushClause, type Brush } from "../../src/sweep/relations/brush.ts";
import { valueText } from "../../src/sweep/view/valueText.ts";
import { significant } from "../ui/format.ts";
import { t } from "../ui/text.ts";
import { svg } from "./svg.ts";
import type { PlotSize } from "./scatterPlot.ts";

export interface ParallelContent {
  readonly axes: readonly ParallelAxis[];
  /** By row: its color, null where the filter leaves it out. */
  readonly colors: readonly (string | null)[];
  readonly titleOf: (id: string) => string;
  readonly brushes: Readonly<Record<string, string>>;
  readonly label: string;
}

export interface ParallelActions {
  /** What a person marked of a column, as an expression; null for nothing any more. */
  brush(column: string, clause: string | null): void;
  /** Moves an axis by so many places. */
  move(column: string, by: number): void;
}

const margin = { side: 56, top: 30, bottom: 24 };
/** Pixels beyond the ends of an axis from which a brush may start: nobody hits an end exactly. */
const beyond = 10;
/** A drag of fewer pixels is a click, which takes the brush away. */
const leastBrush = 4;

/** Parallel coordinates: a line a run. An axis is brushed by dragging along it and moved by dragging its title. */
export function parallelPicture(content: ParallelContent, actions: ParallelActions, size: PlotSize): SVGSVGElement {
  const { axes, colors } = content;
  const across = (i: number): number =>
    margin.side + (i * (size.width - 2 * margin.side)) / Math.max(1, axes.length - 1);
  const up = (place: number): number =>
    size.height - margin.bottom - place * (size.height - margin.top - margin.bottom);
  const pathOf = (row: number): string => {
    let d = "";
    let isBegun = false;
    axes.forEach(({ places }, i) => {
      const place = places[row] ?? NaN;
      d += Number.isNaN(place) ? "" : `${isBegun ? "L" : "M"}${across(i).toFixed(1)} ${up(place).toFixed(1)}`;
      isBegun = !Number.isNaN(place);
    });
    return d;
  };
  // All runs of a color are one path, so that thousands are a few elements.
  const paths = new Map<string | null, string>();
  colors.forEach((color, row) => paths.set(color, (paths.get(color) ?? "") + pathOf(row)));
  const left = svg("path", { d: paths.get(null) ?? "", class: "left-out" });
  const drawn = [...paths].filter(([color]) => color !== null);
  return svg("svg", { ...size, role: "group", "aria-label": content.label, class: "relation parallel" }, [
    left,
    ...drawn.map(([color, d]) => svg("path", { d, class: "run-line", stroke: color ?? "none" })),
    ...axes.map((axis, i) => axisPicture(axis, { content, actions, x: across(i), size, step: across(1) - across(0) })),
  ]);
}

interface AxisPlace {
  readonly content: ParallelContent;
  readonly actions: ParallelActions;
  readonly x: number;
  readonly size: PlotSize;
  /** Pixels between two axes. */
  readonly step: number;
}

function axisPicture(axis: ParallelAxis, place: AxisPlace): SVGGElement {
  const { content, x, size } = place;
  const { id } = axis.column;
  const [top, bottom] = [margin.top, size.height - margin.bottom];
  const isBrushed = content.brushes[id] !== undefined;
  const title = svg("text", { x, y: 14, class: "axis-title", tabindex: 0, role: "button" }, [content.titleOf(id)]);
  title.setAttribute(
    "aria-label",
    t("{0}: move with Left and Right, remove the brush with Delete", content.titleOf(id)),
  );
  listenTitle(title, axis, place);
  const field = svg("rect", {
    x: x - 10,
    y: top - beyond,
    width: 20,
    height: bottom - top + 2 * beyond,
    class: isBrushed ? "field brushed" : "field",
  });
  const mark = svg("rect", { x: x - 6, y: top, width: 12, height: 0, class: "brush" });
  listenBrush(field, mark, axis, place);
  return svg("g", { class: "parallel-axis" }, [
    svg("line", { x1: x, x2: x, y1: top, y2: bottom, class: "axis-line" }),
    ...labelsOf(axis, place.step).map(({ part, text }) =>
      svg(
        "text",
        { x: x + 8, y: bottom - part * (bottom - top) + (part === 1 ? -4 : part === 0 ? 14 : 4), class: "tick" },
        [text],
      ),
    ),
    field,
    mark,
    title,
  ]);
}

/** Pixels of a letter of a label, about. */
const letter = 7;

function labelsOf(axis: ParallelAxis, room: number): readonly { readonly part: number; readonly text: string }[] {
  const { values } = axis;
  const most = Math.max(3, Math.floor(room / letter) - 2);
  const cut = (text: string): string => (text.length <= most ? text : `${text.slice(0, most - 1)}…`);
  return values === null
    ? [0, 1].map((part) => ({ part, text: significant(valueOn(axis, part), 3) }))
    : values.map((value, i) => ({
        part: i / (values.length - 1),
        text: cut(valueText(axis.column.id, String(value))),
      }));
}

function listenTitle(title: SVGElement, { column }: ParallelAxis, { actions, step }: AxisPlace): void {
  let from: number | null = null;
  title.addEventListener("pointerdown", (event) => {
    from = event.clientX;
    title.setPointerCapture(event.pointerId);
  });
  title.addEventListener("pointerup", (event) => {
    const by = from === null ? 0 : Math.round((event.clientX - from) / step);
    from = null;
    if (by !== 0) {
      actions.move(column.id, by);
    }
  });
  title.addEventListener("keydown", (event) => {
    const by = event.key === "ArrowLeft" ? -1 : event.key === "ArrowRight" ? 1 : 0;
    if (by !== 0) {
      event.preventDefault();
      actions.move(column.id, by);
    } else if (event.key === "Delete" || event.key === "Backspace") {
      actions.brush(column.id, null);
    }
  });
}

function listenBrush(field: SVGElement, mark: SVGElement, axis: ParallelAxis, { actions, size }: AxisPlace): void {
  const height = size.height - margin.top - margin.bottom;
  let from: number | null = null;
  // Places on the picture: what an event calls its offset is another thing on each element of it.
  const cut = ({ clientY }: PointerEvent): number => {
    const y = clientY - (field.ownerSVGElement?.getBoundingClientRect().top ?? 0);
    return Math.min(Math.max(y, margin.top), margin.top + height);
  };
  field.addEventListener("pointerdown", (event) => {
    from = cut(event);
    field.setPointerCapture(event.pointerId);
  });
  field.addEventListener("pointermove", (event) => {
    if (from !== null) {
      mark.setAttribute("y", String(Math.min(from, cut(event))));
      mark.setAttribute("height", String(Math.abs(cut(event) - from)));
    }
  });
  field.addEventListener("pointerup", (event) => {
    const to = cut(event);
    const ends = from === null ? [] : [from, to].map((y) => 1 - (y - margin.top) / height);
    const isClick = from !== null && Math.abs(to - from) < leastBrush;
    from = null;
    const brush = isClick ? null : brushOf(axis, least(ends), greatest(ends));
    actions.brush(axis.column.id, brush === null ? null : brushClause(axis.column.id, brush));
  });
}

/** What lies between two places of an axis, rounded to what a person points at; an end of the axis is itself. */
function brushOf(axis: ParallelAxis, from: number, to: number): Brush | null {
  const { values } = axis;
  if (values !== null) {
    const marked = values.filter((_, i) => i / (values.length - 1) >= from && i / (values.length - 1) <= to);
    return marked.length === 0 ? null : { kind: "values", values: marked };
  }
  const valueNear = (place: number): number =>
    place <= 0 || place >= 1 ? valueOn(axis, Math.round(place)) : Number(valueOn(axis, place).toPrecision(4));
  const [low = 0, high = 0] = [valueNear(from), valueNear(to)].sort((one, other) => one - other);
  return { kind: "range", low, high };
}
