import { trendKinds, type TrendKind } from "../../../src/review/model/trendLine.ts";
import type { ChartModel } from "../../model/chartModel.ts";
import { Memo } from "../../model/memo.ts";
import { Dropdown } from "../../ui/controls.ts";
import { element, setText } from "../../ui/element.ts";
import { significant } from "../../ui/format.ts";
import { LazyContent } from "../../ui/lazyContent.ts";
import { grouped, t } from "../../ui/text.ts";
import type { Contents } from "../contents.ts";
import { favoriteButton } from "./favoriteButton.ts";
import { MetricCharts, type MetricActions } from "./metricCharts.ts";
import { isFound, metricGroups, type MetricGroup } from "./metricGroups.ts";
import { trendName } from "./trendWords.ts";

export interface SectionActions extends Omit<MetricActions, "tools"> {
  /** What takes a metric's chart away. */
  exported(metric: string): HTMLElement;
  /** The metrics that a person looks at first, in any run. */
  favorites(): readonly string[];
  favor(metrics: readonly string[]): void;
  chooseTrend(kind: TrendKind | null): void;
  /** Draws again: a search finds other metrics. */
  redraw(): void;
}

/** Charts of one group, under its heading. */
interface Group {
  readonly root: HTMLElement;
  readonly title: HTMLElement;
  readonly charts: MetricCharts;
}

