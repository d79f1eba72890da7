import { printableLines } from "../../src/printable.ts";
import { countFindings } from "../../src/contract/model/countFindings.ts";
import type { PanelState } from "../../src/protocol/panel.ts";
import type { RunReview } from "../../src/review/model/runReview.ts";
import { button } from "../ui/controls.ts";
import { copyButton } from "../ui/copyButton.ts";
import { element } from "../ui/element.ts";
import { LazyContent } from "../ui/lazyContent.ts";
import { contentsOf } from "../sections/contents.ts";
import { factList } from "../sections/facts.ts";
import { findingList, isNews } from "../sections/findingList.ts";
import { readAsOf } from "../sections/head/readAs.ts";
import { ReadAsView } from "../sections/head/readAsView.ts";
import { headNumbers } from "../sections/head/headNumbers.ts";
import { numberStrip } from "../sections/head/numberStrip.ts";
import { settingList } from "../sections/settingList.ts";
import { verdictBanner } from "../sections/head/verdictBanner.ts";
import { verdictOf } from "../sections/head/verdict.ts";
import { logFacts } from "../sections/logFacts.ts";
import { RunStateView } from "../sections/head/runStateView.ts";
import type { MetricSections } from "../sections/metrics/metricSections.ts";
import { modelMarkdown } from "../sections/tables/modelColumns.ts";
import { modelTable } from "../sections/tables/modelTable.ts";
import { pandasSnippet } from "../sections/pandasSnippet.ts";
import { slopeGrid } from "../sections/sensitivity.ts";
import { sensitivityTable } from "../sections/tables/sensitivityTable.ts";
import { FramedCharts } from "./framedCharts.ts";
import { PageSections } from "./pageSections.ts";
import type { RunActions } from "./runActions.ts";
import { t } from "../ui/text.ts";

/** Parts that are made and kept up to date elsewhere. */
export interface PageParts {
  /** The controls that all charts share. */
  readonly bar: HTMLElement;
  /** Legend and controls of the loss. */
  readonly lossLegend: HTMLElement;
  readonly lossTools: HTMLElement;
  readonly accuracy: HTMLElement;
  /** What of each of these charts can be taken away. */
  readonly exports: Readonly<Record<"loss" | "accuracy" | "curvature", HTMLElement>>;
  readonly minimap: HTMLElement;
  readonly residuals: HTMLElement;
  /** Speaks what the cursor reads. */
  readonly spoken: HTMLElement;
  readonly metrics: MetricSections;
}

