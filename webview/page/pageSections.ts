import type { Contents } from "../sections/contents.ts";
import { docsLink } from "../ui/docsLink.ts";
import { element } from "../ui/element.ts";
import { section } from "../ui/section.ts";
import { t } from "../ui/text.ts";

/** What each section is made of, and what can be done with it. */
export interface SectionParts {
  /** The controls that all charts share. */
  readonly bar: HTMLElement;
  readonly loss: readonly HTMLElement[];
  readonly lossActions: readonly HTMLElement[];
  readonly accuracy: HTMLElement;
  readonly accuracyActions: readonly HTMLElement[];
  /** What the curve shows, in a few sentences. */
  readonly summary: HTMLElement;
  readonly curvature: readonly HTMLElement[];
  readonly curvatureActions: readonly HTMLElement[];
  readonly optimizer: HTMLElement;
  readonly numbers: HTMLElement;
  readonly numberActions: readonly HTMLElement[];
  readonly slopes: HTMLElement;
  readonly residuals: HTMLElement;
  /** Charts of all other columns. */
  readonly metrics: HTMLElement;
  readonly metricTools: readonly HTMLElement[];
}

/**
 * The sections of a page, in their order: loss and accuracy side by side where there is room. Those without content do
 * not appear; of a run without a loss the metrics come first.
 */
export class PageSections {
  readonly root: HTMLElement;
  readonly #bar: HTMLElement;
  readonly #pair: HTMLElement;
  readonly #first = element("div");
  readonly #last = element("div");
  /** What stands below the loss and the accuracy. */
  readonly #below: readonly HTMLElement[];
  readonly #sections: Readonly<
    Record<
      "loss" | "accuracy" | "curvature" | "optimizer" | "numbers" | "slopes" | "residuals" | "metrics",
      HTMLElement
    >
  >;

  constructor(parts: SectionParts) {
    this.#bar = parts.bar;
    this.#sections = {
      loss: section(t("Loss"), parts.loss, parts.lossActions),
      accuracy: section(t("Accuracy"), [parts.accuracy], parts.accuracyActions),
      curvature: section(t("Curvature"), parts.curvature, parts.curvatureActions),
      optimizer: section(t("Optimizer and norms"), [parts.optimizer]),
      numbers: section(
        t("Models and numbers"),
        [parts.numbers],
        [docsLink("numbers", t("What the numbers mean")), ...parts.numberActions],
      ),
      slopes: section(t("Slope by window"), [parts.slopes]),
      residuals: section(t("Residuals"), [parts.residuals]),
      metrics: section(t("Metrics"), [parts.metrics], parts.metricTools),
    };
    const { loss, accuracy, metrics, ...others } = this.#sections;
    this.#pair = element("div", { class: "pair", children: [loss, accuracy] });
    this.#last.append(metrics);
    this.#below = [parts.summary, ...Object.values(others), this.#last];
    this.root = element("div", { children: [this.#bar, this.#first, this.#pair] });
  }

  /** Puts what stands below on the page, which the browser lays out the sooner without it. */
  addBelow(): void {
    if (this.#last.parentElement === null) {
      this.root.append(...this.#below);
    }
  }

  show(contents: Contents): void {
    const { loss, accuracy, curvature, optimizer, numbers, slopes, residuals, metrics } = this.#sections;
    this.#bar.hidden = !contents.numeric;
    loss.hidden = !contents.loss;
    accuracy.hidden = contents.accuracy === null;
    this.#pair.classList.toggle("single", !contents.loss || contents.accuracy === null);
    curvature.hidden = !contents.curvature;
    optimizer.hidden = contents.optimizer.length === 0;
    numbers.hidden = !contents.numbers;
    slopes.hidden = !contents.slopes;
    residuals.hidden = !contents.residuals;
    metrics.hidden = contents.others.length + contents.constants.length === 0;
    move(metrics, contents.loss ? this.#last : this.#first);
  }
}

/** Only where it is not there yet: what is moved loses the focus. */
function move(part: HTMLElement, place: HTMLElement): void {
  if (part.parentElement !== place) {
    place.append(part);
  }
}
