import { median } from "../numerics/stats/quantile.ts";
import { t } from "../l10n.ts";

/** Whether a run goes on: its log grows, has stopped growing too early to be sure of its end, or has ended. */
export type LiveMark = "live" | "stalled" | "ended";

/** How a log has grown; times in milliseconds. */
export interface Growth {
  /** When it grew last, since 1970. */
  readonly last: number;
  /** What usually lies between two growths, or null where too few were seen. */
  readonly interval: number | null;
}

/** Taken for the usual interval of a log that was not seen to grow yet: long enough for a writer that gathers lines. */
const assumed = 40_000;

/** Below this, what a look at the log comes late by would make a mark flicker. */
const shortest = 2_000;

/** Three times the usual interval without growth is out of the ordinary. */
const patience = 3;

/** Without growth for this long, and for so many times the usual interval, a run is over. */
const overAfter = 30 * 60_000;
const overPatience = 30;

/** The mark of a log at a moment, in milliseconds since 1970. A clock that was set back counts as no time at all. */
export function liveMark({ last, interval }: Growth, now: number): LiveMark {
  const usual = Math.max(interval ?? assumed, shortest);
  const still = now - last;
  if (still <= patience * usual) {
    return "live";
  }
  return still <= Math.max(overAfter, overPatience * usual) ? "stalled" : "ended";
}

/** Fewer gaps than this say nothing of what is usual. */
const fewestGaps = 3;

/** A log that says of itself that hours lie between two records logs no seconds, or was resumed. */
const longestLogged = 60 * 60_000;

/**
 * The usual interval between two growths of a log, in milliseconds, or null where nothing tells.
 *
 * `seen`: gaps between growths that were watched. `logged`: seconds between the last records by the log's own clock,
 * which count as long as too few were watched, and only where they are longer than what is assumed of any writer:
 * several records may be written at once.
 */
export function usualInterval(seen: readonly number[], logged: readonly number[]): number | null {
  if (seen.length >= fewestGaps) {
    return median(Float64Array.from(seen));
  }
  const gaps = logged.filter((gap) => gap > 0 && 1000 * gap <= longestLogged);
  return gaps.length < fewestGaps ? null : Math.max(assumed, 1000 * median(Float64Array.from(gaps)));
}

/** What a mark is called. */
export function markName(mark: LiveMark): string {
  switch (mark) {
    case "live":
      return t("live");
    case "stalled":
      return t("stalled");
    case "ended":
      return t("ended");
  }
}
