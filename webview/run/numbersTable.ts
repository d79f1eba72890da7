import type { Points, RunPlot } from "../../src/review/runPlot.ts";
import { element } from "../shared/element.ts";
import { significant } from "../shared/format.ts";
import { clockTitle } from "./clockTitle.ts";
import { grouped, t } from "../shared/text.ts";

/** Rows that a table of drawn numbers shows; the CSV holds all. */
const mostRows = 60;

/** What the chart draws, as numbers for those who read rather than look; made when it is opened. */
export function numbersTable(plot: RunPlot, points: Points, title: string): HTMLDetailsElement {
  const step = Math.max(1, Math.ceil(points.t.length / mostRows));
  const text =
    step === 1
      ? t("Numbers of this chart")
      : t("Numbers of this chart (one in {0} of {1})", step, grouped(points.t.length));
  const made = element("details", { children: [element("summary", { text })] });
  made.addEventListener("toggle", () => {
    if (made.open && made.childElementCount === 1) {
      made.append(table({ points, step, titles: [clockTitle(plot.clock), title] }));
    }
  });
  return made;
}

interface Numbers {
  readonly points: Points;
  /** Every how many points get a row. */
  readonly step: number;
  readonly titles: readonly string[];
}

function table({ points, step, titles }: Numbers): HTMLElement {
  const rows: HTMLElement[] = [];
  for (let i = 0; i < points.t.length; i += step) {
    const cells = [points.t[i], points.y[i]].map((value) =>
      element("td", { class: "number", text: significant(value ?? null, 5) }),
    );
    rows.push(element("tr", { children: cells }));
  }
  const heads = titles.map((text) => element("th", { class: "number", text, attributes: { scope: "col" } }));
  return element("table", {
    class: "narrow",
    children: [
      element("thead", { children: [element("tr", { children: heads })] }),
      element("tbody", { children: rows }),
    ],
  });
}
