import type { TrendKind, TrendLine } from "../../../src/review/model/trendLine.ts";
import { significant } from "../../ui/format.ts";
import { t } from "../../ui/text.ts";

/** How a trend is called where one is chosen. */
export function trendName(kind: TrendKind): string {
  switch (kind) {
    case "linear":
      return t("Trend: linear");
    case "polynomial":
      return t("Trend: polynomial of degree 3");
    case "exponential":
      return t("Trend: exponential");
    case "power":
      return t("Trend: power law");
  }
}

/** What is said of a trend next to its chart: how well it fits, or why there is none. */
export function trendWords({ ask: { kind }, r2, absent }: TrendLine): string {
  switch (absent) {
    case null:
      return t("trend: {0}, R² {1}", shortName(kind), significant(r2, 3));
    case "fewPoints":
      return t("no trend: too few values in view");
    case "constant":
      return t("no trend: the values in view are all the same");
    case "notPositive":
      return t("no trend: values in view are not above 0");
  }
}

function shortName(kind: TrendKind): string {
  switch (kind) {
    case "linear":
      return t("linear");
    case "polynomial":
      return t("polynomial");
    case "exponential":
      return t("exponential");
    case "power":
      return t("power law");
  }
}
