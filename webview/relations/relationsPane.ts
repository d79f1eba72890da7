import { trendKinds } from "../../src/review/model/trendLine.ts";
import { withBrush } from "../../src/sweep/relations/brush.ts";
import type { TableLayout } from "../../src/sweep/view/layTable.ts";
import { parallelAxes, usualAxes } from "../../src/sweep/relations/parallelAxes.ts";
import { relationTrend, type RelationTrend } from "../../src/sweep/relations/relationTrend.ts";
import type { ColumnInfo } from "../../src/sweep/rows/runRow.ts";
import type { RowSurvey } from "../../src/sweep/view/surveyRows.ts";
import { valueText } from "../../src/sweep/view/valueText.ts";
import type { RelationsView, TableView } from "../../src/sweep/view/tableView.ts";
import { trendName } from "../sections/metrics/trendWords.ts";
import { element, icon } from "../ui/element.ts";
import { significant } from "../ui/format.ts";
import { counted, t } from "../ui/text.ts";
import { parallelPicture } from "./parallelPlot.ts";
import { hue, valueColors, type ValueColors } from "../charts/valueColors.ts";
import { readTheme } from "../ui/readTheme.ts";
import { choice, type Option } from "./choice.ts";
import { plotSize } from "./plotSize.ts";
import { Scatter } from "./scatter.ts";
import { kindOfAxis } from "./scatterPlot.ts";

export interface RelationsParts {
  readonly titleOf: (id: string) => string;
  readonly view: () => TableView;
  change(changes: Partial<TableView>): void;
  open(log: string): void;
}

export interface RelationsContent {
  readonly survey: RowSurvey;
  readonly layout: TableLayout;
  /** Logs of the runs that are ticked; all that are shown are drawn where there is none. */
  readonly ticked: ReadonlySet<string>;
}

/** Any two columns of the table against each other, and many side by side: what goes with what. */
export class RelationsPane {
  readonly root = element("section", { class: "relations", attributes: { "aria-label": t("Scatter plots") } });
  readonly button = element("button", {
    class: "tool of-table",
    attributes: { type: "button" },
    children: [icon("graph-scatter"), element("span", { class: "label", text: t("Scatter plots") })],
  });
  readonly #parts: RelationsParts;
  readonly #x = choice(t("x"), (x) => this.#change({ x }));
  readonly #y = choice(t("y"), (y) => this.#change({ y }));
  readonly #color = choice(t("Color by"), (color) => this.#change({ color }));
  readonly #trend = choice(t("Trend"), (trend) => this.#change({ trend }));
  readonly #legend = element("div", { class: "relation-legend" });
  readonly #said = element("p", { class: "muted", attributes: { role: "status" } });
  readonly #scatter: Scatter;
  readonly #parallel = element("div", { class: "relation-plot wide" });
  #content: RelationsContent | null = null;

