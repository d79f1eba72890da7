import type { Chart, Plugin } from "chart.js";
import type { Points } from "../../src/review/runPlot.ts";
import { EnvelopeCache } from "../shared/envelope.ts";
import type { AxisKind } from "../shared/range.ts";

export interface EnvelopeSource {
  readonly points: Points;
  readonly x: AxisKind;
  readonly colour: string;
}

/** Draws a series of any length behind the chart's own lines: one stroke a pixel column, from its least to its greatest. */
export function envelopePlugin(source: () => EnvelopeSource | null): Plugin {
  const cache = new EnvelopeCache();
  return {
    id: "envelope",
    beforeDatasetsDraw: (chart) => {
      const drawn = source();
      if (drawn !== null && drawn.points.t.length > 0) {
        draw(chart, drawn, cache);
      }
    },
  };
}

function draw(chart: Chart, { points, x, colour }: EnvelopeSource, cache: EnvelopeCache): void {
  const { ctx, chartArea: area } = chart;
  const [across, up] = [chart.scales["x"], chart.scales["y"]];
  if (across === undefined || up === undefined) {
    return;
  }
  const width = Math.max(1, Math.round(area.right - area.left));
  const { least, greatest } = cache.get(points, [across.min, across.max], { kind: x, width });
  ctx.save();
  ctx.beginPath();
  ctx.rect(area.left, area.top, area.right - area.left, area.bottom - area.top);
  ctx.clip();
  ctx.fillStyle = colour;
  for (let column = 0; column < width; column++) {
    const low = least[column] ?? NaN;
    if (!Number.isNaN(low)) {
      const bottom = up.getPixelForValue(low);
      const top = up.getPixelForValue(greatest[column] ?? NaN);
      ctx.fillRect(area.left + column, top - 0.75, 1.25, Math.max(bottom - top, 0) + 1.5);
    }
  }
  ctx.restore();
}
