import { dot, linearRegressionY, type PlotOptions } from "@observablehq/plot";
import { t } from "../../l10n.ts";
import { shownName } from "../report/names.ts";
import { pText, withInterval } from "../report/numbers.ts";
import { byConfiguration, meansOf, usedPairs, type UsedPair } from "../statistics/used.ts";
import { levelsOf, levelText } from "../table/design.ts";
import type { SweepRow } from "../table/sweepRow.ts";
import { faint, levelColors, plainColor } from "./colors.ts";
import {
  absent,
  captionOfSentences,
  divergedText,
  labeled,
  leftOutSentence,
  type Figure,
  type FigureInput,
} from "./figure.ts";
import { legendOf, type Legend } from "./legends.ts";
import { axisAtSide, axisBelow } from "./numberAxes.ts";
import { svgOf } from "./svg.ts";

const fewest = 3;

/** The early slope against the best validation loss, the slope of the whole run faint behind. */
export function predictionFigure(input: FigureInput): Figure {
  const about = { name: "prediction", title: t("Does the early slope predict the best validation loss?") };
  const { rows, analysis } = input;
  const outcome = ({ measures }: SweepRow): number | null => measures.bestVal;
  const early = usedPairs(rows, ({ measures }) => measures.alphaEarly, outcome);
  const full = usedPairs(rows, ({ measures }) => measures.alphaFull, outcome);
  return early.length < fewest
    ? absent(about, t("Fewer than {0} runs have both an early slope and a validation loss.", fewest))
    : { ...about, svg: svgOf(plotOf({ early, full }, input)), caption: captionOf(analysis, early.length) };
}

/** Runs by their slope and their outcome. */
interface SlopePairs {
  readonly early: readonly UsedPair[];
  readonly full: readonly UsedPair[];
}

function plotOf({ early, full }: SlopePairs, input: FigureInput): PlotOptions {
  const { width, analysis, mark } = input;
  const { colorOf, legend } = groupColors(input);
  const configurations = byConfiguration(early, analysis.design);
  const { x, y } = meansOf(configurations);
  const means = Array.from(x, (slope, i) => ({ x: slope, y: y[i] }));
  return {
    width,
    height: 260 + legend.height,
    marginTop: 22 + legend.height,
    marginLeft: 48,
    marginBottom: 40,
    x: axisBelow(t("early slope α")),
    y: axisAtSide(t("best validation loss (nats)")),
    marks: [
      dot([...full], { x: "x", y: "y", stroke: faint, r: 2, strokeWidth: 1, ...labeled({ mark }) }),
      means.length < fewest
        ? null
        : linearRegressionY(means, { x: "x", y: "y", stroke: "#444", fill: "#444", fillOpacity: 0.08 }),
      dot([...early], {
        x: "x",
        y: "y",
        fill: ({ row }: UsedPair) => colorOf(row),
        r: 2.6,
        fillOpacity: 0.85,
        ...labeled({ mark }),
      }),
      ...legend.marks,
    ],
  };
}

/** The colors of runs by the level of the setting that colors them, and what they mean; one color where there is none. */
function groupColors({ rows, group, width }: FigureInput): {
  readonly colorOf: (row: SweepRow) => string;
  readonly legend: Legend;
} {
  const colors = group === null ? null : levelColors(levelsOf(rows, group));
  return group === null || colors === null
    ? { colorOf: () => plainColor, legend: { marks: [], height: 0 } }
    : {
        colorOf: ({ settings }) => colors.get(levelText(settings.get(group))) ?? plainColor,
        legend: legendOf(shownName(group, 20), colors, width - 60),
      };
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
  const lines = t("Line: least squares over means of configurations, 95% band. Faint: slope of the whole run.");
  const left = leftOutSentence(
    [diverged, divergedText],
    [noSlope, (count) => t("{0} without an early slope", count)],
    [noValidation, (count) => t("{0} without a validation loss", count)],
  );
  return captionOfSentences(said, lines, left);
}
