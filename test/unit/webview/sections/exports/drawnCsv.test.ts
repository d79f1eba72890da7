import { describe, expect, it } from "vitest";
import { modelNames } from "../../../../../src/numerics/models/modelFit.ts";
import { sameAxis } from "../../../../../webview/axes/axisMap.ts";
import { drawnCsv } from "../../../../../webview/sections/exports/drawnCsv.ts";
import type { ChartModel } from "../../../../../webview/model/chartModel.ts";
import { firstView } from "../../../../../webview/model/viewState.ts";
import { Series } from "../../../../../webview/model/series.ts";

const fits = Object.fromEntries(
  modelNames.map((name) => [name, { aicc: name === "power" ? 1 : 2, weight: name === "power" ? 0.99 : 0.01 }]),
);
const floats = (...values: number[]): Float64Array => Float64Array.from(values);

function shownOf(x: Float64Array, y: Float64Array): ChartModel {
  const none = { t: floats(), y: floats() };
  return {
    axis: "clock",
    map: sameAxis,
    view: firstView(["file:///a"]),
    loss: Series.of({ x, y, rows: null }),
    said: { best: "power", fits, loss: { metric: 'loss, "train"' } },
    plot: {
      clock: "epoch",
      lossBins: { t: floats(1, 9), y: floats(5, 6) },
      lossVal: none,
      curves: [
        { model: "power", t: floats(2), y: floats(7), window: [1, 2] },
        { model: "switch", t: floats(2), y: floats(8), window: [1, 2] },
      ],
    },
  } as unknown as ChartModel;
}

describe("drawnCsv", () => {
  it("holds what is drawn within the range: raw records as they are, means, and the models that are shown", () => {
    expect(drawnCsv(shownOf(floats(1, 2, 3), floats(4, NaN, 1e-7)), [1, 2.5])).toBe(
      'series,epoch,"loss, ""train"""\nraw,1,4\nraw,2,NaN\nmean of a bin,1,5\npower,2,7\n',
    );
  });

  it("gives least and greatest of parts where there are too many records to draw each", () => {
    const x = new Float64Array(300_000).map((_, i) => i);
    const csv = drawnCsv(
      shownOf(
        x,
        x.map((at) => (at === 123_456 ? 1e9 : 1)),
      ),
      [1, 299_999],
    );
    expect(csv.split("\n").length).toBeLessThan(20_010);
    expect(csv).toContain(",1000000000");
    expect(csv).not.toMatch(/^raw,/m);
    // The chart's x axis is logarithmic: its parts are, too, and the start of the run is not lost in one.
    expect(csv.split("\n").filter((line) => /^"raw, least",\d\d?(\.|,)/.test(line)).length).toBeGreaterThan(50);
  });
});
