import { greatest, least } from "../../extremes.ts";
import { dot, line, type ScaleOptions } from "@observablehq/plot";
import { t } from "../../l10n.ts";
import { pText, shown, withInterval } from "../report/numbers.ts";
import type { NoiseRelation } from "../statistics/noise.ts";
import { usedPairs, type UsedPair } from "../statistics/used.ts";
import { plainColor } from "./colors.ts";
import { absent, captionOfSentences, labeled, type Figure, type FigureInput } from "./figure.ts";
import { axisAtSide, axisBelow } from "./numberAxes.ts";
import { svgOf } from "./svg.ts";

const fewest = 3;

/** Times the lowest noise from which on the highest is of another size. */
const several = 5;

/** The plateau of the curvature against the knee of the loss. */
export function plateauKneeFigure({ rows, analysis, width, mark }: FigureInput): Figure {
  const about = { name: "plateauKnee", title: t("Does the curvature settle when burn-in ends?") };
  const pairs = usedPairs(
    rows,
    ({ measures }) => measures.knee,
    ({ measures }) => measures.plateau,
  );
  if (pairs.length < fewest) {
    return absent(about, t("Fewer than {0} runs have both a knee and a plateau.", fewest));
  }
  const ends = pairs.flatMap(({ x, y }) => [x, y]);
  const diagonal = [least(ends), greatest(ends)].map((value) => ({ x: value, y: value }));
  const { hodgesLehmann, hlInterval, spearman } = analysis.plateauKnee;
  const svg = scatter(pairs, {
    width,
    mark,
    x: axisBelow(t("knee epoch")),
    y: t("plateau epoch"),
    diagonal,
  });
  const shift =
    hodgesLehmann === null || hlInterval === null
      ? null
      : t("The plateau comes {0} epochs after the knee (median).", withInterval(hodgesLehmann, hlInterval));
  const related = spearman === null ? null : t("Spearman's ρ = {0}, {1}.", shown(spearman.rho, 2), pText(spearman.p));
  const lag = t("Smoothing delays the plateau by about 2.3 values of the curvature.");
  return {
    ...about,
    svg,
    caption: captionOfSentences(
      t("{0} runs with both; dashed: same epoch.", pairs.length),
      related,
      shift,
      shift === null ? null : lag,
    ),
  };
}

/** The noise floor against the outcome. */
export function noiseFigure({ rows, analysis, width, mark }: FigureInput): Figure {
  const about = { name: "noise", title: t("Is the noise of the loss related to the best validation loss?") };
  const pairs = usedPairs(
    rows,
    ({ measures: { noiseFloor } }) => (noiseFloor !== null && noiseFloor > 0 ? noiseFloor : null),
    ({ measures }) => measures.bestVal,
  );
  if (pairs.length < fewest) {
    return absent(about, t("Fewer than {0} runs have both a noise floor and a validation loss.", fewest));
  }
  const svg = scatter(pairs, {
    width,
    mark,
    x: noiseAxis(pairs.map(({ x }) => x)),
    y: t("best validation loss (nats)"),
    diagonal: [],
  });
  return { ...about, svg, caption: noiseCaption(pairs.length, analysis.noise.get("noiseFloor~bestVal")) };
}

/** The answer first: what p is of is corrected over all relations of noise. */
function noiseCaption(runs: number, relation: NoiseRelation | undefined): string {
  const { between = null, holm = null } = relation ?? {};
  if (between === null || holm === null) {
    return t("{0} runs.", runs);
  }
  const values = [between.n, shown(between.rho, 2), pText(holm)] as const;
  return captionOfSentences(
    t("{0} runs.", runs),
    holm < 0.05
      ? t("They are related across {0} configurations: Spearman's ρ = {1}; corrected by Holm, {2}.", ...values)
      : t("No evidence across {0} configurations: Spearman's ρ = {1}; corrected by Holm, {2}.", ...values),
  );
}

/** Noise of several sizes is spread by its logarithm; that of one size would be one spot of such an axis. */
function noiseAxis(noises: readonly number[]): ScaleOptions {
  return greatest(noises) > several * least(noises)
    ? axisBelow(t("noise floor (log axis)"), { type: "log", ticks: 3, tickFormat: (value: number) => shown(value) })
    : axisBelow(t("noise floor"));
}

interface ScatterOptions extends Pick<FigureInput, "mark"> {
  readonly width: number;
  readonly x: ScaleOptions;
  /** The title of its axis. */
  readonly y: string;
  /** Ends of a dashed line. */
  readonly diagonal: readonly { readonly x: number; readonly y: number }[];
}

function scatter(pairs: readonly UsedPair[], { width, x, y, diagonal, mark }: ScatterOptions): string {
  return svgOf({
    width,
    height: 250,
    marginTop: 22,
    marginLeft: 48,
    marginBottom: 40,
    x,
    y: axisAtSide(y),
    marks: [
      line([...diagonal], { x: "x", y: "y", stroke: "#888", strokeDasharray: "4,3" }),
      dot([...pairs], { x: "x", y: "y", fill: plainColor, fillOpacity: 0.8, r: 2.6, ...labeled({ mark }) }),
    ],
  });
}
