import type { CurvesView } from "../../src/sweep/view/curvesView.ts";
import type { RunRow } from "../../src/sweep/rows/runRow.ts";
import { axisFormat, type AxisFormat } from "../axes/pageAxis.ts";
import type { Range } from "../axes/range.ts";
import { t } from "../ui/text.ts";

/** The x axes that charts of runs may have, and what they are called. */
export function axesOf(
  rows: readonly RunRow[],
): readonly { readonly axis: CurvesView["axis"]; readonly title: string }[] {
  const [clock, step, time] = [t("epoch"), t("step"), t("wall time")];
  return [
    { axis: "@clock", title: hasEpochs(rows) ? clock : step },
    ...(hasEpochs(rows) ? [{ axis: "@step", title: step } as const] : []),
    { axis: "@time", title: time },
  ];
}

/** How the values of an axis are written. */
export function formatOf(rows: readonly RunRow[], axis: CurvesView["axis"], whole: Range): AxisFormat {
  const page = axis === "@clock" ? "clock" : axis === "@step" ? "step" : "elapsed";
  return axisFormat(page, { clock: hasEpochs(rows) ? "epoch" : "step" }, whole);
}

function hasEpochs(rows: readonly RunRow[]): boolean {
  return rows.some(({ cells }) => "epochs" in cells);
}