  constructor(parts: RelationsParts) {
    this.#parts = parts;
    this.#scatter = new Scatter({ open: (log) => parts.open(log), say: (text) => (this.#said.textContent = text) });
    this.button.addEventListener("click", () => this.#change({ isShown: !parts.view().relations.isShown }));
    const choices = [this.#x, this.#y, this.#color, this.#trend].map(({ root }) => root);
    this.root.append(
      element("div", { class: "relation-tools", children: [...choices, this.#legend] }),
      this.#said,
      element("div", { class: "relation-plots", children: [this.#scatter.root, this.#parallel] }),
    );
    new ResizeObserver(() => this.#draw()).observe(this.root);
  }

  show(content: RelationsContent): void {
    this.#content = content;
    const { isShown } = this.#view;
    this.button.setAttribute("aria-pressed", String(isShown));
    this.root.hidden = !isShown || content.layout.lines.length === 0;
    this.#draw();
  }

  get #view(): RelationsView {
    return this.#parts.view().relations;
  }

  #change(changes: Partial<RelationsView>): void {
    this.#parts.change({ relations: { ...this.#view, ...changes } });
  }

  #draw(): void {
    const content = this.#content;
    if (content === null || this.root.hidden) {
      return;
    }
    const columns = content.survey.columns.filter(({ kind }) => kind !== "curve");
    const numbers = columns.filter(({ kind }) => kind === "number");
    const { x, y } = this.#chosen(content, numbers);
    const { color, trend } = this.#view;
    const named = ({ id }: ColumnInfo): Option => ({ value: id, text: this.#parts.titleOf(id) });
    this.#x.show(numbers.map(named), x);
    this.#y.show(numbers.map(named), y);
    this.#color.show([{ value: "", text: t("No color") }, ...columns.map(named)], color);
    const kinds = trendKinds.map((kind) => ({ value: kind, text: trendName(kind) }));
    this.#trend.show([{ value: "", text: t("No trend") }, ...kinds], trend);
    const colors = color === "" ? null : valueColors(content.survey.byColumn.cells(color), readTheme());
    this.#showLegend(colors);
    this.#drawScatter(content, { x, y, colors });
    this.#drawParallel(content, colors);
  }

  /** The first setting that varies against the first result, unless a person chose. */
  #chosen({ survey }: RelationsContent, numbers: readonly ColumnInfo[]): { readonly x: string; readonly y: string } {
    const has = (id: string): boolean => numbers.some((one) => one.id === id);
    const first = (part: ColumnInfo["part"]): string =>
      numbers.find((one) => one.part === part)?.id ?? numbers[0]?.id ?? "";
    const setting = [...survey.usualSettings].find(has) ?? first("setting");
    const result = ["best_val", "last_val", "last_train"].find(has) ?? first("result");
    const { x, y } = this.#view;
    return { x: has(x) ? x : setting, y: has(y) ? y : result };
  }

  #drawScatter(
    { survey, layout, ticked }: RelationsContent,
    { x, y, colors }: { readonly x: string; readonly y: string; readonly colors: ValueColors | null },
  ): void {
    const { rows, byColumn } = survey;
    const [xs, ys] = [byColumn.numbers(x), byColumn.numbers(y)];
    const cells = colors === null ? [] : byColumn.cells(this.#view.color);
    const points = layout.places.flatMap((place) => {
      const [row, across, up] = [rows[place], xs[place] ?? NaN, ys[place] ?? NaN];
      const isDrawn = row !== undefined && (ticked.size === 0 || ticked.has(row.log));
      const color = colors?.of(cells[place] ?? null) ?? hue(0, readTheme());
      return isDrawn && !Number.isNaN(across + up) ? [{ row, x: across, y: up, color }] : [];
    });
    const across = Float64Array.from(points, (point) => point.x);
    const up = Float64Array.from(points, (point) => point.y);
    const kind = trendKinds.find((one) => one === this.#view.trend) ?? null;
    const trend = kind === null ? null : relationTrend(kind, across, up, kindOfAxis(across) === "log");
    const titles = { x: this.#parts.titleOf(x), y: this.#parts.titleOf(y) };
    const summary = [
      t("{0} against {1}: {2}.", titles.y, titles.x, counted(points.length, ["{0} run", "{0} runs"])),
      ...(kind === null || trend === null ? [] : [trendSentence(trendName(kind), trend)]),
    ].join(" ");
    this.#scatter.show({ points, trend, titles, summary });
  }

  #drawParallel({ survey, layout }: RelationsContent, colors: ValueColors | null): void {
    const { axes: chosen, brushes, color } = this.#view;
    const axes = parallelAxes(survey, chosen.length > 0 ? chosen : usualAxes(survey));
    const shown = new Set(layout.places);
    const cells = colors === null ? [] : survey.byColumn.cells(color);
    const lines = survey.rows.map((_, i) =>
      shown.has(i) ? (colors?.of(cells[i] ?? null) ?? hue(0, readTheme())) : null,
    );
    const ids = axes.map(({ column }) => column.id);
    const focused = this.#parallel.contains(document.activeElement)
      ? document.activeElement?.getAttribute("data-column")
      : null;
    const picture = parallelPicture(
      {
        ...{ axes, colors: lines, brushes, titleOf: this.#parts.titleOf },
        label: t("Parallel coordinates of {0} columns: drag along an axis to filter the table.", axes.length),
      },
      {
        brush: (column, clause) => this.#brush(column, clause),
        move: (column, by) => this.#change({ axes: moved(ids, column, by) }),
      },
      plotSize(this.#parallel),
    );
    picture
      .querySelectorAll(".parallel-axis .axis-title")
      .forEach((title, i) => title.setAttribute("data-column", ids[i] ?? ""));
    this.#parallel.replaceChildren(picture);
    if (typeof focused === "string") {
      picture.querySelector<SVGElement>(`[data-column="${CSS.escape(focused)}"]`)?.focus();
    }
  }

  /** A brush is written into the filter, where it is seen, changed and taken away like all else. */
  #brush(column: string, clause: string | null): void {
    const { brushes } = this.#view;
    const { [column]: before, ...others } = brushes;
    if ((before ?? null) !== clause) {
      this.#parts.change({
        filter: withBrush(this.#parts.view().filter, before ?? null, clause),
        relations: { ...this.#view, brushes: clause === null ? others : { ...others, [column]: clause } },
      });
    }
  }

  #showLegend(colors: ValueColors | null): void {
    this.#legend.replaceChildren(
      ...(colors?.legend ?? []).map(({ value, color }) => {
        const sample = element("span", { class: "relation-sample", attributes: { "aria-hidden": "true" } });
        sample.style.background = color;
        return element("span", { children: [sample, valueText(this.#view.color, value)] });
      }),
    );
  }
}

function trendSentence(name: string, { r2, absent }: RelationTrend): string {
  switch (absent) {
    case null:
      return t("{0}, R² {1}.", name, significant(r2, 3));
    case "fewPoints":
      return t("No trend: too few distinct values of x.");
    case "constant":
      return t("No trend: y is the same in all runs.");
    case "notPositive":
      return t("No trend: some values are not above 0.");
  }
}

function moved(ids: readonly string[], id: string, by: number): readonly string[] {
  const from = ids.indexOf(id);
  const to = Math.min(Math.max(from + by, 0), ids.length - 1);
  return ids.filter((one) => one !== id).toSpliced(to, 0, id);
}
