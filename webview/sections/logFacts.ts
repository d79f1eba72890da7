import type { PanelState } from "../../src/protocol/panel.ts";
import { significant } from "../ui/format.ts";
import { counted, currentLanguage, t } from "../ui/text.ts";

/** What is known of a run's log, one part a fact: records, size, last look; pace and end while it is live. */
export function logFacts(state: PanelState, now = Date.now()): string[] {
  const { review, plot, facts, lastRead, life } = state;
  const parts = [counted(review?.records ?? 0, ["{0} record", "{0} records"])];
  if (facts !== null && plot !== null) {
    parts.push(sizeText(facts.bytes), progressText(facts.planned, plot));
    parts.push(...(life?.state === "live" ? [paceText(facts.recordsPerMinute), endText(facts.expectedEnd, now)] : []));
  }
  if (state.sources !== undefined) {
    parts.push(sourcesText(state.sources));
  }
  if (lastRead !== null) {
    parts.push(t("last read {0}", new Date(lastRead).toLocaleTimeString(currentLanguage().tag)));
  }
  return parts.filter((part) => part !== "");
}

/** Which of several logs of the run is read. */
function sourcesText({ file, also }: NonNullable<PanelState["sources"]>): string {
  const [first = "", ...others] = also;
  return others.length === 0
    ? t("from {0}, also logged in {1}", file, first)
    : t("from {0}, also logged in {1} and {2} more", file, first, others.length);
}

const units = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"] as const;

/** A size in units of a thousand, as disks are sold and macOS counts. */
export function sizeText(bytes: number): string {
  const power = bytes < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  const format = new Intl.NumberFormat(currentLanguage().tag, {
    style: "unit",
    unit: units[power] ?? "byte",
    unitDisplay: power === 0 ? "long" : "short",
    maximumSignificantDigits: 3,
  });
  return format.format(bytes / 1000 ** power);
}

function progressText(planned: number | null, { clock, loss }: NonNullable<PanelState["plot"]>): string {
  const reached = loss.t.findLast(Number.isFinite) ?? null;
  if (planned === null || reached === null) {
    return "";
  }
  const [at, of] = [significant(reached, 3), significant(planned, 6)];
  return clock === "epoch" ? t("epoch {0} of {1}", at, of) : t("step {0} of {1}", at, of);
}

/** A slow run by the hour: "0.3 a minute" is nothing that a person can picture. */
function paceText(perMinute: number | null): string {
  if (perMinute === null) {
    return "";
  }
  return perMinute >= 1
    ? t("{0} records per minute", significant(perMinute, 2))
    : t("{0} records per hour", significant(60 * perMinute, 2));
}

function endText(end: number | null, now: number): string {
  return end === null ? "" : t("expected to end around {0}", moment(end, now));
}

/** A time of today by the clock alone, any other with its date. */
function moment(milliseconds: number, now: number): string {
  const { tag } = currentLanguage();
  const [date, today] = [new Date(milliseconds), new Date(now)];
  return date.toDateString() === today.toDateString()
    ? date.toLocaleTimeString(tag, { timeStyle: "short" })
    : date.toLocaleString(tag, { dateStyle: "medium", timeStyle: "short" });
}
