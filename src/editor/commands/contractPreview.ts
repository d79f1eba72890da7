import { counted, grouped, t } from "../../l10n.ts";
import type { ContractEffect } from "../../protocol/runAnswers.ts";

/** What a contract would change: for the run that it is about, and for others that it would hold for as well. */
export interface ContractPreview {
  /** Null where it is about no single run, or its log cannot be read now. */
  readonly own: ContractEffect | null;
  readonly others: readonly ContractEffect[];
  /** Other runs that were not looked at. */
  readonly more: number;
}

/** A preview in sentences: how many findings there are, and would be. */
export function previewText({ own, others, more }: ContractPreview): string {
  return [own === null ? "" : ownText(own), othersText(others), worseText(others), moreText(more)]
    .filter(Boolean)
    .join(" ");
}

function ownText({ before, after }: ContractEffect): string {
  return before === after
    ? counted(before, ["This run would keep its {0} finding.", "This run would keep its {0} findings."])
    : counted(
        before,
        ["This run: {0} finding now, {1} after the change.", "This run: {0} findings now, {1} after the change."],
        grouped(after),
      );
}

function othersText(others: readonly ContractEffect[]): string {
  const sum = (pick: (effect: ContractEffect) => number): number => others.reduce((all, one) => all + pick(one), 0);
  const [before, after] = [sum((one) => one.before), sum((one) => one.after)].map(grouped);
  return others.length === 0
    ? t("No other run would change.")
    : counted(
        others.length,
        [
          "{0} other run: {1} findings now, {2} after the change.",
          "{0} other runs: {1} findings now, {2} after the change.",
        ],
        ...[before ?? "", after ?? ""],
      );
}

function worseText(others: readonly ContractEffect[]): string {
  const worse = others.filter(({ before, after }) => after > before).length;
  return worse === 0 ? "" : counted(worse, ["{0} of them would get more.", "{0} of them would get more."]);
}

function moreText(more: number): string {
  return more === 0
    ? ""
    : counted(more, ["{0} more affected run was not checked.", "{0} more affected runs were not checked."]);
}
