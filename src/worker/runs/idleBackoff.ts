import type { WorkerSettings } from "../../protocol/worker.ts";

/** A log that does not grow is polled less and less often, down to every this many intervals. */
const maxBackoff = 10;

/** The backoff begins after so many intervals without growth. */
const backoffAfter = 20;

type PollSettings = Pick<WorkerSettings, "pollInterval">;

/** Milliseconds from one poll to the next of a log that has not grown for `idle` milliseconds. */
export function pauseAfter(idle: number, { pollInterval }: PollSettings): number {
  return Math.min(Math.max(pollInterval, idle / backoffAfter), pollInterval * maxBackoff);
}

/** Whether a log that has not grown for `idle` milliseconds is polled as often as one that grows. */
export function grewLately(idle: number, { pollInterval }: PollSettings): boolean {
  return idle <= pollInterval * backoffAfter;
}
