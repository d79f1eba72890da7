import { dot, line, text } from "@observablehq/plot";
import { t } from "../../l10n.ts";
import { shownName } from "../report/names.ts";
import { fixed } from "../report/numbers.ts";
import { extremeRuns } from "../statistics/straightness.ts";
import type { SweepRow } from "../table/sweepRow.ts";
import { plainColor } from "./colors.ts";
import { labeled, type Figure, type FigureInput } from "./figure.ts";
import { svgOf } from "./svg.ts";

const heading = {
  frameAnchor: "top-left",
  textAnchor: "start",
  lineAnchor: "bottom",
  dy: -4,
  fontWeight: "bold",
} as const;

interface Panel {
  readonly row: SweepRow;
  readonly across: number;
  readonly up: string;
  readonly label: string;
  readonly points: readonly { readonly x: number; readonly y: number }[];
  /** Ends of the power law after the knee; none where it cannot be drawn. */
  readonly fit: readonly { readonly x: number; readonly y: number }[];
}

/** The three straightest runs and the three least straight ones on log-log axes, each with its power law after the knee. */
export function mosaicFigure({ rows, width, curves, mark }: FigureInput): Figure {
  const about = { name: "mosaic", title: t("Which runs follow a power law most and least closely?") };
  const { straightest, least } = extremeRuns(rows);
  if (curves === undefined) {
    return { ...about, svg: null, caption: t("A table alone has no curves.") };
  }
  const [above, below] = [t("most closely"), t("least closely")];
  const panels = [
    ...straightest.flatMap((row, i) => panelOf(row, { across: i + 1, up: above, curves }) ?? []),
    ...least.flatMap((row, i) => panelOf(row, { across: i + 1, up: below, curves }) ?? []),
  ];
  if (panels.length < 2) {
    return {
      ...about,
      svg: null,
      caption: t("Fewer than two runs have a power law fitted after their knee, and a curve."),
    };
  }
  const flat = panels.flatMap(({ points, ...panel }) => points.map((point) => ({ ...panel, ...point })));
  const fits = panels.flatMap(({ fit, ...panel }) => fit.map((point) => ({ ...panel, ...point })));
  const facet = { fx: "across", fy: "up" } as const;
  const svg = svgOf({
    width,
    height: 290,
    ...{ marginTop: 34, marginLeft: 44, marginBottom: 40, marginRight: 12 },
    fx: { axis: null, padding: 0.08 },
    fy: { domain: [above, below], axis: null, padding: 0.24 },
    x: { type: "log", label: t("epoch (log axis)"), labelAnchor: "center", ticks: 2, tickFormat: "~g" },
    y: { type: "log", label: t("training loss (log axis)"), grid: true, ticks: 3, tickFormat: "~g" },
    marks: [
      dot(flat, { x: "x", y: "y", ...facet, r: 1, fill: plainColor, fillOpacity: 0.7 }),
      line(fits, { x: "x", y: "y", ...facet, stroke: "#d55e00", strokeWidth: 1.4 }),
      text(panels, { ...facet, text: "label", frameAnchor: "bottom-left", textAnchor: "start", dx: 4, dy: -6 }),
      text(
        [...new Set(panels.map(({ up }) => up))].map((up) => ({ across: 1, up })),
        { ...facet, text: "up", ...heading },
      ),
      // One mark a run, so that each can be pointed at; in the middle of what is drawn.
      dot(
        panels.flatMap((panel) => {
          const middle = panel.points[Math.floor(panel.points.length / 2)];
          return middle === undefined ? [] : [{ ...panel, ...middle }];
        }),
        { x: "x", y: "y", ...facet, r: 3, fill: plainColor, fillOpacity: 0, ...labeled({ mark }) },
      ),
    ],
  });
  const names = panels.map(({ row, label }) => `${shownName(row.run)} (${label})`).join("; ");
  const caption = t(
    "Points: means of the training loss; line: power law after the knee. From left to right: {0}.",
    names,
  );
  return { ...about, svg, caption };
}

function panelOf(
  row: SweepRow,
  { across, up, curves }: Pick<Panel, "across" | "up"> & { readonly curves: NonNullable<FigureInput["curves"]> },
): Panel | null {
  const curve = curves.get(row.run);
  const points = Array.from(curve?.x ?? [], (x, i) => ({ x, y: curve?.y[i] ?? NaN })).filter(
    ({ x, y }) => x > 0 && y > 0 && Number.isFinite(y),
  );
  const r2 = row.measures.r2 ?? NaN;
  return points.length < 3
    ? null
    : { row, across, up, label: `R\u00b2 ${fixed(r2, 3)}`, points, fit: fitOf(row, points) };
}

/** The power law of the run's own slope, at the height of the points that are drawn of it. */
function fitOf({ measures: { knee, alphaFull } }: SweepRow, points: Panel["points"]): Panel["fit"] {
  const after = points.filter(({ x }) => x >= (knee ?? 0));
  const [first, last] = [after[0], after.at(-1)];
  if (alphaFull === null || first === undefined || last === undefined) {
    return [];
  }
  const height = after.reduce((sum, { x, y }) => sum + Math.log(y) + alphaFull * Math.log(x), 0) / after.length;
  return [first, last].map((end) => ({ x: end.x, y: Math.exp(height - alphaFull * Math.log(end.x)) }));
}
