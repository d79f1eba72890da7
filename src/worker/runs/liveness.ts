import { wallColumn } from "../../series/wallTime.ts";
import type { Contract } from "../../contract/model/contract.ts";
import { nearlyAll } from "../../contract/measure/folderFacts.ts";
import { plannedEpochs, plannedSteps } from "../../run/plannedLength.ts";
import type { RunFolder } from "../../run/runFolder.ts";
import type { Poll } from "../../log/follow/logFollower.ts";
import { hasStopped, shortestStop } from "../../run/hasStopped.ts";
import type { LiveMark } from "../../run/liveMark.ts";
import type { ReviewedRun } from "../../review/reviewRun.ts";
import type { Position } from "../../series/position.ts";
import { expectedEnd, recordsPerMinute, type Growth, type LogFacts } from "../../run/runPace.ts";
import type { Clock } from "../../review/model/runReview.ts";
import { GrowthWatch } from "../../run/growthWatch.ts";
import type { RunFacts } from "./runFacts.ts";

/** Growths whose records count for the pace. */
const recent = 50;

/** A log at a look that found it changed. */
export interface Grown {
  readonly records: number;
  /** When it was written last, in milliseconds since 1970. */
  readonly modified: number;
  /** Whether it is another log than at the look before. */
  readonly rebuilt: boolean;
}

/** How many epochs and steps were planned, as far as the files beside a log say. */
type Plans = Partial<Record<Clock, number | null>>;

/** How far from what was planned a run may end; steps may count from 0. */
const nearly: Readonly<Record<Clock, number>> = { epoch: nearlyAll, step: 1, record: 0 };

/** Whether one run goes on, how fast and until when: what its log's growth and its folder say. */
export class Liveness {
  readonly #folder: RunFolder;
  readonly #watch = new GrowthWatch();
  #growths: readonly Growth[] = [];
  /** How many of what a clock counts were planned; null as long as the folder was not asked. */
  #planned: Plans | null = null;

  constructor(folder: RunFolder) {
    this.#folder = folder;
  }

  /** When the log grew last, in milliseconds since 1970; null where no growth was noted. */
  get last(): number | null {
    return this.#watch.last;
  }

  /** Notes a look at the log that found it changed; the first look may find it as an earlier session left it. */
  grew({ records, modified, rebuilt }: Grown, isFirst: boolean): void {
    // Only the first look has to trust the clock of whatever machine keeps the file.
    const time = isFirst ? Math.min(modified, Date.now()) : Date.now();
    if (time !== this.#watch.last) {
      this.#watch.grew(time);
      this.#growths = [...(rebuilt ? [] : this.#growths), { time, records }].slice(-recent);
    }
  }

  /**
   * Time alone turns a mark: every look asks anew, whether the log changed or not. A run that has come as far as was
   * planned is not stalled.
   */
  async mark({ seconds, position }: Pick<RunFacts, "seconds" | "position">): Promise<LiveMark> {
    const mark = this.#watch.mark(seconds, Date.now());
    return mark === "stalled" && isDone(position, this.#planned ?? (await this.askPlan())) ? "ended" : mark;
  }

  /** Whether nothing was logged for so long that the run has stopped. */
  async hasStopped({ modified, records, seconds }: Omit<RunFacts, "found">): Promise<boolean> {
    if (Date.now() - modified < shortestStop) {
      return false;
    }
    const { born } = (await this.#folder.times()) ?? { born: null };
    return hasStopped({ modified, born, records, seconds, watched: this.#watch.watched }, Date.now());
  }

  /** Looks in the run's folder for how long the run is meant to go on. */
  async askPlan(): Promise<Plans> {
    const configs = await this.#folder.configs();
    this.#planned = { epoch: plannedEpochs(configs)?.epochs ?? null, step: plannedSteps(configs) };
    return this.#planned;
  }

  /** What is known of the log's file and of its pace. */
  facts(poll: Poll, { names }: Contract, { plot }: Pick<ReviewedRun, "plot">): LogFacts {
    const { records } = poll.table;
    const seconds = wallColumn(poll.table, names.time)?.values ?? new Float64Array();
    const perMinute = recordsPerMinute({ records, seconds, growths: this.#growths });
    const planned = this.#planned?.[plot.clock] ?? null;
    const lastGrowth = this.#watch.last;
    const end =
      planned === null || perMinute === null || lastGrowth === null
        ? null
        : expectedEnd(plot, records, { planned, perMinute, lastGrowth });
    return { bytes: poll.size, recordsPerMinute: perMinute, planned, expectedEnd: end };
  }
}

function isDone({ clock, value }: Position, plans: Plans): boolean {
  const planned = plans[clock] ?? null;
  return planned !== null && value !== null && value + nearly[clock] >= planned;
}
