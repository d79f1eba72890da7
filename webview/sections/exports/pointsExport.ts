import type { Chart } from "chart.js";
import type { Points } from "../../../src/review/model/runPlot.ts";
import type { Theme } from "../../ui/theme.ts";
import type { AxisWords, ChartExport, PictureKey } from "./chartExport.ts";
import { csvText, row } from "./csvText.ts";

/** What a chart of a few series of points shows. */
export interface PointsShown {
  readonly name: string;
  readonly title: string;
  readonly label: string;
  readonly x: AxisWords;
  readonly y: AxisWords;
  readonly areas?: ChartExport["areas"];
  readonly series: readonly { readonly name: string; readonly points: Points }[];
  readonly keys: (theme: Theme) => readonly PictureKey[];
  readonly draw: (canvas: HTMLCanvasElement, theme: Theme) => Chart | null;
}

/** Such a chart, as it can be taken away. */
export function pointsExport({ series, x, y, ...shown }: PointsShown): ChartExport {
  const rows = (): string[] =>
    series.flatMap(({ name, points }) => Array.from(points.t, (at, i) => row(name, at, points.y[i] ?? NaN)));
  return { ...shown, axes: () => ({ x, y }), csv: () => csvText(["series", x.title, y.title], rows()) };
}
