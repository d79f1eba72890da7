import { tagsIn, type JudgmentChange } from "../../src/sweep/verdicts/judgmentChange.ts";
import { verdicts, type Verdict } from "../../src/sweep/table/sweepRow.ts";
import type { RunRow } from "../../src/sweep/rows/runRow.ts";
import { t } from "../ui/text.ts";
import type { MenuEntry } from "../ui/menu.ts";
import { promptHint, type PromptQuestion } from "./textPrompt.ts";

/** What a person can say of runs. */
export interface JudgeContext {
  judge(logs: readonly string[], change: JudgmentChange): void;
  ask(question: PromptQuestion): void;
}

/** What a run with such a verdict is. */
export function verdictState(verdict: Verdict): string {
  switch (verdict) {
    case "accept":
      return t("Accepted");
    case "exclude":
      return t("Excluded");
    case "rerun":
      return t("To be rerun");
  }
}

/** What giving a verdict is called. */
function verdictText(verdict: Verdict): string {
  switch (verdict) {
    case "accept":
      return t("Mark as accepted");
    case "exclude":
      return t("Exclude from analysis");
    case "rerun":
      return t("Mark for rerun");
  }
}

/** Lines by which a person says what they think of a run; `logs`: of it and of those that are ticked with it. */
export function judgeEntries(context: JudgeContext, row: RunRow, logs: readonly string[]): readonly MenuEntry[] {
  const now = textIn(row, "verdict");
  const named = (label: string): string => (logs.length > 1 ? t("{0} ({1} runs)", label, logs.length) : label);
  const lines = verdicts.map((verdict): MenuEntry => ({
    label: named(verdictText(verdict)),
    checked: now === verdict,
    act: () => judge(context, { verdict, isOn: now === verdict, logs, row }),
  }));
  return [
    ...lines,
    { label: named(t("Note…")), act: () => askNote(context, row, logs) },
    { label: named(t("Tags…")), act: () => askTags(context, row, logs) },
  ];
}

/** Asks for what stands in a column of a run, where a person writes it; false for any other column. */
export function editCell(context: JudgeContext, row: RunRow, column: string): boolean {
  switch (column) {
    case "note":
      askNote(context, row, [row.log]);
      return true;
    case "tags":
      askTags(context, row, [row.log]);
      return true;
    case "reason":
      askReason(context, row, [row.log]);
      return true;
    default:
      return false;
  }
}

/** A verdict that is chosen again is taken back; one against a run is given its reason. */
function judge(
  context: JudgeContext,
  { verdict, isOn, logs, row }: { verdict: Verdict; isOn: boolean; logs: readonly string[]; row: RunRow },
): void {
  context.judge(
    logs,
    isOn ? { verdict: null, reason: "" } : { verdict, ...(verdict === "accept" ? { reason: "" } : {}) },
  );
  if (!isOn && verdict !== "accept") {
    askReason(context, row, logs);
  }
}

function askReason(context: JudgeContext, row: RunRow, logs: readonly string[]): void {
  const label = t("Why? (optional)");
  const give = (reason: string): void => context.judge(logs, { reason });
  context.ask({ label, value: textIn(row, "reason"), hint: promptHint(), give });
}

function askNote(context: JudgeContext, row: RunRow, logs: readonly string[]): void {
  const give = (note: string): void => context.judge(logs, { note });
  context.ask({ label: t("Note on {0}", row.run), value: textIn(row, "note"), hint: promptHint(), give });
}

function askTags(context: JudgeContext, row: RunRow, logs: readonly string[]): void {
  const give = (text: string): void => context.judge(logs, { tags: tagsIn(text) });
  const label = t("Tags of {0}, separated by commas", row.run);
  context.ask({ label, value: textIn(row, "tags"), hint: promptHint(), give });
}

function textIn({ cells }: RunRow, id: string): string {
  const cell = cells[id];
  return typeof cell === "string" ? cell : "";
}
