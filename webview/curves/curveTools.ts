import { bands, type Band } from "../../src/sweep/curves/bandOf.ts";
import { metricPrefix, settingPrefix } from "../../src/sweep/table/columnIds.ts";
import { automaticColor, type CurvesView } from "../../src/sweep/view/curvesView.ts";
import type { ColumnInfo } from "../../src/sweep/rows/runRow.ts";
import { element } from "../ui/element.ts";
import type { Menu, MenuEntry } from "../ui/menu.ts";
import { SmoothingSlider } from "../ui/smoothingSlider.ts";
import { t } from "../ui/text.ts";
import { press, setLabel, tool } from "../ui/tool.ts";

export interface CurveToolsParts {
  readonly menu: Menu;
  readonly view: () => CurvesView;
  /** All columns of the table. */
  readonly columns: () => readonly ColumnInfo[];
  readonly titleOf: (id: string) => string;
  readonly isGrouped: () => boolean;
  readonly axes: () => readonly { readonly axis: CurvesView["axis"]; readonly title: string }[];
  /** What is drawn, a chart each. */
  readonly charts: () => readonly string[];
  /** The column that colors the lines; empty for a color each. */
  readonly colorBy: () => string;
  readonly change: (changes: Partial<CurvesView>) => void;
  /** Shows all of the x axis again. */
  reset(): void;
  readonly isZoomed: () => boolean;
  /** Whether the end of live runs is kept in sight; null where no run is live. */
  readonly follows: () => boolean | null;
  follow(isOn: boolean): void;
}

/** What a chart is called. */
export function chartTitle(chart: string): string {
  return chart === "loss" ? t("Loss") : chart === "accuracy" ? t("Accuracy") : chart.slice("metric:".length);
}

/** What a band is called. */
function bandTitle(band: Band): string {
  switch (band) {
    case "sd":
      return t("± standard deviation");
    case "se":
      return t("± standard error");
    case "ci":
      return t("95% CI");
    case "range":
      return t("min-max");
  }
}

/** The controls above the charts. */
export class CurveTools {
  readonly root = element("div", { class: "curve-tools", attributes: { role: "toolbar", "aria-label": t("Charts") } });
  readonly #parts: CurveToolsParts;
  readonly #metrics = tool("graph-line", true);
  readonly #color = tool("symbol-color", true);
  readonly #band = tool("symbol-ruler", true);
  readonly #axis = tool("arrow-both", true);
  readonly #logX = tool(null, false);
  readonly #logY = tool(null, false);
  readonly #clip = tool(null, false);
  readonly #follow = tool(null, false);
  readonly #reset = tool("discard", false);
  readonly #smoothing = new SmoothingSlider((smoothing) => this.#parts.change({ smoothing }));

  constructor(parts: CurveToolsParts) {
    this.#parts = parts;
    this.#opens(this.#metrics, t("Metrics"), () => this.#metricEntries());
    this.#opens(this.#color, t("Color by"), () => this.#colorEntries());
    this.#opens(this.#band, t("Groups"), () => this.#bandEntries());
    this.#opens(this.#axis, t("x axis"), () => this.#axisEntries());
    this.#switches(this.#logX, t("log x"), "isLogX");
    this.#switches(this.#logY, t("log y"), "isLogY");
    this.#switches(this.#clip, t("Clip outliers"), "clips");
    this.#reset.addEventListener("click", () => parts.reset());
    this.#follow.addEventListener("click", () => parts.follow(parts.follows() !== true));
    setLabel(this.#follow, t("Follow the end"));
    setLabel(this.#metrics, t("Metrics"));
    setLabel(this.#reset, t("Reset zoom"));
    this.root.append(
      ...[
        this.#metrics,
        this.#color,
        this.#band,
        this.#smoothing.root,
        this.#axis,
        this.#logX,
        this.#logY,
        this.#clip,
        this.#follow,
        this.#reset,
      ],
    );
  }

  show(): void {
    const { view, titleOf, isGrouped, axes } = this.#parts;
    const follows = this.#parts.follows();
    const { axis, isLogX, isLogY, clips, smoothing, band, meansOfGroups } = view();
    const colorBy = this.#parts.colorBy();
    setLabel(this.#color, colorBy === "" ? t("Color by") : t("Color by {0}", titleOf(colorBy)));
    setLabel(this.#band, meansOfGroups ? t("Groups: mean, {0}", bandTitle(band)) : t("Groups: each run"));
    this.#band.hidden = !isGrouped();
    setLabel(this.#axis, t("x: {0}", axes().find((one) => one.axis === axis)?.title ?? t("step")));
    press(this.#logX, isLogX);
    press(this.#logY, isLogY);
    press(this.#clip, clips);
    press(this.#follow, follows === true);
    this.#follow.hidden = follows === null;
    this.#reset.hidden = !this.#parts.isZoomed();
    this.#smoothing.show(smoothing);
  }

  #opens(target: HTMLElement, label: string, entries: () => readonly MenuEntry[]): void {
    target.addEventListener("click", () =>
      this.#parts.menu.open({ anchor: target, focusAfter: target, label }, entries),
    );
  }

  #switches(target: HTMLElement, label: string, name: "isLogX" | "isLogY" | "clips"): void {
    setLabel(target, label);
    target.addEventListener("click", () => this.#parts.change({ [name]: !this.#parts.view()[name] }));
  }

  #metricEntries(): readonly MenuEntry[] {
    const { columns, charts, change } = this.#parts;
    const all = columns().map(({ id }) => id);
    const metrics = all
      .filter((id) => id.startsWith(metricPrefix))
      .map((id) => `metric:${id.slice(metricPrefix.length)}`);
    const shown = charts();
    return ["loss", "accuracy", ...metrics].map((chart) => ({
      label: chartTitle(chart),
      checked: shown.includes(chart),
      stays: true,
      act: () => change({ charts: shown.includes(chart) ? shown.filter((one) => one !== chart) : [...shown, chart] }),
    }));
  }

  #colorEntries(): readonly MenuEntry[] {
    const { columns, titleOf, view, change } = this.#parts;
    const entry = (id: string, label: string): MenuEntry => ({
      ...{ label, checked: view().colorBy === id },
      act: () => change({ colorBy: id }),
    });
    const isValue = ({ id, part }: ColumnInfo): boolean =>
      id.startsWith(settingPrefix) || id === "state" || (part === "result" && !id.includes("."));
    return [
      entry(automaticColor, t("Automatic")),
      entry("", t("One color per run")),
      null,
      ...columns()
        .filter(isValue)
        .map(({ id }) => entry(id, titleOf(id))),
    ];
  }

  #bandEntries(): readonly MenuEntry[] {
    const { view, change } = this.#parts;
    const { band, meansOfGroups } = view();
    return [
      ...bands.map((one): MenuEntry => ({
        label: t("Mean, {0}", bandTitle(one)),
        checked: meansOfGroups && band === one,
        act: () => change({ band: one, meansOfGroups: true }),
      })),
      { label: t("Each run"), checked: !meansOfGroups, act: () => change({ meansOfGroups: false }) },
    ];
  }

  #axisEntries(): readonly MenuEntry[] {
    const { axes, view, change } = this.#parts;
    return axes().map(({ axis, title }) => ({
      ...{ label: title, checked: view().axis === axis },
      act: () => change({ axis }),
    }));
  }
}
