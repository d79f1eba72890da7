import type { RunOutcome } from "../contract/measure/runOutcome.ts";
import { t } from "../l10n.ts";
import type { Activity } from "./activity.ts";
import type { PlannedLength } from "../contract/measure/folderFacts.ts";

/** How a run stands, the worst first: what lists of runs are sorted by. */
export const runStates = ["diverged", "nan", "stopped", "stalled", "live", "ended"] as const;

/**
 * `live`, `stalled`: it goes on, or may. `stopped`: it ended before what was planned; `ended`: it came as far, or nobody
 * knows what was planned. Laid over these, `diverged` and `nan`: its training loss is lost, whether it goes on or not.
 */
export type RunState = (typeof runStates)[number];

/** A run's state, and whether it is over: nothing more is expected of its log. */
export interface RunLife {
  readonly state: RunState;
  readonly over: boolean;
}

/** What is known of a run besides the growth of its log. */
export interface RunProgress {
  readonly outcome: RunOutcome;
  /** What was planned, or null where nothing says it. */
  readonly planned: PlannedLength | null;
}

/**
 * The state of a run, from what its log does and how far it came: pure, and the only place that decides it. A run that
 * has come as far as was planned and does not grow any more is not stalled but ended.
 */
export function runLife(activity: Activity, { outcome, planned }: RunProgress): RunLife {
  const reached = isReached(outcome, planned);
  if (activity === "over" || (activity === "stalled" && reached === true)) {
    return { state: outcome.lost ?? (reached === false ? "stopped" : "ended"), over: true };
  }
  return { state: outcome.lost ?? activity, over: false };
}

/**
 * Whether a run has come as far as was planned, in epochs or in steps; null where nothing was planned, or the log holds
 * none of what was.
 */
function isReached({ epochs, steps }: RunOutcome, planned: PlannedLength | null): boolean | null {
  const pairs = [
    [epochs, planned?.epochs?.count ?? null],
    [steps, planned?.steps?.count ?? null],
  ] as const;
  const known = pairs.flatMap(([done, asked]) => (done === null || asked === null ? [] : [done >= asked]));
  return known.length === 0 ? null : known.includes(true);
}

/** Whether two moments of a run show the same. */
export function sameLife(one: RunLife | null, other: RunLife | null): boolean {
  return one?.state === other?.state && one?.over === other?.over;
}

/** Whether a check finds the same in both: how a run ended counts, whether one that goes on is stalled does not. */
export function findsTheSame(one: RunLife | null, other: RunLife | null): boolean {
  return sameLife(one, other) || (one?.over === false && other?.over === false);
}

/** What a state is called that a file names; the text itself where it is none. */
export function stateNameOf(text: string): string {
  const state = runStates.find((one) => one === text);
  return state === undefined ? text : stateName(state);
}

/** What a state is called. */
export function stateName(state: RunState): string {
  switch (state) {
    case "live":
      return t("live");
    case "stalled":
      return t("stalled");
    case "stopped":
      return t("incomplete");
    case "ended":
      return t("ended");
    case "diverged":
      return t("diverged");
    case "nan":
      return t("NaN");
  }
}
