import type { RunPlot } from "../../src/review/runPlot.ts";
import type { RunReview } from "../../src/review/runReview.ts";
import { element } from "../shared/element.ts";
import { significant } from "../shared/format.ts";
import { clockTitle } from "./clockTitle.ts";
import { modelLooks } from "./models.ts";
import { readingsAt, type Place, type Reading } from "./reading.ts";
import { shownModels, type ViewState } from "./viewState.ts";
import { t } from "../shared/text.ts";

export interface Read {
  readonly review: RunReview;
  readonly plot: RunPlot;
  readonly view: ViewState;
}

/** What the charts show at a place, as the lines of a box beside the cursor. */
export function readout(
  place: Place,
  { review, plot, view }: Read,
): { title: string; lines: readonly HTMLElement[] } | null {
  const readings = readingsAt(place, { review, plot }, shownModels(view, review.best));
  if (readings.length === 0) {
    return null;
  }
  return {
    title: `${clockTitle(plot.clock)} ${significant(place.t)}`,
    lines: readings.map((reading) => lineOf(reading, review)),
  };
}

function lineOf(reading: Reading, review: RunReview): HTMLElement {
  return element("div", {
    children: [
      element("span", { class: `sample ${reading.sample}` }),
      element("span", { text: nameOf(reading, review) }),
      element("span", { class: "number", text: valuesText(reading.values) }),
    ],
  });
}

function valuesText(values: readonly number[]): string {
  const [least, greatest] = values.map((value) => significant(value));
  return greatest === undefined ? (least ?? "") : t("{0} to {1}", least ?? "", greatest);
}

function nameOf({ sample, model }: Reading, review: RunReview): string {
  if (model !== null) {
    return modelLooks[model].label;
  }
  const curvature = review.curvature?.metric ?? "lambda_max";
  const names: Readonly<Record<string, string>> = {
    raw: t("Raw"),
    mean: t("Bin mean"),
    validation: t("Validation"),
    curvature,
    ewma: t("EWMA of {0}", curvature),
  };
  return names[sample] ?? sample;
}
