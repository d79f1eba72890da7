import { greatest, least } from "../../src/extremes.ts";
/** Pixels of a small curve. */
export const sparkWidth = 72;
export const sparkHeight = 18;

/** Room for half a line's width. */
const margin = 1.5;

/** The path of a curve, evenly spaced; a gap where it has no finite value. Logarithmic where all values are above 0. */
export function sparkPath(values: readonly number[]): string {
  const finite = values.filter(Number.isFinite);
  const isPositive = finite.every((value) => value > 0);
  const scaled = values.map((value) => (isPositive ? Math.log(value) : value));
  const sizes = scaled.filter(Number.isFinite);
  const [low, high] = [least(sizes), greatest(sizes)];
  const x = (i: number): number => margin + ((sparkWidth - 2 * margin) * i) / Math.max(1, values.length - 1);
  const y = (value: number): number =>
    high === low ? sparkHeight / 2 : margin + ((sparkHeight - 2 * margin) * (high - value)) / (high - low);
  let isDrawn = false;
  return scaled
    .map((value, i) => {
      const command = isDrawn ? "L" : "M";
      isDrawn = Number.isFinite(value);
      return isDrawn ? `${command}${x(i).toFixed(1)} ${y(value).toFixed(1)}` : "";
    })
    .join("");
}
