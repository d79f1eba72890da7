import { median } from "../numerics/stats/quantile.ts";

/**
 * Whether a log grows (`live`), has not grown for out of the ordinary long (`stalled`), or for so long that nothing more
 * is expected of its run (`over`). The one place that decides it: states, findings and reviews all read this.
 */
export type Activity = "live" | "stalled" | "over";

/**
 * After how many of its usual intervals without growth a log is stalled or over, and after how many milliseconds at the
 * least: `watched` where its growth was watched, `unwatched` where its interval is taken from the log or not known.
 *
 * Watched, the least keeps what a poll comes late by from making the state flicker; unwatched, a writer may gather lines
 * for a while. No pause under ten minutes ends a run, whatever its pace: validation and checkpoints take their time.
 */
export const thresholds = {
  stalled: { intervals: 3, watched: 6_000, unwatched: 2 * 60_000 },
  over: { intervals: 20, watched: 10 * 60_000, unwatched: 10 * 60_000 },
} as const;

/** When a log grew, in milliseconds since 1970, and what it says of time itself. */
export interface GrowthSigns {
  /** When it was written last. */
  readonly modified: number;
  /** When its file was made, or null where nobody knows. */
  readonly born: number | null;
  readonly records: number;
  /** What its last records say of time, in seconds; empty where they say nothing. */
  readonly seconds: Float64Array;
  /** Gaps between the growths that were watched, and the last of these; null where none was. */
  readonly watched: { readonly gaps: readonly number[]; readonly last: number } | null;
}

/** Records whose own times count: what is usual now, not what was at the start. */
const recent = 20;
/** Fewer gaps than this say nothing of what is usual. */
const fewestGaps = 3;
/** A log that says of itself that hours lie between two records logs no seconds, or was resumed. In milliseconds. */
const longestLogged = 60 * 60_000;
/** Seconds since 1970 of any run; smaller numbers count from the run's start. */
const [earliest, latest] = [1e9, 1e10];

/** What a log does at a moment, in milliseconds since 1970. A clock that was set back counts as no time at all. */
export function activityOf(signs: GrowthSigns, now: number): Activity {
  const idle = now - lastGrowth(signs, now);
  if (idle <= thresholds.stalled.watched) {
    // Whatever is usual: nothing shorter says anything, and of most runs that are looked at no more has to be known.
    return "live";
  }
  const interval = usualInterval(signs);
  const exceeds = ({ intervals, ...least }: (typeof thresholds)[keyof typeof thresholds]): boolean =>
    idle > Math.max(least[interval.watched ? "watched" : "unwatched"], intervals * interval.milliseconds);
  return exceeds(thresholds.over) ? "over" : exceeds(thresholds.stalled) ? "stalled" : "live";
}

/**
 * When a log grew last, in milliseconds since 1970. Its own time counts where that is a time of day, since a copy of a
 * log is younger than the log, and not where it is still to come; a growth that was watched counts more than either.
 */
export function lastGrowth({ modified, seconds, watched }: Omit<GrowthSigns, "born" | "records">, now: number): number {
  const logged = 1000 * (seconds.at(-1) ?? Number.NaN);
  const isTimeOfDay = logged >= 1000 * earliest && logged < 1000 * latest && logged <= now;
  return Math.max(isTimeOfDay ? logged : modified, watched?.last ?? -Infinity);
}

/**
 * The usual interval between two growths: as watched; else between the last records by the log's own clock; else the
 * mean over the file's life. Zero where nothing tells.
 */
function usualInterval(signs: GrowthSigns): { readonly milliseconds: number; readonly watched: boolean } {
  const { modified, born, records, seconds, watched } = signs;
  if (watched !== null && watched.gaps.length >= fewestGaps) {
    return { milliseconds: median(Float64Array.from(watched.gaps)), watched: true };
  }
  const logged = seconds.subarray(-recent);
  const between = logged.subarray(1).map((time, index) => 1000 * (time - (logged[index] ?? time)));
  const gaps = between.filter((gap) => gap > 0 && gap <= longestLogged);
  const lifetime = born === null ? 0 : Math.max(0, modified - born);
  const milliseconds = gaps.length < fewestGaps ? lifetime / Math.max(1, records) : median(gaps);
  return { milliseconds, watched: false };
}
