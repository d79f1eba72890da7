import type { ChartModel } from "../model/chartModel.ts";
import { t } from "../ui/text.ts";
import type { LegendKey } from "../ui/chartLegend.ts";

/** What the chart of the curvature draws of a run. */
export function curvatureKeys({ plot, review }: Pick<ChartModel, "plot" | "review">): LegendKey[] {
  const { curvature } = review;
  const hasSettled = (curvature?.plateau.epoch ?? null) !== null && plot.lambdaMaxBand !== null;
  return [
    { sample: "curvature", text: t("Logged"), title: curvature?.metric ?? "lambda_max" },
    { sample: "ewma", text: t("EWMA"), title: t("Exponentially weighted moving average, smoothing factor 0.3") },
    ...((curvature?.segments.length ?? 0) > 0
      ? [{ sample: "level", text: t("Segment mean"), title: t("Mean of a stretch in which the curvature is level") }]
      : []),
    ...(hasSettled ? [{ sample: "band", text: t("Within 10% of the final level") }] : []),
  ];
}
