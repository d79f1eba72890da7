import { axisLook } from "../run/pageAxis.ts";
import { valuesOf, type Place } from "../run/reading.ts";
import type { Readout } from "../run/readout.ts";
import { kindOfX } from "../run/shown.ts";
import { element } from "../shared/element.ts";
import { significant } from "../shared/format.ts";
import { Series } from "../shared/series.ts";
import { t } from "../shared/text.ts";
import { pointsOf, wholeOfAll, type Compared, type ComparedSeries } from "./compared.ts";
import { lookSample } from "./runLook.ts";

/** What a chart of a comparison shows at a place: a line a run that has something there. */
export function compareReadout(place: Place, compared: readonly Compared[], series: ComparedSeries): Readout | null {
  const [first] = compared;
  const lines = compared.flatMap((one) => {
    const values = valuesOf(seriesOf(one, series), place);
    return values.length === 0 ? [] : [lineOf(one, values)];
  });
  if (first === undefined || lines.length === 0) {
    return null;
  }
  const { axis, plot } = first.shown;
  const { title, text } = axisLook(axis, plot, wholeOfAll(compared, kindOfX(first.shown)) ?? [0, 1]);
  return { title: `${title} ${text(place.x)}`, lines };
}

function seriesOf({ shown }: Compared, series: ComparedSeries): Series {
  const { t: x, y } = pointsOf(shown, series);
  return series === "loss" ? shown.loss : Series.of({ x, y, rows: null });
}

function lineOf({ look, name }: Compared, values: readonly number[]): HTMLElement {
  const [least, greatest] = values.map((value) => significant(value));
  const text = greatest === undefined ? (least ?? "") : t("{0} to {1}", least ?? "", greatest);
  return element("div", {
    children: [lookSample(look), element("span", { text: name }), element("span", { class: "number", text })],
  });
}
