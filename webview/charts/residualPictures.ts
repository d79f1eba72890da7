import { greatest, least } from "../../src/extremes.ts";
import type { Points, Residuals } from "../../src/review/model/runPlot.ts";
import type { ChartModel } from "../model/chartModel.ts";
import { axisFormat } from "../axes/pageAxis.ts";
import { rangeOf, type Range } from "../axes/range.ts";
import type { LegendKey } from "../ui/chartLegend.ts";
import { significant } from "../ui/format.ts";
import { t } from "../ui/text.ts";
import type { Theme } from "../ui/theme.ts";
import { visiblePoints, type ChartSpec, type Line } from "./curveChart.ts";
import { axesOf, dots, level } from "./residualLines.ts";

/** What one small chart of residuals says and shows; a picture of null says why there is none. */
export interface ResidualPicture {
  readonly label: string;
  readonly picture: ChartSpec | null;
  readonly keys?: readonly LegendKey[];
  /** What its dots or sticks stand for; null where there is no picture. */
  readonly points: Points | null;
}

/** What the four charts are called. */
export function residualTitles(): readonly string[] {
  return [t("Against time"), t("Autocorrelation"), t("Normal Q–Q"), t("Power spectrum")];
}

/** The residuals against time, at lags, against the normal distribution, and by frequency; none without residuals. */
export function residualPictures(shown: ChartModel): readonly ResidualPicture[] {
  const { residuals } = shown.plot;
  return residuals === null
    ? []
    : [
        { ...overTime(residuals, shown), points: residuals.overTime },
        { ...correlation(residuals, shown.theme), points: residuals.correlation },
        { ...quantiles(residuals, shown.theme), points: residuals.quantiles },
        {
          ...spectrum(residuals, shown),
          points: residuals.spectrum && { t: residuals.spectrum.frequency, y: residuals.spectrum.density },
        },
      ];
}

type SmallPicture = Omit<ResidualPicture, "points">;

function overTime({ overTime: points }: Residuals, shown: ChartModel): SmallPicture {
  const { plot, theme, axis } = shown;
  const kind = "linear";
  const axes = axesOf(points, { x: kind, y: "linear" });
  const spread = rangeOf("linear", points.y);
  return {
    label: t("In ln loss, from {0} to {1}.", significant(spread?.[0] ?? null, 2), significant(spread?.[1] ?? null, 2)),
    picture: axes && {
      x: { kind, range: axes.x, ...axisFormat(axis, plot, axes.x) },
      y: { kind: "linear", title: t("ln loss − fit"), range: axes.y },
      lines: [dots(points, { x: kind, y: "linear" }, theme), level(0, axes.x, theme)],
      theme,
    },
    keys: [
      { sample: "mean", text: t("Bin") },
      { sample: "level", text: t("On the model") },
    ],
  };
}

function correlation({ correlation: points, correlationLimit: limit }: Residuals, theme: Theme): SmallPicture {
  const beyond = points.y.filter((value) => Math.abs(value) > limit).length;
  const x: Range = [0, points.t.length + 1];
  const sticks: Line = {
    data: [...points.y].flatMap((value, i) => [
      { x: i + 1, y: 0 },
      { x: i + 1, y: value },
      { x: i + 1, y: NaN },
    ]),
    borderColor: theme.blue,
    borderWidth: 2,
    pointRadius: 0,
  };
  return {
    label: t(
      "{0} at lag 1; {1} of {2} lags exceed the limits of white noise (dashed).",
      significant(points.y[0] ?? null, 2),
      beyond,
      points.t.length,
    ),
    picture: {
      x: { kind: "linear", title: t("lag in bins"), range: x },
      y: { kind: "linear", title: t("correlation"), range: [Math.min(-0.3, least(points.y)) - 0.05, 1] },
      lines: [sticks, level(limit, x, theme), level(-limit, x, theme), { ...level(0, x, theme), borderDash: [] }],
      theme,
    },
    keys: [{ sample: "level", text: t("95% limits of white noise") }],
  };
}

function quantiles({ quantiles: points }: Residuals, theme: Theme): SmallPicture {
  const range = rangeOf("linear", points.t, points.y) ?? [-3, 3];
  const kinds = { x: "linear", y: "linear" } as const;
  const diagonal: Line = {
    data: range.map((value) => ({ x: value, y: value })),
    borderColor: theme.muted,
    borderWidth: 1,
    borderDash: [6, 3],
    pointRadius: 0,
  };
  const largest = greatest(points.y.map(Math.abs));
  return {
    label: t(
      "The largest residual is {0} standard deviations. Normal residuals lie on the dashed line.",
      significant(largest, 2),
    ),
    picture: {
      x: { kind: "linear", title: t("normal quantile"), range },
      y: { kind: "linear", title: t("residual in σ"), range },
      lines: [dots(points, kinds, theme), diagonal],
      theme,
    },
    keys: [
      { sample: "mean", text: t("Bin") },
      { sample: "level", text: t("Normal distribution") },
    ],
  };
}

function spectrum({ spectrum: found }: Residuals, { review, theme }: ChartModel): SmallPicture {
  if (found === null) {
    return {
      label: t("No spectrum: the log has too few records for one."),
      picture: null,
    };
  }
  const points = { t: found.frequency, y: found.density };
  const floor = review.noise?.floor ?? null;
  const axes = axesOf(points, { x: "log", y: "log" });
  const line: Line = {
    data: visiblePoints(points, { x: "log", y: "log" }),
    borderColor: theme.blue,
    borderWidth: 1.5,
    pointRadius: 0,
  };
  return {
    label: floor === null ? t("It has no floor.") : t("The noise floor (dashed) is {0}.", significant(floor, 2)),
    picture: axes && {
      x: { kind: "log", title: t("frequency (1/record)"), range: axes.x },
      y: { kind: "log", title: t("density"), range: axes.y },
      lines: [line, ...(floor === null ? [] : [level(floor, axes.x, theme)])],
      theme,
    },
    keys: [
      { sample: "training", text: t("Residuals, record by record") },
      ...(floor === null ? [] : [{ sample: "level", text: t("Noise floor") }]),
    ],
  };
}
