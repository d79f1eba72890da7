import { countFindings } from "../../contract/model/countFindings.ts";
import { findingText } from "../../contract/texts/findingText.ts";
import { t } from "../../l10n.ts";
import type { RunResults, RunStatus } from "../../protocol/worker.ts";
import { stateName } from "../../run/runState.ts";
import { settingPrefix } from "../../sweep/table/columnIds.ts";
import type { SettingValue } from "../../sweep/table/sweepRow.ts";
import type { RunRow } from "../../sweep/rows/runRow.ts";
import type { RunJudgment } from "../../sweep/verdicts/judgmentChange.ts";

/** A run as its row is made of it. */
export interface RowParts {
  /** URI of the log. */
  readonly log: string;
  /** What lists call the run. */
  readonly name: string;
  /** The whole name of the run: its folders, joined with `/`. */
  readonly run: string;
  readonly status: RunStatus | null;
  /** Its settings, empty until they are known. */
  readonly settings: ReadonlyMap<string, SettingValue>;
  /** What it came to; null until the worker has said so. */
  readonly results: RunResults | null;
  /** What people said of it; null where they said nothing. */
  readonly judgment: RunJudgment | null;
}

/** The row of a run in the table. */
export function runRow({ log, name, run, status, settings, results, judgment }: RowParts): RunRow {
  const findings = countFindings(status?.findings ?? []);
  return {
    log,
    run: name,
    folder: run.split("/").slice(0, -1).join("/"),
    ...stateOf(status),
    cells: {
      ...(results?.cells ?? settingCells(settings)),
      records: status?.records ?? null,
      // None is an empty cell: what asks for attention stands out.
      findings: findings === 0 ? null : findings,
      ...judgmentCells(judgment),
    },
    sources: results?.sources ?? {},
    spark: results?.spark ?? [],
    replicate: results?.replicate ?? null,
    pending: results === null && settings.size === 0,
  };
}

function settingCells(settings: RowParts["settings"]): RunRow["cells"] {
  return Object.fromEntries([...settings].map(([key, value]) => [settingPrefix + key, value]));
}

/** The cells of what people said of a run. */
export function judgmentCells(judgment: RunJudgment | null): RunRow["cells"] {
  return judgment === null
    ? {}
    : {
        verdict: judgment.verdict,
        reason: judgment.reason === "" ? null : judgment.reason,
        tags: judgment.tags.length === 0 ? null : judgment.tags.join(", "),
        note: judgment.note === "" ? null : judgment.note,
      };
}

function stateOf(status: RunStatus | null): Pick<RunRow, "state" | "stateText" | "stateReason"> {
  if (status?.gone === true) {
    return { state: "gone", stateText: t("log was deleted"), stateReason: "" };
  }
  const stateReason = reasonOf(status);
  if (status?.life) {
    return { state: status.life.state, stateText: stateName(status.life.state), stateReason };
  }
  const isUnreadable = status?.findings.some(({ code }) => code === "unreadable") === true;
  return isUnreadable
    ? { state: "unreadable", stateText: t("unreadable"), stateReason }
    : { state: "reading", stateText: t("reading…"), stateReason };
}

/** Findings that say why a run is in its state. */
const reasons: readonly string[] = ["unreadable", "diverged", "non-finite", "stopped-early"];

function reasonOf(status: RunStatus | null): string {
  const findings = status?.findings ?? [];
  const reason = reasons.map((code) => findings.find((finding) => finding.code === code)).find(Boolean);
  return reason === undefined || status?.life?.state === "ended" ? "" : findingText(reason);
}
