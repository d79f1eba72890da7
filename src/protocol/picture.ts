import { parseLinesChart, type LinesChart } from "../sweep/curves/linesChart.ts";

/** A chart that a page asked for, as an SVG document; why there is none, where that is so. */
export interface PictureMessage {
  readonly type: "picture";
  readonly ask: number;
  readonly svg: string | null;
  readonly problem: string;
}

/** What a page asks to draw, under the number that it gave it. */
interface PictureAsk {
  readonly type: "picture";
  readonly ask: number;
  readonly chart: LinesChart;
}

/** The chart that a page asked for, or null where it is none: what comes in is not trusted. */
export function parsePicture(value: object): PictureAsk | null {
  const { ask, chart }: Readonly<Record<string, unknown>> = { ...value };
  const parsed = parseLinesChart(chart);
  return typeof ask === "number" && parsed !== null ? { type: "picture", ask, chart: parsed } : null;
}
