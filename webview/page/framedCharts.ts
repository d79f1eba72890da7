import type { RunPlot } from "../../src/review/model/runPlot.ts";
import type { RunReview } from "../../src/review/model/runReview.ts";
import { clockTitle } from "../axes/clockTitle.ts";
import { Memo } from "../model/memo.ts";
import { ChartFrame } from "../sections/chartFrame.ts";
import { hint, settlingOf, whyNoLoss } from "../sections/chartWords.ts";
import { curvatureKeys } from "../sections/curvatureKeys.ts";
import { ChartLegend } from "../ui/chartLegend.ts";
import { element } from "../ui/element.ts";
import { t } from "../ui/text.ts";

/** What was found of a run. */
export interface Reviewed {
  readonly review: RunReview;
  readonly plot: RunPlot;
}

/** The loss and the curvature in their frames: what is said of each, and in its place where nothing can be drawn. */
export class FramedCharts {
  readonly loss: ChartFrame;
  readonly curvature = new ChartFrame("low");
  readonly curvatureLegend = new ChartLegend();
  readonly #exports: Readonly<Record<"loss" | "curvature", HTMLElement>>;
  /** A zoom leaves as it is what is said. */
  readonly #lossSaid = new Memo<void>();
  readonly #curvatureSaid = new Memo<void>();

  /** @param exports What takes each of them away, where it is drawn. */
  constructor(minimap: HTMLElement, exports: Readonly<Record<"loss" | "curvature", HTMLElement>>) {
    this.loss = new ChartFrame("tall", [minimap, element("p", { class: "muted hint", text: hint() })]);
    this.#exports = exports;
  }

  /** Says of the chart of the loss what it shows, and in its place why there is nothing. */
  frameLoss({ review, plot }: Reviewed, isDrawn: boolean): void {
    this.#lossSaid.of([review, plot, isDrawn], () => {
      this.#exports.loss.hidden = !isDrawn;
      if (isDrawn) {
        const titles = [clockTitle(plot.clock), review.loss?.metric ?? t("loss")] as const;
        this.loss.present(t("Loss. {0}", review.summary), { points: plot.lossBins, titles });
      } else {
        this.loss.explain(whyNoLoss(review, plot));
      }
    });
  }

  /** The same of the curvature. */
  frameCurvature({ review, plot }: Reviewed, isDrawn: boolean): void {
    this.#curvatureSaid.of([review, plot, isDrawn], () => {
      const name = review.curvature?.metric ?? "lambda_max";
      this.#exports.curvature.hidden = !isDrawn;
      this.curvatureLegend.root.hidden = !isDrawn;
      if (isDrawn) {
        this.curvatureLegend.show(curvatureKeys({ review, plot }));
        const titles = [clockTitle(plot.clock), t("EWMA of {0}", name)] as const;
        this.curvature.present(`${name}. ${settlingOf(review)}`, { points: plot.lambdaMaxEwma, titles });
      } else {
        this.curvature.explain(
          plot.metrics.includes(name)
            ? t("No curvature: {0} is logged in records without a step or epoch.", name)
            : t("No curvature: the log has no {0}.", name),
        );
      }
    });
  }
}
