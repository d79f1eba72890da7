import { greatest, least } from "../../extremes.ts";
import { at } from "../../numerics/at.ts";
import type { Points } from "../../review/model/runPlot.ts";

/** Points of a small curve. */
const points = 48;

/** Means over equal stretches of the time; a stretch without a value takes that before it. */
export function smallCurve({ t, y }: Points): readonly number[] {
  if (t.length < 2) {
    return [];
  }
  const [start, end] = [at(t, 0), at(t, t.length - 1)];
  const count = Math.min(points, t.length);
  const sums = new Float64Array(count);
  const counts = new Uint32Array(count);
  for (let i = 0; i < t.length; i++) {
    const place = end > start ? Math.min(count - 1, Math.floor((count * (at(t, i) - start)) / (end - start))) : 0;
    if (Number.isFinite(at(y, i))) {
      sums[place] = at(sums, place) + at(y, i);
      counts[place] = (counts[place] ?? 0) + 1;
    }
  }
  let before = Number.NaN;
  return Array.from(sums, (sum, i) => {
    const n = counts[i] ?? 0;
    before = n === 0 ? before : Number((sum / n).toPrecision(4));
    return before;
  });
}

/** Levels of a curve's shape, from the lowest to the highest: a quarter of a pixel each where it is drawn. */
const levels = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz+*";
const top = levels.length - 1;
/** No finite value. */
const gap = "-";
/** What the text of a curve that is drawn on a logarithmic axis, or a linear one, begins with. */
const [onLog, onLinear] = ["~", "_"];

/** The shape of a small curve as a short text: thousands of them are kept where the numbers themselves are not wanted. */
export function smallCurveText(values: readonly number[]): string {
  if (values.length === 0) {
    return "";
  }
  const isLog = values.every((value) => value > 0 || !Number.isFinite(value));
  const placed = values.map((value) => (isLog ? Math.log(value) : value));
  const finite = placed.filter(Number.isFinite);
  const [low, high] = [least(finite), greatest(finite)];
  const levelOf = (value: number): string =>
    Number.isFinite(value) ? levels.charAt(high > low ? Math.round((top * (value - low)) / (high - low)) : 0) : gap;
  return `${isLog ? onLog : onLinear}${placed.map(levelOf).join("")}`;
}

/** Whether a text is one that `smallCurveText` gives. */
export function isSmallCurveText(text: string): boolean {
  return /^(?:[~_][0-9A-Za-z+*-]{1,48})?$/.test(text);
}

/** Values with the shape of a small curve from its text, drawn like those that it was made of; none where it is empty. */
export function smallCurveOf(text: string): readonly number[] {
  const isLog = text.startsWith(onLog);
  return Array.from(text.slice(1), (level) => {
    const value = level === gap ? NaN : levels.indexOf(level) / top;
    return isLog ? Math.exp(value) : value;
  });
}
