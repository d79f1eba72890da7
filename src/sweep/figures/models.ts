import { axisY, barX, ruleX, text, tickX, type PlotOptions } from "@observablehq/plot";
import { greatest } from "../../extremes.ts";
import { t } from "../../l10n.ts";
import { modelText } from "../report/names.ts";
import { percent, shown } from "../report/numbers.ts";
import type { ModelStandings } from "../statistics/models.ts";
import { absent, captionOfSentences, type Figure, type FigureInput } from "./figure.ts";
import { rootTicks } from "./rootTicks.ts";
import { fontSize, svgOf, textWidth } from "./svg.ts";

/** Quartiles of how far each model is behind the best of its run, the closest first. */
export function modelsFigure({ analysis: { models }, width }: FigureInput): Figure {
  const about = { name: "models", title: t("Which model describes the loss best?") };
  const bars = barsOf(models);
  return bars.length === 0
    ? absent(about, t("No run has a model fitted."))
    : { ...about, svg: svgOf(plotOf(bars, width)), caption: captionOf(bars, models) };
}

interface ModelBar {
  readonly model: string;
  /** Quartiles of AICc minus the least of the run. */
  readonly low: number;
  readonly middle: number;
  readonly high: number;
  /** Runs that it is over. */
  readonly n: number;
  /** In how many of them the model is the best. */
  readonly best: string;
}

function barsOf({ byModel }: ModelStandings): readonly ModelBar[] {
  const bars = [...byModel].map(
    ([
      name,
      {
        quartiles: [low, middle, high],
        share,
        n,
      },
    ]) => {
      return { model: modelText(name), low, middle, high, n, best: t("best in {0}", percent(share)) };
    },
  );
  return bars.sort((one, other) => one.middle - other.middle);
}

function plotOf(bars: readonly ModelBar[], width: number): PlotOptions {
  const longest = greatest(bars.map(({ model }) => textWidth(model)));
  // The names of models are whole phrases: in a narrow figure they would leave no room for what they name.
  const side = Math.min(longest, width / 3);
  const most = Math.max(2, greatest(bars.map(({ high }) => high)));
  return {
    width,
    height: bars.length * 26 + 60,
    marginLeft: side + 12,
    marginRight: greatest(bars.map(({ best }) => textWidth(best))) + 8,
    marginTop: 8,
    marginBottom: 40,
    // Most models are close to the best and one may be far behind: a root shows both.
    x: {
      type: "sqrt",
      domain: [0, most * 1.05],
      label: t("ΔAICc to the run's best model (square-root axis)"),
      labelAnchor: "center",
      ticks: rootTicks(most),
      tickFormat: (value: number) => shown(value),
      grid: true,
    },
    y: { label: null, domain: bars.map(({ model }) => model), padding: 0.25 },
    marks: [
      axisY({ label: null, lineWidth: side / fontSize }),
      barX(bars, { x1: "low", x2: "high", y: "model", fill: "#56b4e9", fillOpacity: 0.6, stroke: "#0072b2" }),
      tickX(bars, { x: "middle", y: "model", strokeWidth: 2.5 }),
      ruleX([0]),
      text(bars, { y: "model", text: "best", frameAnchor: "right", textAnchor: "start", dx: 5, fontSize }),
    ],
  };
}

function captionOf(bars: readonly ModelBar[], { exponentialMinusPower }: ModelStandings): string {
  const most = greatest(bars.map(({ n }) => n));
  const contrast =
    exponentialMinusPower === null
      ? null
      : t(
          "The power law is better than the exponential in {0} of {1} configurations.",
          ...[exponentialMinusPower.positive, exponentialMinusPower.configurations],
        );
  return captionOfSentences(t("Bars: quartiles over {0} runs; line: median.", most), contrast);
}
