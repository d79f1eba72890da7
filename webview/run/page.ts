import type { RunState } from "../../src/protocol.ts";
import type { RunPlot } from "../../src/review/runPlot.ts";
import type { RunReview } from "../../src/review/runReview.ts";
import { button } from "../shared/controls.ts";
import { copyButton, copyPictureButton } from "../shared/copyButton.ts";
import { element } from "../shared/element.ts";
import { counted } from "../shared/format.ts";
import { Refill } from "../shared/refill.ts";
import { ChartFrame } from "./chartFrame.ts";
import { factList } from "./facts.ts";
import { findingList, type FindingActions } from "./findingList.ts";
import { modelMarkdown } from "./modelColumns.ts";
import { modelTable } from "./modelTable.ts";
import { numbersTable } from "./numbersTable.ts";
import { pandasSnippet } from "./pandasSnippet.ts";
import { slopeGrid } from "./sensitivity.ts";
import { sensitivityTable } from "./sensitivityTable.ts";

export interface PageActions extends FindingActions {
  /** The loss chart as a picture; null where there is none. */
  lossPicture(): Promise<Blob> | null;
  openCsv(): void;
}

/** Parts that are made and kept up to date elsewhere. */
export interface PageParts {
  readonly toolbar: HTMLElement;
  readonly minimap: HTMLElement;
  readonly residuals: HTMLElement;
}

const hint =
  "Drag to move · Shift+drag to select · Ctrl+wheel, + and − to zoom · 0 for all · Shift+arrows to read values";

/** The parts of the page that are filled anew for every state; the page's own frame is built once. */
export class Page {
  readonly loss: ChartFrame;
  readonly curvature = new ChartFrame("low");
  readonly #actions: PageActions;
  readonly #title = element("h1");
  readonly #status = element("p", { class: "muted status" });
  readonly #problem = element("p", { class: "problem", attributes: { role: "status" } });
  readonly #summary = element("p", { class: "summary" });
  readonly #numbers = new Refill(element("div"));
  readonly #sensitivity = new Refill(element("div"));
  readonly #findingsTitle = element("h2");
  readonly #findings = new Refill(element("div"));
  readonly #body: HTMLElement;
  readonly #copies = this.#copyButtons();
  readonly #picture = copyPictureButton("Copy picture", () => this.#actions.lossPicture());
  #state: RunState | null = null;

  constructor(root: HTMLElement, { toolbar, minimap, residuals }: PageParts, actions: PageActions) {
    this.#actions = actions;
    this.loss = new ChartFrame("tall", [minimap, element("p", { class: "muted hint", text: hint })]);
    this.#body = element("div", {
      children: [
        this.#summary,
        section("Loss", [toolbar, this.loss.root], [this.#picture]),
        section("Curvature", [this.curvature.root]),
        section("Models and numbers", [this.#numbers.root], this.#copies),
        section("Slope by window", [this.#sensitivity.root]),
        section("Residuals", [residuals]),
        element("section", { children: [this.#findingsTitle, this.#findings.root] }),
      ],
    });
    this.#body.hidden = true;
    root.replaceChildren(this.#header(), this.#problem, this.#body);
    this.#status.textContent = "Reading the log…";
  }

  show(state: RunState): void {
    const { run, review, plot, lastRead, problem } = state;
    this.#state = state;
    this.#title.textContent = run;
    this.#problem.textContent = problem ?? "";
    this.#problem.hidden = problem === null;
    if (review === null || plot === null) {
      this.#status.textContent = problem === null ? "Reading the log…" : "";
      return;
    }
    if (review.records === 0 && review.findings.length === 0) {
      this.#body.hidden = true;
      this.#status.textContent = "Nothing has been logged yet. This page fills as records come.";
      return;
    }
    this.#body.hidden = false;
    const read = lastRead === null ? "" : ` · read ${new Date(lastRead).toLocaleTimeString()}`;
    this.#status.textContent = `${counted(review.records, "record")}${read}`;
    this.#summary.textContent = review.summary;
    const { findings, ...rest } = review;
    this.#picture.hidden = plot.loss.t.length === 0;
    this.#copies.forEach((copy) => (copy.hidden = review.best === null));
    this.#numbers.show(rest, () => [modelTable(review), factList(review)]);
    const grid = slopeGrid(review.slopes?.sensitivity ?? []);
    this.#sensitivity.show(grid, () => [
      grid === null
        ? element("p", { class: "muted", text: "No slopes: no window holds the 10 bins that a slope needs." })
        : sensitivityTable(grid, review.clock),
    ]);
    this.#findingsTitle.textContent = findings.length === 0 ? "Findings" : `Findings (${findings.length})`;
    this.#findings.show(findings, () => [findingList(findings, this.#actions)]);
    this.#frameCharts(review, plot);
  }

  #frameCharts(review: RunReview, plot: RunPlot): void {
    if (plot.loss.t.length + plot.lossVal.t.length > 0) {
      this.loss.present(`Loss. ${review.summary}`, numbersTable(plot, plot.lossBins, review.loss?.metric ?? "loss"));
    } else {
      this.loss.explain(review.summary);
    }
    if (plot.lambdaMax.t.length > 0) {
      const settles = review.curvature?.plateau.epoch ?? null;
      const label = settles === null ? `It has no plateau.` : `It settles at ${settles}.`;
      const name = review.curvature?.metric ?? "lambda_max";
      this.curvature.present(`${name}. ${label}`, numbersTable(plot, plot.lambdaMaxEwma, `EWMA of ${name}`));
    } else {
      this.curvature.explain("No curvature: the log holds no lambda_max, or none that can be placed in time.");
    }
  }

  #header(): HTMLElement {
    const actions = this.#actions;
    return element("header", {
      children: [
        element("div", { children: [this.#title, this.#status] }),
        element("div", {
          class: "actions",
          children: [
            button({ label: "Open log", icon: "go-to-file", onClick: () => actions.openLog(null) }),
            button({ label: "Open CSV", icon: "table", onClick: () => actions.openCsv() }),
          ],
        }),
      ],
    });
  }

  #copyButtons(): HTMLElement[] {
    const text = (of: (review: RunReview, log: string) => string): string =>
      this.#state?.review ? of(this.#state.review, this.#state.log) : "";
    return [
      copyButton("Copy as Markdown table", () => text(modelMarkdown)),
      copyButton("Copy as pandas snippet", () => text(pandasSnippet)),
    ];
  }
}

function section(title: string, children: readonly HTMLElement[], actions: readonly HTMLElement[] = []): HTMLElement {
  const heading = element("div", {
    class: "heading",
    children: [element("h2", { text: title }), element("div", { class: "actions", children: actions })],
  });
  return element("section", { children: [heading, ...children] });
}
