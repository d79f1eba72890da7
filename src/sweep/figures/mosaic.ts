import { dot, line, text, type Markish, type PlotOptions } from "@observablehq/plot";
import { t } from "../../l10n.ts";
import { shownName } from "../report/names.ts";
import { shown } from "../report/numbers.ts";
import { extremeRuns } from "../statistics/straightness.ts";
import { plainColor } from "./colors.ts";
import { absent, labeled, type Figure, type FigureInput } from "./figure.ts";
import { panelsOf, type MosaicPanel } from "./mosaicPanels.ts";
import { svgOf } from "./svg.ts";

/** The three straightest runs and the three least straight ones on log-log axes, each with its power law after the knee. */
export function mosaicFigure({ rows, width, curves, mark }: FigureInput): Figure {
  const about = { name: "mosaic", title: t("Which runs follow a power law most and least closely?") };
  if (curves === undefined) {
    return absent(about, t("A table alone has no curves."));
  }
  const { straightest, least } = extremeRuns(rows);
  const lines = [t("most closely"), t("least closely")] as const;
  const panels = [...panelsOf(straightest, lines[0], curves), ...panelsOf(least, lines[1], curves)];
  return panels.length < 2
    ? absent(about, t("Fewer than two runs have a power law fitted after their knee, and a curve."))
    : { ...about, svg: svgOf(plotOf(panels, { lines, width, mark })), caption: captionOf(panels) };
}

interface MosaicFrame extends Pick<FigureInput, "mark" | "width"> {
  /** The names of the lines of panels, from above. */
  readonly lines: readonly string[];
}

function plotOf(panels: readonly MosaicPanel[], { lines, width, mark }: MosaicFrame): PlotOptions {
  const log = { type: "log", tickFormat: (value: number) => shown(value) } as const;
  return {
    width,
    height: 290,
    ...{ marginTop: 34, marginLeft: 44, marginBottom: 40, marginRight: 12 },
    fx: { axis: null, padding: 0.08 },
    fy: { domain: [...lines], axis: null, padding: 0.24 },
    x: { ...log, label: t("epoch (log axis)"), labelAnchor: "center", ticks: 2 },
    y: { ...log, label: t("training loss (log axis)"), grid: true, ticks: 3 },
    marks: [...panelMarks(panels, { mark })],
  };
}

const facet = { fx: "across", fy: "up" } as const;
const start = { frameAnchor: "top-left", textAnchor: "start", lineAnchor: "bottom" } as const;

function panelMarks(panels: readonly MosaicPanel[], { mark }: Pick<FigureInput, "mark">): readonly Markish[] {
  const flat = panels.flatMap(({ points, ...panel }) => points.map((point) => ({ ...panel, ...point })));
  const fits = panels.flatMap(({ fit, ...panel }) => fit.map((point) => ({ ...panel, ...point })));
  const headed = [...new Set(panels.map(({ up }) => up))].map((up) => ({ across: 1, up }));
  // One mark a run, so that each can be pointed at; in the middle of what is drawn.
  const middles = panels.flatMap((panel) => {
    const middle = panel.points[Math.floor(panel.points.length / 2)];
    return middle === undefined ? [] : [{ ...panel, ...middle }];
  });
  return [
    dot(flat, { x: "x", y: "y", ...facet, r: 1, fill: plainColor, fillOpacity: 0.7 }),
    line(fits, { x: "x", y: "y", ...facet, stroke: "#d55e00", strokeWidth: 1.4 }),
    text([...panels], { ...facet, text: "label", frameAnchor: "bottom-left", textAnchor: "start", dx: 4, dy: -6 }),
    text(headed, { ...facet, text: "up", ...start, dy: -4, fontWeight: "bold" }),
    dot(middles, { x: "x", y: "y", ...facet, r: 3, fill: plainColor, fillOpacity: 0, ...labeled({ mark }) }),
  ];
}

function captionOf(panels: readonly MosaicPanel[]): string {
  const names = panels.map(({ row, label }) => `${shownName(row.run)} (${label})`).join("; ");
  return t("Points: means of the training loss; line: power law after the knee. From left to right: {0}.", names);
}
