import { usualInterval } from "./liveMark.ts";

/** When a log grew, in milliseconds since 1970, and what it says of time itself. */
export interface StopSigns {
  /** When it was written last. */
  readonly modified: number;
  /** When its file was made, or null where nobody knows. */
  readonly born: number | null;
  readonly records: number;
  /** What its records say of time, in seconds; empty where they say nothing. */
  readonly seconds: Float64Array;
  /** Gaps between the growths that were watched, and the last of these; null where none was. */
  readonly watched: { readonly gaps: readonly number[]; readonly last: number } | null;
}

/** A log that stands still for less has not stopped, whatever its pace. */
export const shortestStop = 10 * 60_000;
/** Nor has one in which so few usual intervals were left out. */
const patience = 20;
/** Records whose own times count. */
const recent = 20;

/** Seconds since 1970 of any run; smaller numbers count from the run's start. */
const [earliest, latest] = [1e9, 1e10];

/**
 * Whether a run has stopped by `now`. The log's own time counts where it is a time of day, since a copy of a log is
 * younger than the log; a growth that was watched counts more than either.
 */
export function hasStopped(signs: StopSigns, now: number): boolean {
  const { modified, seconds, watched } = signs;
  const last = Math.max(wallClock(seconds) ?? modified, watched?.last ?? -Infinity);
  return now - last > Math.max(shortestStop, patience * usualPause(signs));
}

/** The last time that the log says, where it says times of day. */
function wallClock(seconds: Float64Array): number | null {
  const last = seconds.at(-1) ?? Number.NaN;
  return last >= earliest && last < latest ? 1000 * last : null;
}

function usualPause({ modified, born, records, seconds, watched }: StopSigns): number {
  const logged = seconds.subarray(-recent);
  const between = [...logged.subarray(1)].map((time, index) => time - (logged[index] ?? time));
  const lifetime = born === null ? 0 : Math.max(0, modified - born);
  return usualInterval(watched?.gaps ?? [], between) ?? lifetime / Math.max(1, records);
}
