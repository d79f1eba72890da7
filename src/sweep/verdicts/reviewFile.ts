import { getNodeValue, parseTree, type Node, type ParseError } from "jsonc-parser";
import { tooDeepAt } from "../../contract/model/nesting.ts";
import { t } from "../../l10n.ts";
import { verdicts, type Verdict } from "../table/sweepRow.ts";
import type { JudgmentChange, RunJudgment } from "./judgmentChange.ts";

/** Name of the file in which people keep what they decided about the runs of a sweep. */
export const reviewFileName = "slopewise.review.json";

/** What a file says of a run; other fields, of another version, are kept. */
interface Entry {
  readonly verdict?: Verdict;
  readonly reason?: string;
  readonly note?: string;
  readonly tags?: readonly string[];
  readonly [other: string]: unknown;
}

/** A file of judgments. */
export interface ReviewFile {
  /** By path of the log from the file's folder, with `/`. */
  readonly entries: ReadonlyMap<string, Entry>;
}

/** A file in which nothing was written yet. */
export const emptyReview: ReviewFile = { entries: new Map() };

const nothing: RunJudgment = { verdict: null, reason: "", note: "", tags: [] };

/** What is wrong with a file, and where; lines count from 1. */
export interface ReviewFault {
  readonly message: string;
  readonly line: number;
}

/** A file as it could be read, or why it could not. */
export type ReadReview =
  { readonly ok: true; readonly file: ReviewFile } | { readonly ok: false; readonly fault: ReviewFault };

/** The key of the last line, which holds nothing: every line of a run ends with a comma, wherever it is put in. */
const endKey = "";

/**
 * Reads a file of judgments. Where two people's lines of one run stand in it, as a merge by union leaves them, the one that
 * was changed last counts. A file with anything that is not understood is not used at all: it must not be overwritten.
 */
export function parseReview(text: string): ReadReview {
  const conflict = /^(?:<{7}|>{7}|={7})(?: |$)/m.exec(text);
  if (conflict !== null) {
    return fault(
      text,
      conflict.index,
      t("This file has merge conflict markers. Keep the lines of both sides and remove the markers."),
    );
  }
  const tooDeep = tooDeepAt(text);
  if (tooDeep !== null) {
    return fault(text, tooDeep, t("This is not a JSON object of runs."));
  }
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { disallowComments: true, allowTrailingComma: true });
  const [error] = errors;
  if (error !== undefined || root?.type !== "object") {
    return fault(text, error?.offset ?? 0, t("This is not a JSON object of runs."));
  }
  const entries = new Map<string, Entry>();
  for (const { children } of root.children ?? []) {
    const [key, value] = children ?? [];
    const name = String(key?.value);
    const entry = value === undefined ? null : entryOf(value);
    if (entry === null) {
      return fault(text, value?.offset ?? key?.offset ?? 0, wanted(name));
    }
    if (name !== endKey && changedOf(entry) >= changedOf(entries.get(name))) {
      entries.set(name, entry);
    }
  }
  return { ok: true, file: { entries } };
}

function wanted(name: string): string {
  return t(
    '"{0}" must be an object: "verdict" is "accept", "exclude" or "rerun", "reason" and "note" are strings, "tags" is a list of strings.',
    name,
  );
}

function fault(text: string, offset: number, message: string): ReadReview {
  return { ok: false, fault: { message, line: text.slice(0, offset).split("\n").length } };
}

function entryOf(node: Node): Entry | null {
  const value: unknown = getNodeValue(node);
  return isEntry(value) ? value : null;
}

function isEntry(value: unknown): value is Entry {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return false;
  }
  const { verdict, reason, note, tags }: Partial<Record<string, unknown>> = { ...value };
  return (
    (verdict === undefined || verdicts.some((one) => one === verdict)) &&
    (reason === undefined || typeof reason === "string") &&
    (note === undefined || typeof note === "string") &&
    (tags === undefined || (Array.isArray(tags) && tags.every((tag) => typeof tag === "string")))
  );
}

function changedOf(entry: Entry | undefined): string {
  return typeof entry?.["changed"] === "string" ? entry["changed"] : "";
}

/** What people said of a run; null where they said nothing. */
export function judgmentOf({ entries }: ReviewFile, run: string): RunJudgment | null {
  const entry = entries.get(run);
  if (entry === undefined) {
    return null;
  }
  const { verdict, reason, note, tags } = entry;
  return { verdict: verdict ?? null, reason: reason ?? "", note: note ?? "", tags: tags ?? [] };
}

/** Fields that this version writes. */
const ours: ReadonlySet<string> = new Set(["verdict", "reason", "note", "tags", "changed"]);

/** A file with what a person changed of some runs. `now`: ISO 8601, for merges. */
export function withJudgment(
  file: ReviewFile,
  runs: readonly string[],
  { change, now }: { readonly change: JudgmentChange; readonly now: string },
): ReviewFile {
  const entries = new Map(file.entries);
  for (const run of runs) {
    const { verdict, reason, note, tags } = { ...nothing, ...judgmentOf(file, run), ...change };
    const others = Object.entries(entries.get(run) ?? {}).filter(([name]) => !ours.has(name));
    entries.set(run, {
      ...(verdict === null ? {} : { verdict }),
      ...(reason === "" ? {} : { reason }),
      ...(note === "" ? {} : { note }),
      ...(tags.length === 0 ? {} : { tags }),
      ...Object.fromEntries(others),
      changed: now,
    });
  }
  return { entries };
}

/** The text of a file: a line a run in the order of their paths, so that git merges what people said of different runs. */
export function reviewText({ entries }: ReviewFile): string {
  const lines = [...entries]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([run, entry]) => `  ${JSON.stringify(run)}: ${JSON.stringify(entry)},\n`);
  return `{\n${lines.join("\n")}\n  ${JSON.stringify(endKey)}: {}\n}\n`;
}
