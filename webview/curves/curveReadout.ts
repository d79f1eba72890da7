import { valueAt } from "../../src/sweep/curves/bandOf.ts";
import { element } from "../ui/element.ts";
import { significant } from "../ui/format.ts";
import { t } from "../ui/text.ts";
import type { CurvePlot } from "./curvePlot.ts";
import { mainLines, type DrawnLine } from "./curveLines.ts";

/** Lines of the read-out. */
const most = 8;

interface Pointed {
  readonly plot: CurvePlot;
  readonly key: string | null;
  readonly x: number;
  /** The place on the x axis, in words. */
  readonly said: string;
}

/** The lines nearest to what is pointed at, by their value there, with what they have in every chart. */
function readoutRows({ plot, key, x }: Pointed): readonly DrawnLine[] {
  const there = mainLines(plot.lines)
    .map((line) => ({ line, y: valueAt(line, x) }))
    .filter(({ y }) => Number.isFinite(y));
  const center = there.find(({ line }) => line.key === key)?.y ?? there[0]?.y ?? 0;
  return there
    .toSorted((one, other) => Math.abs(one.y - center) - Math.abs(other.y - center))
    .slice(0, most)
    .toSorted((one, other) => one.y - other.y)
    .map(({ line }) => line);
}

/** The read-out as a table: a row a line, a column a chart. */
export function readoutTable(pointed: Pointed, plots: readonly CurvePlot[]): HTMLElement {
  const rows = readoutRows(pointed);
  const all = new Set(pointed.plot.lines.map(({ key }) => key)).size;
  const head = ["", ...plots.map(({ title }) => title)].map((text) => element("th", { text }));
  const body = rows.map((line) =>
    element("tr", {
      class: line.key === pointed.key ? "pointed" : "",
      children: [
        element("th", {
          attributes: { scope: "row", title: line.name },
          children: [swatch(line.color), shortened(line.name)],
        }),
        ...plots.map((plot) => element("td", { text: valueText(plot, line.key, pointed.x) })),
      ],
    }),
  );
  return element("div", {
    children: [
      element("h3", { text: pointed.said }),
      element("table", { children: [element("tr", { children: head }), ...body] }),
      element("p", {
        class: "muted",
        text: rows.length < all ? t("The nearest {0} of {1} lines, sorted by value.", rows.length, all) : "",
      }),
    ],
  });
}

function valueText(plot: CurvePlot, key: string, x: number): string {
  const line = mainLines(plot.lines).find((one) => one.key === key);
  const value = line === undefined ? NaN : valueAt(line, x);
  if (line === undefined || !Number.isFinite(value)) {
    return "–";
  }
  const n = line.band?.n[line.x.findIndex((one) => one >= x)];
  return n === undefined ? significant(value, 4) : t("{0} (n {1})", significant(value, 4), n);
}

/** A name whose end is seen where it does not fit: runs differ there. */
function shortened(name: string): HTMLElement {
  return element("span", { class: "end", children: [element("bdi", { text: name })] });
}

/** A small field of a line's color. */
export function swatch(color: string): HTMLElement {
  const made = element("span", { class: "swatch", attributes: { "aria-hidden": "true" } });
  made.style.background = color;
  return made;
}
