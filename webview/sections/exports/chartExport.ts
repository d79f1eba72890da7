import type { Chart } from "chart.js";
import type { ChartArea } from "../../../src/sweep/curves/chartMarking.ts";
import type { AxisKind, Range } from "../../axes/range.ts";
import type { Theme } from "../../ui/theme.ts";

/** One thing of a picture's legend. */
export interface PictureKey {
  readonly text: string;
  readonly color: string;
  readonly dash: readonly number[];
  /** Of a line in pixels; a band as raw values are where it is wide. */
  readonly width: number;
}

/** What an axis says, and where; round numbers by default. */
export interface AxisWords {
  /** Empty for none. */
  readonly title: string;
  readonly ticks?: (range: Range, kind: AxisKind) => readonly number[];
  readonly words?: (ticks: readonly number[]) => (tick: number) => string;
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
  /** What its axes say. */
  readonly axes: () => { readonly x: AxisWords; readonly y: AxisWords };
  /** What is shaded in it; nothing where absent. */
  readonly areas?: ((theme: Theme) => readonly ChartArea[]) | undefined;
  /** What is drawn, as CSV. */
  readonly csv: () => string;
}
