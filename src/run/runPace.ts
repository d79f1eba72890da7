import type { RunPlot } from "../review/model/runPlot.ts";

/** What is known of a log's file and of how it grows. */
export interface LogFacts {
  readonly bytes: number;
  /** As it logs now; null where nothing tells. */
  readonly recordsPerMinute: number | null;
  /** How many epochs, or steps, by the run's clock, the files next to the log ask for; null where they do not say. */
  readonly planned: number | null;
  /** When it will have done them, in milliseconds since 1970, if it goes on so; null where nothing tells. */
  readonly expectedEnd: number | null;
}

/** A moment at which a log held so many records; milliseconds since 1970. */
export interface Growth {
  readonly time: number;
  readonly records: number;
}

export interface PaceSigns {
  readonly records: number;
  /** What the log says of the time of its records, in seconds of any origin, in record order; empty where nothing. */
  readonly seconds: Float64Array;
  /** Growths that were watched, the latest last. */
  readonly growths: readonly Growth[];
}

/** The last values that tell what is usual now. */
const recent = 2_000;
/** Fewer say nothing. */
const fewest = 5;
/** Between two records of a log there is no training for longer than this, in seconds: the run was resumed there. */
const longestGap = 3_600;

/**
 * Records a minute that a run logs now; null where nothing tells. The log's own times count where it has them, back to
 * where the run was resumed last; else the growths that were watched.
 */
export function recordsPerMinute({ records, seconds, growths }: PaceSigns): number | null {
  return loggedPace(seconds, records) ?? watchedPace(growths);
}

function loggedPace(seconds: Float64Array, records: number): number | null {
  const last = seconds.length - 1;
  let first = last;
  while (first > 0 && last - first < recent && isStep(seconds[first - 1], seconds[first])) {
    first -= 1;
  }
  const spent = (seconds[last] ?? NaN) - (seconds[first] ?? NaN);
  // Where only one record in ten holds a time, ten records go by between two times.
  const share = records / seconds.length;
  return last - first + 1 < fewest || !(spent > 0) ? null : (60 * share * (last - first)) / spent;
}

function isStep(before = NaN, after = NaN): boolean {
  return after >= before && after - before <= longestGap;
}

function watchedPace(growths: readonly Growth[]): number | null {
  const [first, last] = [growths[0], growths.at(-1)];
  if (first === undefined || last === undefined || growths.length < fewest) {
    return null;
  }
  const spent = last.time - first.time;
  const logged = last.records - first.records;
  return spent > 0 && logged > 0 ? (60_000 * logged) / spent : null;
}

/** How far a run is meant to go, in units of its clock, and how fast it gets there. */
export interface Plan {
  readonly planned: number;
  readonly perMinute: number;
  /** When it grew last, in milliseconds since 1970. */
  readonly lastGrowth: number;
}

/**
 * When a run reaches what it was planned for, in milliseconds since 1970, if it goes on as it does: by the epochs (or
 * steps) that its last losses took. Null where it is there already or nothing tells how fast it goes.
 */
export function expectedEnd({ loss }: Pick<RunPlot, "loss">, records: number, plan: Plan): number | null {
  const times = loss.t;
  const last = times.length - 1;
  const first = Math.max(0, last - recent);
  const perLoss = ((times[last] ?? NaN) - (times[first] ?? NaN)) / (last - first);
  const left = plan.planned - (times[last] ?? NaN);
  const minutes = ((left / perLoss) * (records / times.length)) / plan.perMinute;
  return last - first + 1 >= fewest && left > 0 && perLoss > 0 && Number.isFinite(minutes)
    ? plan.lastGrowth + 60_000 * minutes
    : null;
}
