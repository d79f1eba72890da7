import { dot, linearRegressionY } from "@observablehq/plot";
import { t } from "../../l10n.ts";
import { shownName } from "../report/names.ts";
import { pText, withInterval } from "../report/numbers.ts";
import { byConfiguration, usedPairs } from "../statistics/used.ts";
import { mean } from "../../numerics/stats/mean.ts";
import { levelsOf, levelText } from "../table/design.ts";
import { faint, legendOf, levelColors, plainColor } from "./colors.ts";
import { labeled, type Figure, type FigureInput } from "./figure.ts";
import { axisAtSide, axisBelow } from "./numberAxes.ts";
import { svgOf } from "./svg.ts";

const fewest = 3;

/** The early slope against the best validation loss, the slope of the whole run faint behind. */
export function predictionFigure({ rows, analysis, group, width, mark }: FigureInput): Figure {
  const about = { name: "prediction", title: t("Does the early slope predict the outcome?") };
  const outcome = ({ measures }: (typeof rows)[number]): number | null => measures.bestVal;
  const early = usedPairs(rows, ({ measures }) => measures.alphaEarly, outcome);
  const full = usedPairs(rows, ({ measures }) => measures.alphaFull, outcome);
  if (early.length < fewest) {
    return {
      ...about,
      svg: null,
      caption: t("Fewer than {0} runs have both an early slope and a validation loss.", fewest),
    };
  }
  const levels = group === null ? [] : levelsOf(rows, group);
  const colors = levelColors(levels);
  const colorOf = (row: (typeof rows)[number]): string =>
    (group === null ? undefined : colors?.get(levelText(row.settings.get(group)))) ?? plainColor;
  const means = [...byConfiguration(early, analysis.design).values()].map((pairs) => ({
    x: mean(Float64Array.from(pairs, ({ x }) => x)),
    y: mean(Float64Array.from(pairs, ({ y }) => y)),
  }));
  const legend =
    group === null || colors === null ? { marks: [], height: 0 } : legendOf(shownName(group, 20), colors, width - 60);
  const svg = svgOf({
    width,
    height: 260 + legend.height,
    marginTop: 22 + legend.height,
    marginLeft: 48,
    marginBottom: 40,
    x: axisBelow(t("early slope α")),
    y: axisAtSide(t("best validation loss (nats)")),
    marks: [
      dot(full, { x: "x", y: "y", stroke: faint, r: 2, strokeWidth: 1, ...labeled({ mark }) }),
      means.length < fewest
        ? null
        : linearRegressionY(means, { x: "x", y: "y", stroke: "#444", fill: "#444", fillOpacity: 0.08 }),
      dot(early, {
        x: "x",
        y: "y",
        fill: ({ row }: (typeof early)[number]) => colorOf(row),
        r: 2.6,
        fillOpacity: 0.85,
        ...labeled({ mark }),
      }),
      ...legend.marks,
    ],
  });
  return { ...about, svg, caption: captionOf(analysis, early.length) };
}

function captionOf({ prediction, excluded }: FigureInput["analysis"], runs: number): string {
  const { spearman } = prediction.between;
  const said =
    spearman === null
      ? t("{0} runs.", runs)
      : t(
          "{0} runs of {1} configurations: Spearman's ρ across configurations {2}, {3}.",
          ...[runs, spearman.n, withInterval(spearman.rho, spearman.interval), pText(spearman.p)],
        );
  const { diverged, noSlope, noValidation } = excluded;
  const left = t(
    "Line: least squares over means of configurations, 95% band. Faint: slope of the whole run. Left out: {0} diverged or not finite, {1} without an early slope, {2} without a validation loss.",
    ...[diverged, noSlope, noValidation],
  );
  return `${said} ${left}`;
}