/** The small charts of the page: next to the curvature, of norms and optimizer, and of every other metric, by groups. */
export class MetricSections {
  readonly curvature: MetricCharts;
  readonly optimizer: MetricCharts;
  /** All other metrics, under what their names begin with. */
  readonly all = element("div", { class: "metric-groups" });
  /** What finds metrics, and chooses the trend through all small charts. */
  readonly tools: readonly HTMLElement[];
  readonly #search = element("input", {
    class: "search",
    attributes: { type: "search", placeholder: t("Search metrics"), "aria-label": t("Search metrics") },
  });
  readonly #count = element("span", { class: "muted", attributes: { role: "status" } });
  readonly #constants = new LazyContent(element("div"));
  /** What a zoom leaves as it is: the metrics that are found, and the trend that is chosen. */
  readonly #found = new Memo<readonly MetricGroup[]>();
  readonly #chosen = new Memo<void>();
  readonly #groups = new Map<string | null, Group>();
  readonly #trends: Dropdown;
  readonly #actions: SectionActions;
  /** The metric whose star was pressed since the charts were drawn last. */
  #starred: string | null = null;

  constructor(actions: SectionActions) {
    this.#actions = actions;
    this.curvature = new MetricCharts({ ...actions, tools: (metric) => [actions.exported(metric)] });
    this.optimizer = new MetricCharts({ ...actions, tools: (metric) => [actions.exported(metric)] });
    this.#trends = new Dropdown({
      label: t("Add a trend line to the metric charts (exploratory, over the visible range)"),
      onChange: (chosen) => actions.chooseTrend(trendKinds.find((kind) => kind === chosen) ?? null),
    });
    this.#search.addEventListener("input", () => actions.redraw());
    this.tools = [this.#count, this.#search, this.#trends.root];
    this.all.append(this.#constants.root);
  }

  /** Columns of all charts in sight. */
  get needs(): MetricCharts["needs"] {
    const groups = [...this.#groups.values()].map(({ charts }) => charts);
    return [this.curvature, this.optimizer, ...groups].flatMap(({ needs }) => needs);
  }

  show(shown: ChartModel, contents: Contents): void {
    this.curvature.show(shown, contents.nearCurvature);
    this.optimizer.show(shown, contents.optimizer);
    this.#chosen.of([shown.view.trend], () => this.#showTrend(shown.view.trend));
    const [search, favorites] = [this.#search.value.trim(), this.#actions.favorites()];
    const groups = this.#found.of([contents, favorites, search], () => {
      const found = metricGroups(contents.others, { favorites, search });
      this.#showGroups(shown, found);
      this.#showFound(found, contents, search);
      return found;
    });
    groups.forEach(({ prefix, metrics }) => this.#groups.get(prefix)?.charts.show(shown, metrics));
    this.#keepFocus(groups);
  }

  #showTrend(trend: TrendKind | null): void {
    this.#trends.show(
      [{ value: "", label: t("No trend") }, ...trendKinds.map((kind) => ({ value: kind, label: trendName(kind) }))],
      trend ?? "",
    );
  }

  /** The constants that a search finds, and how many metrics it finds in all. */
  #showFound(groups: readonly MetricGroup[], { others, constants }: Contents, search: string): void {
    const found = constants.filter(({ metric }) => isFound(metric, search));
    this.#constants.show(found, () => [found.length === 0 ? null : constantList(found)]);
    const count = groups.reduce((sum, { metrics }) => sum + metrics.length, 0) + found.length;
    const all = others.length + constants.length;
    this.#search.hidden = all < 2;
    setText(this.#count, search === "" ? "" : t("{0} of {1}", grouped(count), grouped(all)));
  }

  /** A metric that is starred moves to other charts, and what is moved loses the focus. */
  #keepFocus(groups: readonly MetricGroup[]): void {
    const metric = this.#starred;
    this.#starred = null;
    const group = groups.find(({ metrics }) => metric !== null && metrics.includes(metric));
    if (metric !== null && group !== undefined) {
      this.#groups.get(group.prefix)?.charts.focusStar(metric);
    }
  }

  #charts(): MetricCharts {
    return new MetricCharts({
      ...this.#actions,
      tools: (metric) => [
        this.#actions.exported(metric),
        favoriteButton(metric, {
          isFavorite: () => this.#actions.favorites().includes(metric),
          toggle: () => this.#toggle(metric),
        }),
      ],
    });
  }

  #toggle(metric: string): void {
    this.#starred = metric;
    const favorites = this.#actions.favorites();
    const isOne = favorites.includes(metric);
    this.#actions.favor(isOne ? favorites.filter((one) => one !== metric) : [...favorites, metric]);
  }

  /** The places of groups, in order; those that are gone drop their charts. */
  #showGroups(shown: ChartModel, groups: readonly MetricGroup[]): void {
    const prefixes = new Set(groups.map(({ prefix }) => prefix));
    for (const [prefix, { root, charts }] of this.#groups) {
      if (!prefixes.has(prefix)) {
        charts.show(shown, []);
        root.remove();
        this.#groups.delete(prefix);
      }
    }
    const isAlone = groups.length === 1 && groups[0]?.prefix === "";
    let before: Element = this.#constants.root;
    for (const { prefix, metrics } of groups) {
      const group = this.#groups.get(prefix) ?? this.#add(prefix);
      if (before.nextElementSibling !== group.root) {
        before.after(group.root);
      }
      before = group.root;
      group.title.hidden = isAlone;
      setText(group.title, t("{0} ({1})", groupName(prefix), grouped(metrics.length)));
    }
  }

  #add(prefix: string | null): Group {
    const charts = this.#charts();
    const title = element("h3");
    const root = element("div", { class: "metric-group", children: [title, charts.root] });
    const group = { root, title, charts };
    this.#groups.set(prefix, group);
    return group;
  }
}

function groupName(prefix: string | null): string {
  return prefix === null ? t("Favorites") : prefix === "" ? t("Other metrics") : prefix;
}

/** What never changes, as numbers: a chart of each would be a straight line. */
function constantList(constants: Contents["constants"]): HTMLElement {
  return element("dl", {
    class: "constants",
    attributes: { "aria-label": t("Constants") },
    children: constants.map(({ metric, value }) =>
      element("div", {
        children: [element("dt", { class: "muted", text: metric }), element("dd", { text: significant(value, 6) })],
      }),
    ),
  });
}
