import { describe, expect, it } from "vitest";
import type { ModelName } from "../../../../src/numerics/models/modelFit.ts";
import type { RunPlot } from "../../../../src/review/model/runPlot.ts";
import type { RunReview } from "../../../../src/review/model/runReview.ts";
import { sameAxis } from "../../../../webview/axes/axisMap.ts";
import { lossReadings } from "../../../../webview/cursor/reading.ts";
import { Series } from "../../../../webview/model/series.ts";
import { allModels, refusedFit } from "../modelFits.ts";
import { emptyPlot } from "../../worker/reviews.ts";

const points = (t: number[], y: number[]): { t: Float64Array; y: Float64Array } => ({
  t: Float64Array.from(t),
  y: Float64Array.from(y),
});

const plot: RunPlot = {
  ...emptyPlot,
  clock: "epoch",
  clockKey: "epoch",
  loss: points([1, 2, 2.1, 3, 4], [4, 9, 1, NaN, 2]),
  lossBins: points([1.5, 2.5, 3.5], [5, 6, 7]),
  lossVal: points([2, 4], [8, 9]),
};

const loss = Series.of({ x: plot.loss.t, y: plot.loss.y, rows: null });

const refused = refusedFit(0, "no");
const review = {
  window: { start: 1.5, end: 4, endsAt: "end" },
  fits: { ...allModels(refused), power: { ...refused, params: { a: Math.log(6), alpha: 1 }, reason: null } },
} as unknown as RunReview;

const said = (t: number, reach: number, models: readonly ModelName[] = ["power"]): Record<string, readonly number[]> =>
  Object.fromEntries(
    lossReadings({ x: t, about: [t - reach, t + reach] }, { said: review, plot, loss, map: sameAxis }, models).map(
      ({ sample, values }) => [sample, values],
    ),
  );

describe("lossReadings", () => {
  it("gives the least and the greatest raw value under the cursor, the nearest mean and the model's own value", () => {
    const { power, ...rest } = said(2, 0.2);
    expect(rest).toEqual({ raw: [1, 9], mean: [5], validation: [8] });
    expect(power?.[0]).toBeCloseTo(3, 12);
  });

  it("says of a record without a finite value that it has none", () => {
    expect(said(3, 0.1)["raw"]).toEqual([NaN]);
  });

  it("says nothing of a series before its start and after its end", () => {
    expect(said(1, 0.1)).toEqual({ raw: [4] });
    expect(said(5, 0.1, [])).toEqual({});
  });

  it("leaves a model out that was refused", () => {
    expect(said(2, 0.2, ["exponential"])["exponential"]).toBeUndefined();
  });
});
