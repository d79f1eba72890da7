import type { Cell } from "../../src/sweep/filter/expression.ts";

/** Colors of the theme, so that a change of it needs nothing drawn anew. */
const hues = ["blue", "orange", "green", "purple", "yellow", "red"].map(
  (name) => `var(--vscode-charts-${name}, currentColor)`,
);
/** Without a value to color by. */
export const plainColor = hues[0] ?? "currentColor";
const noValue = "var(--vscode-descriptionForeground)";
/** More entries than these nobody reads. */
const mostNamed = 12;

export interface PointColors {
  readonly of: (value: Cell) => string;
  readonly legend: readonly { readonly text: string; readonly color: string }[];
}

/**
 * Colors by value: where all are numbers, from blue (low) to yellow (high), which those who see few colors tell apart too;
 * by rank, so that learning rates spread however they are spaced. Texts have a color each.
 */
export function pointColors(cells: readonly Cell[]): PointColors {
  const values = [...new Set(cells)].filter((cell) => cell !== null && cell !== "");
  const areNumbers = values.every((value) => typeof value === "number");
  const ordered = areNumbers ? values.toSorted((one, other) => one - other) : values;
  const color = (i: number): string =>
    areNumbers ? mixed(ordered.length < 2 ? 0.5 : i / (ordered.length - 1)) : (hues[i % hues.length] ?? plainColor);
  const colors = new Map(ordered.map((value, i) => [value, color(i)]));
  const named =
    ordered.length <= mostNamed
      ? ordered
      : [ordered.at(0) ?? null, ordered.at(ordered.length >> 1) ?? null, ordered.at(-1) ?? null];
  return {
    of: (value) => colors.get(value) ?? noValue,
    legend: named.map((value) => ({ text: String(value), color: colors.get(value) ?? noValue })),
  };
}

function mixed(part: number): string {
  const share = Math.round(100 * part);
  return `color-mix(in oklab, var(--vscode-charts-yellow, #cca700) ${share}%, var(--vscode-charts-blue, #3794ff))`;
}
