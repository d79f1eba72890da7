import type { Contents } from "../sections/contents.ts";
import { element } from "../ui/element.ts";
import { section } from "../ui/section.ts";
import { t } from "../ui/text.ts";

/** What each section is made of, and what can be done with it. */
export interface SectionParts {
  readonly toolbar: HTMLElement;
  readonly loss: readonly HTMLElement[];
  readonly lossActions: readonly HTMLElement[];
  readonly curvature: readonly HTMLElement[];
  readonly optimizer: HTMLElement;
  readonly numbers: HTMLElement;
  readonly numberActions: readonly HTMLElement[];
  readonly slopes: HTMLElement;
  readonly residuals: HTMLElement;
  readonly picked: HTMLElement;
  /** Charts of all columns, of a run without a loss. */
  readonly others: HTMLElement;
  readonly picker: HTMLElement;
  readonly trendPicker: HTMLElement;
}

/**
 * The sections of a page, in their order. Those without content do not appear; of a run without a loss the metrics come
 * first, under the controls of the axes, which stand in the section of the loss otherwise.
 */
export class PageSections {
  readonly root: HTMLElement;
  readonly #toolbar: HTMLElement;
  readonly #lossTools = element("div");
  readonly #metricTools = element("div");
  readonly #first = element("div");
  readonly #last = element("div");
  readonly #sections: Readonly<
    Record<"loss" | "curvature" | "optimizer" | "numbers" | "slopes" | "residuals" | "metrics", HTMLElement>
  >;

  constructor(parts: SectionParts) {
    this.#toolbar = parts.toolbar;
    this.#sections = {
      loss: section(t("Loss"), [this.#lossTools, ...parts.loss], parts.lossActions),
      curvature: section(t("Curvature"), parts.curvature),
      optimizer: section(t("Norms and optimizer"), [parts.optimizer]),
      numbers: section(t("Models and numbers"), [parts.numbers], parts.numberActions),
      slopes: section(t("Slope by window"), [parts.slopes]),
      residuals: section(t("Residuals"), [parts.residuals]),
      metrics: section(
        t("Any metric"),
        [this.#metricTools, parts.picked, parts.others],
        [parts.trendPicker, parts.picker],
      ),
    };
    const { metrics, ...others } = this.#sections;
    this.root = element("div", { children: [this.#first, ...Object.values(others), this.#last] });
    this.#last.append(metrics);
    this.#lossTools.append(this.#toolbar);
  }

  show(contents: Contents): void {
    const { loss, curvature, optimizer, numbers, slopes, residuals, metrics } = this.#sections;
    loss.hidden = !contents.loss;
    curvature.hidden = !contents.curvature;
    optimizer.hidden = contents.optimizer.length === 0;
    numbers.hidden = !contents.numbers;
    slopes.hidden = !contents.slopes;
    residuals.hidden = !contents.residuals;
    metrics.hidden = !contents.metrics;
    move(metrics, contents.loss ? this.#last : this.#first);
    move(this.#toolbar, contents.loss ? this.#lossTools : this.#metricTools);
  }
}

/** Only where it is not there yet: what is moved loses the focus. */
function move(part: HTMLElement, place: HTMLElement): void {
  if (part.parentElement !== place) {
    place.append(part);
  }
}
