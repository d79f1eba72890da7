import type { PanelState } from "../../../src/protocol/panel.ts";
import type { RunState } from "../../../src/run/runState.ts";
import type { Clock } from "../../../src/review/model/runReview.ts";
import { placeIn } from "../../../src/contract/texts/sentences.ts";
import type { RunPlot } from "../../../src/review/model/runPlot.ts";
import { significant } from "../../ui/format.ts";
import { currentLanguage, grouped, t } from "../../ui/text.ts";

/** How a run stands, in one sentence. */
export interface Verdict {
  readonly state: RunState;
  readonly text: string;
  /** Line of the log (1-based) that shows it; null where no one line does. */
  readonly line: number | null;
}

/** The news of a run: how it stands and why, in the page's language; null before anything is known of it. */
export function verdictOf(state: PanelState, now = Date.now()): Verdict | null {
  const { review, plot, life } = state;
  if (review === null || plot === null || life === null) {
    return null;
  }
  switch (life.state) {
    case "diverged":
      return diverged(state);
    case "nan":
      return lost(state, plot);
    case "stopped":
      return { state: "stopped", text: t("Ended at {0}.", progress(state)), line: null };
    case "ended":
      return { state: "ended", text: endedText(state), line: null };
    case "stalled": {
      const since = new Date(life.lastGrowth).toLocaleString(currentLanguage().tag);
      return {
        state: "stalled",
        text: t("Stalled at {0}: no new records since {1}.", progress(state), since),
        line: null,
      };
    }
    case "live":
      return { state: "live", text: liveText(state, now), line: null };
  }
}

function diverged({ review, plot }: PanelState): Verdict {
  const finding = review?.findings.find(({ code }) => code === "diverged");
  const line = finding?.line ?? null;
  const at = line === null || finding === undefined ? null : placeIn(finding, line);
  const time = review?.loss?.divergedAt ?? null;
  if (time === null) {
    const text = at === null ? t("Diverged.") : t("Diverged ({0}).", at);
    return { state: "diverged", text, line };
  }
  const place = timeText(plot?.clock ?? "record", time);
  const text = at === null ? t("Diverged at {0}.", place) : t("Diverged at {0} ({1}).", place, at);
  return { state: "diverged", text, line };
}

/** Only a run whose planned length is known can be said to have finished. */
function endedText(state: PanelState): string {
  const isPlanned = (state.facts?.planned ?? null) !== null;
  return isPlanned ? t("Finished at {0}.", progress(state)) : t("Ended at {0}.", progress(state));
}

function lost({ review }: PanelState, { clock, numbers, inRecords }: RunPlot): Verdict {
  const { line = null, t: time = null, isNan = true } = numbers.lost ?? {};
  const state = "nan";
  if (line !== null) {
    const at = placeIn({ inRecords }, line);
    const place = time === null ? at : t("{0} ({1})", timeText(clock, time), at);
    const text = isNan ? t("Loss is NaN from {0} on.", place) : t("Loss is infinite from {0} on.", place);
    return { state, text, line };
  }
  const zeros = review?.findings.find(({ code }) => code === "loss-zero");
  return zeros?.line === undefined || zeros.line === null
    ? { state, text: t("The training loss is NaN: its last values are not finite numbers."), line: null }
    : {
        state,
        text: t("Loss is exactly 0 from {0} on: some trainers log 0 in place of NaN.", placeIn(zeros, zeros.line)),
        line: zeros.line,
      };
}

function liveText(state: PanelState, now: number): string {
  const end = state.facts?.expectedEnd ?? null;
  return end === null || end <= now
    ? t("Live at {0}.", progress(state))
    : t("Live at {0}, about {1} left.", progress(state), durationText(end - now));
}

/** How far a run came, and of how much where that is known. */
function progress({ plot, facts, review }: PanelState): string {
  const clock = plot?.clock ?? "record";
  const reached = plot?.numbers.reached ?? null;
  if (reached === null) {
    return t("record {0}", grouped(review?.records ?? 0));
  }
  const planned = facts?.planned ?? null;
  if (planned === null || clock === "record") {
    return timeText(clock, reached);
  }
  const [at, of] = [significant(reached, 4), significant(planned, 6)];
  return clock === "epoch" ? t("epoch {0} of {1}", at, of) : t("step {0} of {1}", at, of);
}

function timeText(clock: Clock, time: number): string {
  switch (clock) {
    case "epoch":
      return t("epoch {0}", time >= 1000 ? grouped(Math.round(time)) : significant(time, 3));
    case "step":
      return t("step {0}", grouped(Math.round(time)));
    case "record":
      return t("record {0}", grouped(Math.round(time)));
  }
}

/** A stretch of time as people say it: hours and minutes, or days and hours. */
export function durationText(milliseconds: number): string {
  const minutes = Math.max(1, Math.round(milliseconds / 60_000));
  if (minutes < 60) {
    return t("{0} min", minutes);
  }
  const hours = Math.floor(minutes / 60);
  return hours < 48
    ? t("{0} h {1} min", hours, minutes % 60)
    : t("{0} d {1} h", grouped(Math.floor(hours / 24)), hours % 24);
}
