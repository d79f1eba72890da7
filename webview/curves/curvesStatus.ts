import { counted, t } from "../ui/text.ts";
import { mostDrawn, type DrawnItems } from "./drawnItems.ts";

/** What the charts draw, in a line. `runs`: asked for; `waiting`: those of them whose curves have not come. */
export function curvesStatus(
  { items }: DrawnItems,
  { runs, waiting }: { readonly runs: number; readonly waiting: number },
): string {
  const isGrouped = items.some(({ isGroup }) => isGroup);
  const what = isGrouped
    ? counted(items.length, ["{0} group", "{0} groups"])
    : counted(items.length, ["{0} run", "{0} runs"]);
  if (waiting > 0) {
    return t("Reading curves: {0} of {1}…", runs - waiting, runs);
  }
  return runs === mostDrawn ? t("The first {0}", what) : what;
}
