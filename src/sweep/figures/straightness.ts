import { axisX, rectY, ruleX, ruleY } from "@observablehq/plot";
import { t } from "../../l10n.ts";
import { percent, shown } from "../report/numbers.ts";
import { faint, plainColor } from "./colors.ts";
import type { SweepRow } from "../table/sweepRow.ts";
import { isNumber } from "../statistics/used.ts";
import { labeledAll, type Figure, type FigureInput } from "./figure.ts";
import { axisAtSide } from "./numberAxes.ts";
import { svgOf } from "./svg.ts";

/** Histogram of how straight the curves are on log-log axes. */
export function straightnessFigure({ rows, analysis, width, mark }: FigureInput): Figure {
  const { threshold, n, missing, reached, share, wilsonClustered, below, edges, histogram } = analysis.straightness;
  const about = { name: "straightness", title: t("How closely do losses follow a power law?") };
  if (share === null) {
    return { ...about, svg: null, caption: t("No run has a power law fitted after its knee.") };
  }
  const first = edges[0] ?? 0.9;
  const step = (edges[1] ?? 1) - first;
  const known = rows.filter(({ diverged, measures: { r2 } }) => !diverged && isNumber(r2));
  const within = (low: number, high: number): readonly SweepRow[] =>
    known.filter(({ measures: { r2 } }) => (r2 ?? NaN) >= low && (r2 ?? NaN) < high);
  const last = histogram.length - 1;
  const bins = histogram.map((count, i) => {
    const [low, high] = [edges[i] ?? 0, edges[i + 1] ?? 1];
    return { low, high, count, rows: within(low, i === last ? Infinity : high) };
  });
  const rest = { low: first - step, high: first, count: below, rows: within(-Infinity, first) };
  const svg = svgOf({
    width,
    height: 200,
    marginLeft: 40,
    marginBottom: 40,
    x: { domain: [rest.low, 1], label: null },
    y: axisAtSide(t("runs"), 4),
    marks: [
      rectY([rest], {
        x1: "low",
        x2: "high",
        y: "count",
        fill: faint,
        insetLeft: 1,
        insetRight: 1,
        ...labeledAll({ mark }),
      }),
      rectY(bins, {
        x1: "low",
        x2: "high",
        y: "count",
        fill: plainColor,
        insetLeft: 1,
        insetRight: 1,
        ...labeledAll({ mark }),
      }),
      ruleY([0]),
      ruleX([threshold], { stroke: "#d55e00", strokeDasharray: "3,3", strokeWidth: 1.5 }),
      axisX({
        ticks: [first - step / 2, 0.92, 0.94, 0.96, 0.98, 1],
        tickFormat: (edge: number) => (edge < first ? t("lower") : shown(edge)),
        label: t("R² of the power law after the knee"),
        labelAnchor: "center",
      }),
    ],
  });
  const [low, high] = wilsonClustered ?? [share, share];
  const caption = t(
    "{0} of {1} runs ({2}) reach R² {3}; 95% CI {4} to {5} with seeds as clusters. Left out: {6} without a fit.",
    ...[reached, n, percent(share), shown(threshold), percent(low), percent(high), missing],
  );
  return { ...about, svg, caption };
}
