import type { Chart } from "chart.js";
import type { Series } from "../../model/series.ts";
import { t } from "../../ui/text.ts";
import type { DescribedPlugin } from "./describedPlugin.ts";

export interface ProblemMarks {
  /** Whose values that are not finite are marked. */
  readonly series: Series;
  readonly color: string;
  readonly font: string;
}

const size = 4;

/** Crosses on the x axis where a value is not finite and so has no place in the chart; the first is named. */
export function problemMarksPlugin(flaws: () => ProblemMarks | null): DescribedPlugin<ProblemMarks | null> {
  return {
    id: "flaws",
    describe: flaws,
    afterDatasetsDraw: (chart) => {
      const drawn = flaws();
      if (drawn !== null && drawn.series.broken.length > 0) {
        draw(chart, drawn);
      }
    },
  };
}

function draw(chart: Chart, { series, color, font }: ProblemMarks): void {
  const { ctx, chartArea: area } = chart;
  const across = chart.scales["x"];
  // One cross a place that has room for it, however many values fall there.
  const room = 2 * size + 2;
  const { x: times } = series;
  const places = new Set<number>();
  for (const index of series.broken) {
    places.add(Math.round((across?.getPixelForValue(times[index] ?? NaN) ?? NaN) / room) * room);
  }
  const shown = [...places].filter((x) => x >= area.left && x <= area.right).sort((a, b) => a - b);
  const y = area.bottom - size - 2;
  ctx.save();
  ctx.strokeStyle = color;
  ctx.lineWidth = 1.5;
  ctx.beginPath();
  for (const x of shown) {
    ctx.moveTo(x - size, y - size);
    ctx.lineTo(x + size, y + size);
    ctx.moveTo(x - size, y + size);
    ctx.lineTo(x + size, y - size);
  }
  ctx.stroke();
  const [first] = shown;
  if (first !== undefined) {
    nameThem(ctx, { x: first, y: y - size - 4, right: area.right, color, font });
  }
  ctx.restore();
}

interface Name {
  readonly x: number;
  readonly y: number;
  readonly right: number;
  readonly color: string;
  readonly font: string;
}

function nameThem(ctx: CanvasRenderingContext2D, { x, y, right, color, font }: Name): void {
  const text = t("not finite");
  ctx.font = font;
  ctx.fillStyle = color;
  ctx.textBaseline = "bottom";
  const width = ctx.measureText(text).width;
  // Next to the line that stands where the first of them diverged.
  ctx.fillText(text, Math.min(x + size + 2, right - width), y);
}
