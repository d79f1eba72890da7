import type { TableLayout } from "../../src/sweep/view/layTable.ts";
import type { RunRow } from "../../src/sweep/rows/runRow.ts";
import { element } from "../ui/element.ts";
import { counted, grouped, t } from "../ui/text.ts";
import { columnName } from "../../src/sweep/table/columnIds.ts";

/** States that the heading counts, the worst first; those that have ended well need no number of their own. */
const told = ["diverged", "nan", "stopped", "stalled", "live", "reading"] as const;

function stateCount(state: (typeof told)[number], count: number): string {
  switch (state) {
    case "diverged":
      return t("{0} diverged", count);
    case "nan":
      return t("{0} NaN", count);
    case "stopped":
      return t("{0} stopped early", count);
    case "stalled":
      return t("{0} stalled", count);
    case "live":
      return t("{0} live", count);
    case "reading":
      return t("reading {0}", count);
  }
}

/** "216 runs · 36 configurations · 3 diverged": what there is, in a line. */
export function countParts(rows: readonly RunRow[], layout: TableLayout): readonly HTMLElement[] {
  const { shown, configurations } = layout;
  const part = (text: string, name = ""): HTMLElement => element("span", { class: `count ${name}`, text });
  const runs = counted(rows.length, ["{0} run", "{0} runs"]);
  return [
    part(shown.length === rows.length ? runs : t("{0} of {1}", shown.length, runs)),
    ...(configurations > 1 && configurations < rows.length
      ? [part(counted(configurations, ["{0} configuration", "{0} configurations"]))]
      : []),
    ...told.flatMap((state) => {
      const count = rows.filter((row) => row.state === state).length;
      return count === 0 ? [] : [part(stateCount(state, count), state)];
    }),
  ];
}

/** Settings that are said before "(12 more)". */
const fewSettings = 6;

/** The settings that all runs share, said once; null where there are none or a run has nothing to share them with. */
export function sharedSettings(rows: readonly RunRow[], { constant }: TableLayout): HTMLElement | null {
  if (constant.size === 0 || rows.length < 2) {
    return null;
  }
  const all = [...constant].map(([key, value]) =>
    element("span", { class: "shared", children: [`${key} `, element("b", { text: String(value) })] }),
  );
  const few = all.slice(0, fewSettings);
  const rest = all.slice(fewSettings);
  const head = element("span", { class: "muted", text: t("Same in all runs:") });
  if (rest.length === 0) {
    return element("div", { class: "constant", children: [head, ...few] });
  }
  const more = element("summary", {
    children: [head, ...few, element("span", { text: t("({0} more)", rest.length) })],
  });
  return element("details", { class: "constant", children: [more, ...rest] });
}

/** How many settings have no column because few runs have them, and how to find them; null for none. */
export function settingsWithoutColumn({ rare }: TableLayout): HTMLElement | null {
  const [example] = rare;
  return example === undefined
    ? null
    : element("div", {
        class: "constant muted",
        text: t(
          "Settings that have no column because few runs have them: {0}. A filter finds them by name or value, for example {1}.",
          grouped(rare.size),
          shortened(columnName(example)),
        ),
      });
}

/** A name of a setting may be a whole text. */
function shortened(name: string): string {
  return name.length > 40 ? `${name.slice(0, 39)}\u2026` : name;
}
