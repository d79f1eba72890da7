import type { RunPoll } from "./follow/runFollower.ts";
import { unreadableFinding } from "./findings/unreadableFinding.ts";
import { emptySnapshot, type RunSnapshot } from "./runSnapshot.ts";

/** A run whose log was read. */
export interface ReadState {
  readonly kind: "read";
  readonly poll: RunPoll;
  readonly snapshot: RunSnapshot;
}

/**
 * What the worker holds of a run: nothing yet; what an earlier session found, without its columns; its log as the last
 * poll read it; or why the log, which is there, could not be read, with what was read before, if anything was.
 */
export type LoadState =
  | { readonly kind: "unread" }
  | { readonly kind: "cached"; readonly snapshot: RunSnapshot }
  | ReadState
  | {
      readonly kind: "unreadable";
      readonly message: string;
      readonly poll: RunPoll | null;
      readonly snapshot: RunSnapshot;
    };

/** What is new after a poll: nothing, more of the same log, or something that calls for a check at once. */
export type News = "nothing" | "growth" | "more";

/** What is known of a run; null before the first poll has ended. */
export function snapshotOf(state: LoadState): RunSnapshot | null {
  return state.kind === "unread" ? null : state.snapshot;
}

/** The last poll that read the log, or null where none did. */
export function pollOf(state: LoadState): RunPoll | null {
  return state.kind === "read" || state.kind === "unreadable" ? state.poll : null;
}

/** A run's state once a poll has read its log, and what about it is new. */
export function afterPoll(state: LoadState, poll: RunPoll): { readonly state: ReadState; readonly news: News } {
  return {
    state: { kind: "read", poll, snapshot: snapshotOf(state) ?? emptySnapshot },
    news: state.kind === "unreadable" ? "more" : newsOf(pollOf(state), poll),
  };
}

/** The same after a poll that could not read the log; `message` says why. Nobody can say how such a run stands. */
export function afterFailure(state: LoadState, message: string): LoadState {
  const snapshot = { ...(snapshotOf(state) ?? emptySnapshot), life: null, found: [unreadableFinding(message)] };
  return { kind: "unreadable", message, poll: pollOf(state), snapshot };
}

/** Whether a poll is the first sight of the log in this session, as an earlier one left it. */
export function isFirstSight(state: LoadState, poll: RunPoll): boolean {
  return pollOf(state) === null && (snapshotOf(state) ?? poll).modified === poll.modified;
}

function newsOf(before: RunPoll | null, poll: RunPoll): News {
  if (before === null || poll.rebuilt || poll.gone !== before.gone) {
    return "more";
  }
  const csvChanged = poll.csv.state !== before.csv.state || poll.csv.message !== before.csv.message;
  return csvChanged ? "more" : poll.changed ? "growth" : "nothing";
}
