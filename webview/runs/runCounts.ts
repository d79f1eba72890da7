import type { TableLayout } from "../../src/sweep/view/layTable.ts";
import type { RunRow } from "../../src/sweep/rows/runRow.ts";
import { element } from "../ui/element.ts";
import { grouped, t } from "../ui/text.ts";
import { columnName } from "../../src/sweep/table/columnIds.ts";
import { countTexts, readingOf } from "./countTexts.ts";

/** What the head counts, as elements. */
export function countParts(rows: readonly RunRow[], layout: TableLayout): readonly HTMLElement[] {
  return countTexts(rows, layout).map(({ text, name }) => element("span", { class: `count ${name}`, text }));
}

/** Settings that are said before "(12 more)". */
const fewSettings = 6;

/** The settings that all runs share, said once; null where there are none, a run has nothing to share them with, or some are not read yet. */
export function sharedSettings(rows: readonly RunRow[], { constant }: TableLayout): HTMLElement | null {
  if (constant.size === 0 || rows.length < 2 || readingOf(rows) > 0) {
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
