import { verdicts, type Verdict } from "../table/sweepRow.ts";

/** What people said of a run. */
export interface RunJudgment {
  readonly verdict: Verdict | null;
  /** Why; empty for no reason. */
  readonly reason: string;
  readonly note: string;
  readonly tags: readonly string[];
}

/** What of a judgment a person changes; what is absent stays. */
export type JudgmentChange = Partial<RunJudgment>;

/** Longer texts are no note on a run. */
const longest = 10_000;
const mostTags = 100;

/** A change that a page asks for; null where it is none. */
export function changeOf(value: unknown): JudgmentChange | null {
  if (typeof value !== "object" || value === null) {
    return null;
  }
  const { verdict, reason, note, tags }: Partial<Record<string, unknown>> = { ...value };
  const known = verdicts.find((one) => one === verdict);
  const sound =
    (verdict === undefined || verdict === null || known !== undefined) &&
    [reason, note].every((text) => text === undefined || isText(text)) &&
    (tags === undefined || (Array.isArray(tags) && tags.length <= mostTags && tags.every(isText)));
  return sound
    ? {
        ...(verdict === undefined ? {} : { verdict: known ?? null }),
        ...(isText(reason) ? { reason } : {}),
        ...(isText(note) ? { note } : {}),
        ...(Array.isArray(tags) ? { tags: tagsIn(tags.filter(isText).join(",")) } : {}),
      }
    : null;
}

/** The tags of a text that parts them by commas: each once, in order. */
export function tagsIn(text: string): readonly string[] {
  const tags = text.split(",").map((tag) => tag.trim());
  return [...new Set(tags.filter((tag) => tag !== ""))];
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value.length <= longest;
}
