import type { LiveMark } from "./review/liveMark.ts";
import type { RunPlot } from "./review/runPlot.ts";
import type { RunReview } from "./review/runReview.ts";

/** What a run panel shows: always the whole state, so that a panel that was hidden or reloaded needs no history. */
export interface RunState {
  /** URI of the log: what the panel keeps in its own state, so that it finds its run again after a reload. */
  readonly log: string;
  /** Name of the run for headings. */
  readonly run: string;
  readonly review: RunReview | null;
  readonly plot: RunPlot | null;
  /** Milliseconds since 1970 of the look at the log that `review` comes from, or null before the first. */
  readonly lastRead: number | null;
  /** Whether the run goes on, and since when its log has not grown (milliseconds since 1970); null where not known. */
  readonly live: { readonly mark: LiveMark; readonly lastGrowth: number } | null;
  /** Why there is no review, or no newer one, in words a person can act on; null where one may be on its way. */
  readonly problem: string | null;
}

/** Host to panel. */
export interface ToPanel {
  readonly type: "state";
  readonly state: RunState;
}

/** Panel to host. */
export type FromPanel =
  /** The panel's script runs and may be sent its state. */
  | { readonly type: "ready" }
  /** Open the log at a line (1-based), or at its start. */
  | { readonly type: "openLog"; readonly line: number | null }
  | { readonly type: "generateCsv" }
  | { readonly type: "openCsv" }
  /** A script error in the panel, for the log output channel. */
  | { readonly type: "failed"; readonly message: string };

/** The message that a panel sent, or null where it is none of ours: what comes in is not trusted. */
export function parseFromPanel(value: unknown): FromPanel | null {
  if (typeof value !== "object" || value === null || !("type" in value)) {
    return null;
  }
  switch (value.type) {
    case "ready":
    case "generateCsv":
    case "openCsv":
      return { type: value.type };
    case "openLog":
      return parseOpenLog(value);
    case "failed":
      return "message" in value && typeof value.message === "string"
        ? { type: "failed", message: value.message.slice(0, 10_000) }
        : null;
    default:
      return null;
  }
}

function parseOpenLog(value: object): FromPanel | null {
  const line = "line" in value ? value.line : null;
  if (line === null) {
    return { type: "openLog", line: null };
  }
  return typeof line === "number" && Number.isSafeInteger(line) && line >= 1 ? { type: "openLog", line } : null;
}
