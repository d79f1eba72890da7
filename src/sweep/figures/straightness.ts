import { axisX, rectY, ruleX, ruleY, type Markish, type PlotOptions } from "@observablehq/plot";
import { t } from "../../l10n.ts";
import { percent, shown } from "../report/numbers.ts";
import type { Straightness } from "../statistics/straightness.ts";
import { faint, plainColor } from "./colors.ts";
import { absent, captionOfSentences, leftOutSentence, labeledAll, type Figure, type FigureInput } from "./figure.ts";
import { axisAtSide } from "./numberAxes.ts";
import { binsOf, type StraightnessBin } from "./straightnessBins.ts";
import { svgOf } from "./svg.ts";

/** Histogram of how straight the curves are on log-log axes. */
export function straightnessFigure(input: FigureInput): Figure {
  const about = { name: "straightness", title: t("How closely do losses follow a power law?") };
  const { straightness } = input.analysis;
  const { share } = straightness;
  return share === null
    ? absent(about, t("No run has a power law fitted after its knee."))
    : { ...about, svg: svgOf(plotOf(input)), caption: captionOf(straightness, share) };
}

function plotOf({ rows, analysis: { straightness }, width, mark }: FigureInput): PlotOptions {
  const { lower, bins } = binsOf(straightness, rows);
  return {
    width,
    height: 200,
    marginLeft: 40,
    marginBottom: 40,
    x: { domain: [lower.low, 1], label: null },
    y: axisAtSide(t("runs"), 4),
    marks: [
      bars([lower], faint, { mark }),
      bars(bins, plainColor, { mark }),
      ruleY([0]),
      ruleX([straightness.threshold], { stroke: "#d55e00", strokeDasharray: "3,3", strokeWidth: 1.5 }),
      axisX({
        ticks: [(lower.low + lower.high) / 2, 0.92, 0.94, 0.96, 0.98, 1],
        tickFormat: (edge: number) => (edge < lower.high ? t("lower") : shown(edge)),
        label: t("R² of the power law after the knee"),
        labelAnchor: "center",
      }),
    ],
  };
}

function bars(bins: readonly StraightnessBin[], fill: string, { mark }: Pick<FigureInput, "mark">): Markish {
  return rectY([...bins], {
    ...{ x1: "low", x2: "high", y: "count", fill, insetLeft: 1, insetRight: 1 },
    ...labeledAll({ mark }),
  });
}

function captionOf({ n, threshold, reached, missing, wilsonClustered }: Straightness, share: number): string {
  const [low, high] = wilsonClustered ?? [share, share];
  return captionOfSentences(
    t(
      "{0} of {1} runs ({2}) reach R² {3} (95% CI {4} to {5}, clustered by configuration).",
      ...[reached, n, percent(share), shown(threshold), percent(low), percent(high)],
    ),
    leftOutSentence([missing, (count) => t("{0} without a fit", count)]),
  );
}
