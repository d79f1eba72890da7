import {
  axisX,
  axisY,
  type AxisXOptions,
  type AxisYOptions,
  type Markish,
  type ScaleOptions,
} from "@observablehq/plot";
import type { ChartAxis, LinesChart } from "../../curves/linesChart.ts";
import { shownName } from "../../report/names.ts";
import { fontSize, textWidth } from "../svg.ts";
import { labelsWithRoom, type AxisRoom } from "./tickLabels.ts";

/** What maps the values of an axis to its length. */
export function scaleOf({ isLog, range }: ChartAxis): ScaleOptions {
  return { type: isLog ? "log" : "linear", domain: [...range] };
}

/** Both axes of a frame, whose width and height are given in pixels. */
export function axesOf({ x, y }: LinesChart, [across, up]: readonly [number, number]): readonly Markish[] {
  const [ofX, ofY] = [
    { length: across, of: (label: string) => textWidth(label) + 4 },
    { length: up, of: () => 1.1 * fontSize },
  ];
  const named = y.title === "" ? { label: null } : { label: shownName(y.title), labelAnchor: "center" as const };
  return [
    drawAxis(axisX, [x, ofX], { label: x.title, labelAnchor: "center", labelOffset: 34, labelArrow: "none" }),
    drawAxis(axisY, [y, ofY], { ...named, labelOffset: 56, labelArrow: "none" }),
  ];
}

/** Its labels are texts, since a plot drops words of a logarithmic axis by a rule of its own where they are a tick's format. */
function drawAxis(
  draw: typeof axisX & typeof axisY,
  [axis, room]: readonly [ChartAxis, AxisRoom],
  title: AxisXOptions & AxisYOptions,
): Markish {
  if (axis.ticks === null) {
    return draw({ ...title, ticks: 6 });
  }
  const labels = labelsWithRoom(axis, room);
  return draw(gridOf(axis), { ...title, text: (at: number) => labels.get(at) ?? "" });
}

/** The values at which an axis has a line across the frame. */
export function gridOf({ ticks }: ChartAxis): readonly number[] {
  return ticks?.map(({ at }) => at) ?? [];
}
