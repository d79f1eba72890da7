import { LogFollower } from "../../src/log/follow/logFollower.ts";
import type { FollowOptions, Poll } from "../../src/log/follow/poll.ts";
import { PollSchedule, type Pollable } from "../../src/worker/pollSchedule.ts";
import { SharedTime } from "../../src/worker/sharedTime.ts";

/** How a reader comes to look: a watcher tells of each change, or nobody does and its time comes round. */
export const lookings = ["events", "polling alone"] as const;
export type Looking = (typeof lookings)[number];

/** A long time, in milliseconds: without an event there is no look within a test. */
const never = 1e9;

/** Between two ticks of the schedule, in milliseconds. */
const tick = 2;

/** Looks that count as if they took no time: a schedule rests nine times as long as a look took, which was most of the time. */
class NoTime extends SharedTime {
  override charged(): number {
    return 0;
  }
}

/**
 * A reader whose looks come from the schedule that the worker uses. `poll` asks for one look and answers with what it
 * came to: with events it wakes the schedule, which would not look by itself; without them it waits for the time to come.
 */
export class ScheduledFollower {
  readonly #follower: LogFollower;
  readonly #schedule = new PollSchedule(() => 0, tick, new NoTime());
  readonly #polled: Pollable;
  readonly #woken: boolean;
  readonly #asked: { resolve: (poll: Poll) => void; reject: (error: unknown) => void }[] = [];

  constructor(log: string, options: FollowOptions, looking: Looking) {
    this.#follower = new LogFollower(log, options);
    this.#woken = looking === "events";
    this.#polled = {
      poll: () => this.#look(),
      interval: () => (this.#woken ? never : 0),
      minInterval: () => 0,
      grows: () => true,
    };
    this.#schedule.add(this.#polled);
  }

  poll(): Promise<Poll> {
    return new Promise((resolve, reject) => {
      this.#asked.push({ resolve, reject });
      this.#wake();
    });
  }

  /** Looks no more and leaves everything as it is. */
  abandon(): void {
    this.#schedule.dispose();
  }

  async dispose(): Promise<void> {
    this.abandon();
    await this.#follower.dispose();
  }

  #wake(): void {
    if (this.#woken) {
      this.#schedule.wake(this.#polled);
    }
  }

  async #look(): Promise<void> {
    const asked = this.#asked.shift();
    if (asked !== undefined) {
      await this.#follower.poll().then(asked.resolve, asked.reject);
      this.#wake();
    }
  }
}
