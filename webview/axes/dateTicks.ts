import type { Range } from "./range.ts";

const [minute, hour, day] = [60, 3_600, 86_400];

/** Steps that clocks and calendars have, in seconds. */
const steps = [
  ...[1, 2, 5, 10, 15, 30],
  ...[1, 2, 5, 10, 15, 30].map((count) => count * minute),
  ...[1, 2, 3, 6, 12].map((count) => count * hour),
  ...[1, 2, 7, 14, 28, 91, 182, 364].map((count) => count * day),
];

/** As many labels as dates, which are long, leave room for. */
const wanted = 6;

/** Round moments within a range of seconds since 1970, in the person's own time zone. */
export function dateTicks([low, high]: Range): number[] {
  const step = steps.find((one) => (high - low) / one <= wanted) ?? 364 * day;
  const shift = new Date(low * 1000).getTimezoneOffset() * minute;
  const ticks: number[] = [];
  for (let tick = Math.ceil((low - shift) / step) * step + shift; tick <= high; tick += step) {
    ticks.push(tick);
  }
  return ticks;
}

/** Whether all ticks are at midnight, so that the hour would say nothing. */
export function isWholeDays(ticks: readonly number[]): boolean {
  return ticks.length > 0 && ticks.every((tick) => isMidnight(new Date(tick * 1000)));
}

function isMidnight(date: Date): boolean {
  return date.getHours() === 0 && date.getMinutes() === 0 && date.getSeconds() === 0;
}
