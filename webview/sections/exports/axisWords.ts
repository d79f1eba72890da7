import { axisFormat } from "../../axes/pageAxis.ts";
import type { AxisKind } from "../../axes/range.ts";
import type { ChartModel } from "../../model/chartModel.ts";
import type { AxisWords } from "./chartExport.ts";

/** What the x axis of a review's charts says, in a picture as on the page. */
export function axisWords(shown: ChartModel, kind: AxisKind): AxisWords {
  return axisFormat(shown.axis, shown.plot, shown.whole(kind) ?? [0, 1]);
}
