import { decimal, grouped, t } from "../../l10n.ts";
import type { Finding } from "../model/finding.ts";

export { grouped } from "../../l10n.ts";

/** A measured number with at most four significant digits; whole numbers whole. */
export function measured(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e15) {
    return grouped(value);
  }
  return Number.isFinite(value) ? decimal(String(Number(value.toPrecision(4)))) : String(value);
}

/** Where a finding is: "line 725", or "record 725" of a log that is no text. */
export function foundAt(finding: Pick<Finding, "line" | "inRecords">): string {
  return placeIn(finding, finding.line ?? 1);
}

/** A line of the log that a finding is in, or a record of one that is no text. */
export function placeIn({ inRecords }: { readonly inRecords?: boolean | undefined }, line: number): string {
  return inRecords === true ? t("record {0}", grouped(line)) : t("line {0}", grouped(line));
}

/** "1 step", "2 steps". */
export function countOf(count: number, noun: string, plural = `${noun}s`): string {
  return `${grouped(count)} ${Math.round(count) === 1 ? noun : plural}`;
}

/** "a", "a and b", "a, b and c"; beyond `most` items the rest is counted. */
export function listed(items: readonly string[], most = 8): string {
  if (items.length > most) {
    return t("{0} and {1} more", items.slice(0, most - 1).join(", "), items.length - most + 1);
  }
  const head = items.slice(0, -1).join(", ");
  const last = items.at(-1) ?? "";
  return head === "" ? last : t("{0} and {1}", head, last);
}
