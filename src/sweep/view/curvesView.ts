import { axisIds, type AxisId } from "../../review/model/axisIds.ts";
import { bands, type Band } from "../curves/bandOf.ts";

/** How a person has laid out the charts of many runs: what is kept for a workspace. */
export interface CurvesView {
  readonly isShown: boolean;
  /** What is drawn, a chart each: `loss`, `accuracy`, or a metric behind `metric:`; empty for the usual ones. */
  readonly charts: readonly string[];
  readonly axis: AxisId;
  readonly isLogX: boolean;
  readonly isLogY: boolean;
  /** Weight of what came before, 0 for none. */
  readonly smoothing: number;
  /** Whether groups are drawn by their mean and a band, where the table is grouped. */
  readonly meansOfGroups: boolean;
  readonly band: Band;
  /** Column whose values color the lines; empty for a color each, `automaticColor` for what suits what is drawn. */
  readonly colorBy: string;
  /** Whether the y axis leaves out the outermost 1 % at either end. */
  readonly clips: boolean;
}

/** Stands for a column in `colorBy`: a setting that varies, where lines are many. */
export const automaticColor = "@auto";

export const usualCurves: CurvesView = {
  isShown: true,
  charts: [],
  axis: "@clock",
  isLogX: false,
  isLogY: false,
  smoothing: 0,
  meansOfGroups: true,
  band: "ci",
  colorBy: automaticColor,
  clips: false,
};

/** Smoothing above this shows little but the start. */
export const mostSmoothing = 0.98;

/** What was kept earlier, perhaps by another version: what of it is sound, the usual for the rest. */
export function parseCurvesView(kept: unknown): CurvesView {
  const parts: Readonly<Record<string, unknown>> = typeof kept === "object" && kept !== null ? { ...kept } : {};
  const flag = (name: "isShown" | "isLogX" | "isLogY" | "meansOfGroups" | "clips"): boolean => {
    const value = parts[name];
    return typeof value === "boolean" ? value : usualCurves[name];
  };
  const { charts, smoothing, colorBy } = parts;
  return {
    ...{ isShown: flag("isShown"), isLogX: flag("isLogX"), isLogY: flag("isLogY"), clips: flag("clips") },
    meansOfGroups: flag("meansOfGroups"),
    charts: Array.isArray(charts) ? charts.filter((chart) => typeof chart === "string") : [],
    axis: axisIds.find((axis) => axis === parts["axis"]) ?? usualCurves.axis,
    smoothing: typeof smoothing === "number" && smoothing >= 0 && smoothing <= mostSmoothing ? smoothing : 0,
    band: bands.find((band) => band === parts["band"]) ?? usualCurves.band,
    colorBy: typeof colorBy === "string" ? colorBy : usualCurves.colorBy,
  };
}
