import type { BigIntStats } from "node:fs";
import { sameSignature, signatureFrom } from "../files/fileSignature.ts";
import type { LogEnds, LogIdentity } from "../files/logEnds.ts";

/** How far a follower has come with its log. */
export type FollowState =
  /** Nothing of the log was read in this session; `recalled` is what an earlier one had read of it. */
  | { readonly kind: "unread"; readonly recalled: LogIdentity | null }
  /** Read up to `ends`, as the log was at the last look. */
  | { readonly kind: "seen"; readonly ends: LogEnds; readonly stat: BigIntStats }
  /** Read up to `ends` once; at the last look the log was not there or could not be read. */
  | { readonly kind: "unseen"; readonly ends: LogEnds }
  /** A read failed half way: bytes were taken that no ends describe, so that the log is read from its start. */
  | { readonly kind: "torn" };

/** A look took the log up to `ends`. */
export function afterRead(ends: LogEnds, stat: BigIntStats): FollowState {
  return { kind: "seen", ends, stat };
}

/** A look failed, before bytes were taken. */
export function afterFailure(state: FollowState): FollowState {
  return state.kind === "seen" ? { kind: "unseen", ends: state.ends } : state;
}

/** What was read of the log; null where nothing was, or nobody can say what. */
export function endsOf(state: FollowState): LogEnds | null {
  return state.kind === "seen" || state.kind === "unseen" ? state.ends : null;
}

/** How the log was at the last look; null where that did not see it. */
export function statOf(state: FollowState): BigIntStats | null {
  return state.kind === "seen" ? state.stat : null;
}

/** Whether nobody wrote to the log since the last look, as far as its status says. */
export function isUntouched(state: FollowState, now: BigIntStats): boolean {
  return state.kind === "seen" && sameSignature(signatureFrom(now), signatureFrom(state.stat));
}
