import { axisFormat } from "../model/pageAxis.ts";
import { nearest, valuesOf, type Place } from "../cursor/reading.ts";
import { lineOf, readoutTitle, type Readout } from "../cursor/readout.ts";
import { kindOfX } from "../model/chartModel.ts";
import { pointsOf, wholeOfAll, type Compared, type ComparedSeries } from "./compared.ts";
import { styleSample } from "./runStyle.ts";

/** What a chart of a comparison shows at a place: a line a run that has something there. */
export function compareReadout(place: Place, compared: readonly Compared[], series: ComparedSeries): Readout | null {
  const [first] = compared;
  const lines = compared.flatMap(({ shown, look, name }) => {
    const values = series === "loss" ? valuesOf(shown.loss, place) : nearest(pointsOf(shown, series), place.x);
    return values.length === 0 ? [] : [lineOf(styleSample(look), name, values)];
  });
  if (first === undefined || lines.length === 0) {
    return null;
  }
  const { axis, plot } = first.shown;
  const whole = wholeOfAll(compared, kindOfX(first.shown)) ?? [0, 1];
  return { title: readoutTitle(place, axisFormat(axis, plot, whole)), lines };
}
