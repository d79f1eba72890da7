import { greatest } from "../../extremes.ts";
import { barX, ruleX, text, tickX } from "@observablehq/plot";
import { t } from "../../l10n.ts";
import { percent, shown } from "../report/numbers.ts";
import { shownName } from "../report/names.ts";
import type { Figure, FigureInput } from "./figure.ts";
import { fontSize, svgOf, textWidth } from "./svg.ts";

/** Quartiles of how far each model is behind the best of its run. */
export function modelsFigure({ analysis, width }: FigureInput): Figure {
  const about = { name: "models", title: t("Which model describes the loss best?") };
  const { byModel, exponentialMinusPower } = analysis.models;
  const bars = [...byModel].map(
    ([
      model,
      {
        quartiles: [low, middle, high],
        share,
        n,
      },
    ]) => ({
      model: shownName(model, 20),
      low,
      middle,
      high,
      n,
      best: t("best in {0}", percent(share)),
    }),
  );
  if (bars.length === 0) {
    return { ...about, svg: null, caption: t("No run has a model fitted.") };
  }
  const side = greatest(bars.map(({ model }) => textWidth(model))) + 12;
  const right = greatest(bars.map(({ best }) => textWidth(best))) + 8;
  const svg = svgOf({
    width,
    height: bars.length * 26 + 60,
    marginLeft: side,
    marginRight: right,
    marginTop: 8,
    marginBottom: 40,
    // Most models are close to the best and one may be far behind: a root shows both.
    x: {
      type: "sqrt",
      domain: [0, Math.max(2, greatest(bars.map(({ high }) => high))) * 1.05],
      label: t("ΔAICc to the run's best model (square-root axis)"),
      labelAnchor: "center",
      ticks: rootTicks(Math.max(2, greatest(bars.map(({ high }) => high)))),
      tickFormat: (value: number) => shown(value),
      grid: true,
    },
    y: { label: null, domain: bars.map(({ model }) => model), padding: 0.25 },
    marks: [
      barX(bars, { x1: "low", x2: "high", y: "model", fill: "#56b4e9", fillOpacity: 0.6, stroke: "#0072b2" }),
      tickX(bars, { x: "middle", y: "model", strokeWidth: 2.5 }),
      ruleX([0]),
      text(bars, { y: "model", text: "best", frameAnchor: "right", textAnchor: "start", dx: 5, fontSize }),
    ],
  });
  const contrast =
    exponentialMinusPower === null
      ? ""
      : t(
          " The power law is better than the exponential in {0} of {1} configurations.",
          ...[exponentialMinusPower.positive, exponentialMinusPower.configurations],
        );
  const most = greatest(bars.map(({ n }) => n));
  return { ...about, svg, caption: `${t("Bars: quartiles over {0} runs; line: median.", most)}${contrast}` };
}

/** Ticks that stand apart on a square-root axis. */
function rootTicks(most: number): readonly number[] {
  const steps = [0, 1, 4, 9, 16].map((square) => (square / 16) * most);
  const rounded = steps.map((step) => Number(step.toPrecision(1)));
  return [...new Set(rounded)];
}
