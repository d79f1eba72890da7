import type { Chart } from "chart.js";
import type { Theme } from "../../ui/theme.ts";

/** One thing of a picture's legend. */
export interface PictureKey {
  readonly text: string;
  readonly color: string;
  readonly dash: readonly number[];
  /** Of a line in pixels; a band as raw values are where it is wide. */
  readonly width: number;
}

/** A chart as it can be taken away. */
export interface ChartExport {
  /** Of its files, without an ending. */
  readonly name: string;
  /** What it shows in a sentence, for those who do not see it. */
  readonly label: string;
  /** What stands above it, before the name of the run. */
  readonly title: string;
  readonly keys: (theme: Theme) => readonly PictureKey[];
  /** Draws what is shown now on a canvas of its own, in colors of a page; null where there is nothing. */
  readonly draw: (canvas: HTMLCanvasElement, theme: Theme) => Chart | null;
  /** What is drawn, as CSV. */
  readonly csv: () => string;
}