/** The parts of the page that are filled again for every state; the page's own frame is built once. */
export class Page {
  readonly charts: FramedCharts;
  readonly #actions: RunActions;
  readonly #title = element("h1");
  readonly #live = new RunStateView();
  readonly #status = element("p", { class: "muted status" });
  readonly #problem = element("p", { class: "problem", attributes: { role: "status" } });
  readonly #verdict = new LazyContent(element("div"));
  readonly #strip = new LazyContent(element("div"));
  readonly #readAs: ReadAsView;
  readonly #settings = new LazyContent(element("div"));
  readonly #urgent = element("div");
  readonly #summary = element("p", { class: "summary" });
  readonly #numbers = new LazyContent(element("div"));
  readonly #sensitivity = new LazyContent(element("div"));
  readonly #findingsTitle = element("h2");
  readonly #findings = new LazyContent(element("div"));
  readonly #findingSection = element("section", { children: [this.#findingsTitle, this.#findings.root] });
  readonly #sections: PageSections;
  readonly #body: HTMLElement;
  readonly #copies = this.#copyButtons();
  readonly #wrangler = button({
    label: t("Open in Data Wrangler"),
    icon: "table",
    onClick: () => this.#actions.wrangleCsv(),
  });
  #state: PanelState | null = null;

  constructor(root: HTMLElement, parts: PageParts, actions: RunActions) {
    const { bar, minimap, residuals, metrics } = parts;
    this.#actions = actions;
    this.#readAs = new ReadAsView(actions);
    this.charts = new FramedCharts(minimap, parts.exports);
    const { loss, curvature, curvatureLegend } = this.charts;
    this.#sections = new PageSections({
      bar,
      loss: [parts.lossLegend, loss.root, parts.spoken],
      lossActions: [parts.lossTools, parts.exports.loss],
      accuracy: parts.accuracy,
      accuracyActions: [parts.exports.accuracy],
      curvatureActions: [parts.exports.curvature],
      summary: this.#summary,
      curvature: [curvatureLegend.root, curvature.root, metrics.curvature.root],
      optimizer: metrics.optimizer.root,
      numbers: this.#numbers.root,
      numberActions: [this.#live.provisional, ...this.#copies],
      slopes: this.#sensitivity.root,
      residuals,
      ...{ metrics: metrics.all, metricTools: metrics.tools },
    });
    this.#body = element("div", {
      children: [
        this.#urgent,
        this.#strip.root,
        this.#readAs.root,
        this.#settings.root,
        this.#sections.root,
        this.#findingSection,
      ],
    });
    this.#body.hidden = true;
    root.replaceChildren(this.#header(), this.#verdict.root, this.#problem, this.#body);
    this.#status.textContent = t("Reading the log…");
  }

  show(state: PanelState): void {
    const { run, review, plot, problem } = state;
    this.#state = state;
    this.#title.textContent = printableLines(run);
    this.#live.show(state);
    this.#wrangler.hidden = !state.wrangler;
    this.#problem.textContent = problem ?? "";
    this.#problem.hidden = problem === null;
    if (review === null || plot === null) {
      this.#status.textContent = problem === null ? t("Reading the log…") : "";
      return;
    }
    if (review.records === 0 && review.findings.length === 0) {
      this.#body.hidden = true;
      this.#status.textContent = t("Nothing has been logged yet. This page updates as records arrive.");
      return;
    }
    this.#body.hidden = false;
    this.#showFacts(logFacts(state));
    this.#showHead(state);
    this.#summary.textContent = review.summary;
    this.#sections.show(contentsOf({ review, plot, readAs: state.readAs }));
    this.#showFindings(review.findings);
  }

  #showHead(state: PanelState): void {
    const verdict = verdictOf(state);
    const inRecords = state.plot?.inRecords === true;
    this.#verdict.show(verdict, () => [
      verdict && verdictBanner(verdict, inRecords, (line) => this.#actions.openLog(line)),
    ]);
    this.#readAs.show(readAsOf(state));
    const { settings = null } = state;
    this.#settings.show(settings, () => [settings && settingList(settings)]);
    const numbers = headNumbers(state);
    this.#strip.show(numbers, () => [numberStrip(numbers)]);
  }

  /** What is news stands before the charts; what is worth knowing alone stays behind them. */
  #showFindings(findings: RunReview["findings"]): void {
    const count = countFindings(findings);
    this.#findingsTitle.textContent = count === 0 ? t("Findings") : t("Findings ({0})", count);
    this.#findings.show(findings, () => [findingList(findings, this.#actions)]);
    const place = findings.some(isNews) ? this.#urgent : this.#body;
    if (this.#findingSection.parentElement !== place) {
      place.append(this.#findingSection);
    }
  }

  /** Says of the chart of the loss what it shows, and in its place why there is nothing. */
  frameLoss(isDrawn: boolean): void {
    const { review, plot } = this.#state ?? {};
    if (review && plot) {
      this.charts.frameLoss({ review, plot }, isDrawn);
    }
  }

  /** The same of the curvature. */
  frameCurvature(isDrawn: boolean): void {
    const { review, plot } = this.#state ?? {};
    if (review && plot) {
      this.charts.frameCurvature({ review, plot }, isDrawn);
    }
  }

  /** Fills the tables, which stand below all that is looked at first. */
  showTables(): void {
    this.#sections.addBelow();
    const { review } = this.#state ?? {};
    if (!review) {
      return;
    }
    this.#copies.forEach((copy) => (copy.hidden = review.best === null));
    this.#numbers.show({ ...review, findings: null }, () => [modelTable(review), factList(review)]);
    const grid = slopeGrid(review.slopes?.sensitivity ?? []);
    this.#sensitivity.show(grid, () => [grid && sensitivityTable(grid, review.clock)]);
  }

  /** Each on a line of its own where they do not fit side by side. */
  #showFacts(facts: readonly string[]): void {
    this.#status.replaceChildren(...facts.map((text) => element("span", { text })));
  }

  #header(): HTMLElement {
    const actions = this.#actions;
    return element("header", {
      children: [
        element("div", {
          children: [element("div", { class: "named", children: [this.#title, this.#live.root] }), this.#status],
        }),
        element("div", {
          class: "actions",
          children: [
            button({ label: t("Open log"), icon: "go-to-file", onClick: () => actions.openLog(null) }),
            button({ label: t("Open CSV"), icon: "table", onClick: () => actions.openCsv() }),
            this.#wrangler,
          ],
        }),
      ],
    });
  }

  #copyButtons(): HTMLElement[] {
    return [
      copyButton(t("Copy as Markdown table"), () => (this.#state?.review ? modelMarkdown(this.#state.review) : "")),
      copyButton(t("Copy as pandas code"), () => {
        const { review, plot, log = "" } = this.#state ?? {};
        return review && plot ? pandasSnippet({ review, clockKey: plot.clockKey, log }) : "";
      }),
    ];
  }
}
