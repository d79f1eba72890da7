import type { Contract } from "../contract/model/contract.ts";
import { emptyOutcome, type RunOutcome } from "../contract/measure/runOutcome.ts";
import type { LogTable } from "../log/columns/columns.ts";
import type { ReviewedRun } from "../review/reviewRun.ts";
import { lastWallTimes, wallColumn } from "../series/clock/wallTime.ts";
import { activityOf, lastGrowth, type Activity, type GrowthSigns } from "./activity.ts";
import { GrowthWatch } from "./growthWatch.ts";
import { plannedLength } from "./planned/plannedLength.ts";
import type { PlannedLength } from "../contract/measure/folderFacts.ts";
import type { RunFolder } from "./runFolder.ts";
import { expectedEnd, recordsPerMinute, type Growth, type LogFacts } from "./runPace.ts";
import { runLife, type RunLife } from "./runState.ts";

/** Growths whose records count for the pace. */
const recent = 50;
/** Times of its last records that tell whether a run goes on. */
const recentTimes = 20;

/** What a log says of its growth itself, read off its ends. */
export type LogSigns = Pick<GrowthSigns, "modified" | "records" | "seconds">;

/** A log at a poll that found it changed. */
export interface Grown {
  readonly records: number;
  /** When it was written last, in milliseconds since 1970. */
  readonly modified: number;
  /** Whether it is another log than at the poll before. */
  readonly rebuilt: boolean;
}

/** What a log says of its growth, by the contract's name for the time. */
export function signsOf(table: LogTable, modified: number, { names }: Pick<Contract, "names">): LogSigns {
  const seconds = lastWallTimes(table, names.time, recentTimes);
  return { modified, records: table.records, seconds };
}

/**
 * Whether one run goes on, how fast and until when: what its log's growth and its folder say. Of a run that nobody
 * watches, as on the command line, nothing is noted, and the log and its folder alone say it.
 */
export class Liveness {
  readonly #folder: RunFolder;
  readonly #watch = new GrowthWatch();
  #growths: readonly Growth[] = [];
  /** What was planned; null as long as the folder was not asked. */
  #planned: PlannedLength | null = null;
  /** When the log's file was made; null as long as nobody asked. */
  #born: Promise<number | null> | null = null;

  constructor(folder: RunFolder) {
    this.#folder = folder;
  }

  /** When the log was seen to grow last, in milliseconds since 1970; null where no growth was noted. */
  get watchedLast(): number | null {
    return this.#watch.last;
  }

  /** The last growth between two looks; null where there was none, whatever the age of the file. */
  get grewLast(): number | null {
    return this.#watch.watched?.last ?? null;
  }

  /** What was planned, as it was read last; null as long as the folder was not asked. */
  get planned(): PlannedLength | null {
    return this.#planned;
  }

  /** When the log grew last, in milliseconds since 1970, by all that is known. */
  lastGrowth(signs: LogSigns): number {
    return lastGrowth({ ...signs, watched: this.#watch.watched }, Date.now());
  }

  /** Notes a poll that found the log changed; the first one may find it as an earlier session left it. */
  grew({ records, modified, rebuilt }: Grown, isFirst: boolean): void {
    // Only the first poll has to trust the clock of whatever machine keeps the file.
    const time = isFirst ? Math.min(modified, Date.now()) : Date.now();
    this.#born = rebuilt ? null : this.#born;
    if (time !== this.#watch.last) {
      this.#watch.grew(time);
      this.#growths = [...(rebuilt ? [] : this.#growths), { time, records }].slice(-recent);
    }
  }

  /** Takes over what an earlier session had found. */
  recall(signs: LogSigns, planned: PlannedLength | null): void {
    this.grew({ ...signs, rebuilt: false }, true);
    this.#planned = planned;
  }

  /** Time alone changes it: every poll asks again, whether the log changed or not. */
  async activity(signs: LogSigns): Promise<Activity> {
    const now = Date.now();
    const watched = { ...signs, watched: this.#watch.watched };
    // An older file only means a longer interval: where the log is live without it, nobody has to ask the disk.
    const activity = activityOf({ ...watched, born: null }, now);
    return activity === "live" ? activity : activityOf({ ...watched, born: await this.#bornAt() }, now);
  }

  /** The run's state now, with what its records say of how it fares. */
  async life(signs: LogSigns, outcome: RunOutcome = emptyOutcome): Promise<RunLife> {
    const activity = await this.activity(signs);
    const planned = activity === "live" ? this.#planned : (this.#planned ?? (await this.readPlan()));
    return runLife(activity, { outcome, planned });
  }

  /** Looks in the run's folder for how long the run is meant to go on. */
  async readPlan(): Promise<PlannedLength> {
    this.#planned = plannedLength(await this.#folder.configs());
    return this.#planned;
  }

  /** What is known of the log's file and of its pace. `size` in bytes. */
  facts(
    { size, table }: { readonly size: number; readonly table: LogTable },
    { names }: Contract,
    { plot }: Pick<ReviewedRun, "plot">,
  ): LogFacts {
    const { records } = table;
    const seconds = wallColumn(table, names.time)?.values ?? new Float64Array();
    const perMinute = recordsPerMinute({ records, seconds, growths: this.#growths });
    const planned = this.#plannedBy(plot.clock);
    const end =
      planned === null || perMinute === null || this.#watch.last === null
        ? null
        : expectedEnd(plot, records, { planned, perMinute, lastGrowth: this.#watch.last });
    return { bytes: size, recordsPerMinute: perMinute, planned, expectedEnd: end };
  }

  #plannedBy(clock: ReviewedRun["plot"]["clock"]): number | null {
    switch (clock) {
      case "epoch":
        return this.#planned?.epochs?.count ?? null;
      case "step":
        return this.#planned?.steps?.count ?? null;
      case "record":
        return null;
    }
  }

  #bornAt(): Promise<number | null> {
    this.#born ??= this.#folder.times().then((times) => times?.born ?? null);
    return this.#born;
  }
}
