import { Dropdown } from "../ui/controls.ts";
import { trendKinds, type TrendKind } from "../../src/review/model/trendLine.ts";
import { t } from "../ui/text.ts";
import type { Contents } from "./contents.ts";
import { trendName } from "./trendWords.ts";
import { MetricCharts, type MetricActions } from "./metricCharts.ts";
import type { ChartModel } from "../model/chartModel.ts";

export interface SectionActions extends Omit<MetricActions, "remove"> {
  choose(metrics: readonly string[]): void;
  chooseTrend(kind: TrendKind | null): void;
}

/** The small charts of the page: beside the curvature, norms and optimizer, whatever a person picks, and all without a loss. */
export class MetricSections {
  readonly curvature: MetricCharts;
  readonly optimizer: MetricCharts;
  /** What is drawn unasked of a run without a loss. */
  readonly others: MetricCharts;
  readonly picked: MetricCharts;
  readonly picker: HTMLElement;
  /** Chooses the trend through all small charts. */
  readonly trendPicker: HTMLElement;
  readonly #dropdown: Dropdown;
  readonly #trends: Dropdown;
  readonly #actions: SectionActions;
  #chosen: readonly string[] = [];

  constructor(actions: SectionActions) {
    this.#actions = actions;
    this.curvature = new MetricCharts({ ...actions, remove: null });
    this.optimizer = new MetricCharts({ ...actions, remove: null });
    this.others = new MetricCharts({ ...actions, remove: null });
    this.picked = new MetricCharts({
      ...actions,
      remove: (metric) => this.#actions.choose(this.#chosen.filter((one) => one !== metric)),
    });
    this.#dropdown = new Dropdown({ label: t("Add a metric"), onChange: (metric) => this.#pick(metric) });
    this.picker = this.#dropdown.root;
    this.#trends = new Dropdown({
      label: t("Trend through the charts of metrics: exploratory, over what is in view"),
      onChange: (chosen) => this.#actions.chooseTrend(trendKinds.find((kind) => kind === chosen) ?? null),
    });
    this.trendPicker = this.#trends.root;
  }

  /** Columns of all charts in sight. */
  get needs(): MetricCharts["needs"] {
    return [this.curvature, this.optimizer, this.others, this.picked].flatMap(({ needs }) => needs);
  }

  show(shown: ChartModel, { besideCurvature, optimizer, others }: Contents): void {
    const { metrics } = shown.plot;
    this.#chosen = shown.view.metrics.filter((metric) => metrics.includes(metric) && !others.includes(metric));
    this.curvature.show(shown, besideCurvature);
    this.optimizer.show(shown, optimizer);
    this.others.show(shown, others);
    this.picked.show(shown, this.#chosen);
    this.#trends.show(
      [{ value: "", label: t("No trend") }, ...trendKinds.map((kind) => ({ value: kind, label: trendName(kind) }))],
      shown.view.trend ?? "",
    );
    const choices = metrics.filter((metric) => !this.#chosen.includes(metric) && !others.includes(metric));
    this.picker.hidden = choices.length === 0;
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
