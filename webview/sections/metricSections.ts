import { Dropdown } from "../ui/controls.ts";
import { element } from "../ui/element.ts";
import { t } from "../ui/text.ts";
import { MetricCharts, type MetricActions } from "./metricCharts.ts";
import type { ChartModel } from "../model/chartModel.ts";

export interface SectionActions extends Omit<MetricActions, "remove"> {
  choose(metrics: readonly string[]): void;
}

/** What norms and the optimiser's settings are called. */
const ofOptimiser: readonly string[] = ["grad_norm", "weight_norm", "lr", "wd"];
const ofCurvature: readonly string[] = ["hutch_trace"];

/** The small charts of the page: beside the curvature, norms and optimiser, and whatever a person picks. */
export class MetricSections {
  readonly curvature: MetricCharts;
  readonly optimiser: MetricCharts;
  readonly picked: MetricCharts;
  readonly picker: HTMLElement;
  readonly optimiserAbsent = element("p", { class: "muted" });
  readonly #dropdown: Dropdown;
  readonly #actions: SectionActions;
  #chosen: readonly string[] = [];

  constructor(actions: SectionActions) {
    this.#actions = actions;
    this.curvature = new MetricCharts({ ...actions, remove: null });
    this.optimiser = new MetricCharts({ ...actions, remove: null });
    this.picked = new MetricCharts({
      ...actions,
      remove: (metric) => this.#actions.choose(this.#chosen.filter((one) => one !== metric)),
    });
    this.#dropdown = new Dropdown({ label: t("Add a metric"), onChange: (metric) => this.#pick(metric) });
    this.picker = this.#dropdown.root;
  }

  /** Columns of all charts in sight. */
  get needs(): MetricCharts["needs"] {
    return [this.curvature, this.optimiser, this.picked].flatMap(({ needs }) => needs);
  }

  show(shown: ChartModel): void {
    const { metrics } = shown.plot;
    this.#chosen = shown.view.metrics.filter((metric) => metrics.includes(metric));
    this.curvature.show(shown, named(metrics, ofCurvature));
    const optimiser = named(metrics, ofOptimiser);
    this.optimiser.show(shown, optimiser);
    this.optimiserAbsent.hidden = optimiser.length > 0;
    this.optimiserAbsent.textContent = t("The log holds none of {0}.", ofOptimiser.join(", "));
    this.picked.show(shown, this.#chosen);
    const choices = metrics.filter((metric) => !this.#chosen.includes(metric));
    this.#dropdown.show(
      [{ value: "", label: t("Add a metric…") }, ...choices.map((metric) => ({ value: metric, label: metric }))],
      "",
    );
  }

  #pick(metric: string): void {
    if (metric !== "" && !this.#chosen.includes(metric)) {
      this.#actions.choose([...this.#chosen, metric]);
    }
  }
}

/** The metrics of a log that go by some names, also within groups (`train/lr`, `optim.wd`), in the order of the names. */
function named(metrics: readonly string[], names: readonly string[]): readonly string[] {
  return names.flatMap((name) => metrics.filter((metric) => metric.split(/[/.]/).at(-1) === name));
}
