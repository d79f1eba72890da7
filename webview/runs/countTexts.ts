import type { TableLayout } from "../../src/sweep/view/layTable.ts";
import type { RunRow } from "../../src/sweep/rows/runRow.ts";
import { counted, t } from "../ui/text.ts";

/** States that the heading counts, the worst first; those that have ended well need no number of their own. */
const told = ["diverged", "nan", "stopped", "stalled", "live"] as const;

function stateCount(state: (typeof told)[number], count: number): string {
  switch (state) {
    case "diverged":
      return t("{0} diverged", count);
    case "nan":
      return t("{0} NaN", count);
    case "stopped":
      return t("{0} incomplete", count);
    case "stalled":
      return t("{0} stalled", count);
    case "live":
      return t("{0} live", count);
  }
}

/** A count, and the state that it is of, empty for none. */
export interface CountText {
  readonly text: string;
  readonly name: string;
}

/** Runs of which nothing is known yet. */
export function readingOf(rows: readonly RunRow[]): number {
  return rows.filter(({ state }) => state === "reading").length;
}

/**
 * "216 runs · 36 configurations · 3 diverged": what is shown, in a line. While runs are read it says how many have been,
 * and nothing of configurations, which are not known before.
 */
export function countTexts(
  rows: readonly RunRow[],
  { shown, configurations }: Pick<TableLayout, "shown" | "configurations">,
): readonly CountText[] {
  const part = (text: string, name = ""): CountText => ({ text, name });
  const reading = readingOf(rows);
  const runs = counted(rows.length, ["{0} run", "{0} runs"]);
  return [
    part(shown.length === rows.length ? runs : t("{0} of {1}", shown.length, runs)),
    ...(reading > 0 ? [part(t("{0} of {1} read", rows.length - reading, runs), "reading")] : []),
    ...(reading === 0 && configurations > 1 && configurations < shown.length
      ? [part(counted(configurations, ["{0} configuration", "{0} configurations"]))]
      : []),
    ...told.flatMap((state) => {
      const count = shown.filter((row) => row.state === state).length;
      return count === 0 ? [] : [part(stateCount(state, count), state)];
    }),
  ];
}
