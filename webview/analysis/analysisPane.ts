import type { AnalysisMessage } from "../../src/protocol/runsPage.ts";
import type { ShownAnalysis } from "../../src/protocol/shownAnalysis.ts";
import type { RunRow } from "../../src/sweep/rows/runRow.ts";
import type { AnalysisView } from "../../src/sweep/view/tableView.ts";
import { docsLink } from "../ui/docsLink.ts";
import { element, icon } from "../ui/element.ts";
import { counted, t } from "../ui/text.ts";
import { analysisKey } from "./analysisKey.ts";
import { AnalysisChoices } from "./choices.ts";
import { FigureMarks, withoutPlaces } from "./figureMarks.ts";
import { inlineSvg } from "./inlineSvg.ts";

export interface AnalysisParts {
  /** Asks what some runs show together. */
  ask(ask: number, logs: readonly string[]): void;
  view(): AnalysisView;
  change(view: AnalysisView): void;
  save(name: string, svg: string): void;
  /** Opens the review of a run. */
  open(log: string): void;
  /** Ticks runs and draws their curves. */
  draw(logs: readonly string[]): void;
  /** Has a report written of the runs that are shown. */
  exportReport(): void;
}

/** Milliseconds after which an answer is not waited for any more. */
const patience = 60_000;

/** Milliseconds that changes of rows are gathered for. */
const gather = 400;

const analyzingText = ["Analyzing {0} run…", "Analyzing {0} runs…"] as const;

type FigureOf = ShownAnalysis["figures"][number];

/**
 * What the ticked runs, or all that are shown, say together: sentences, the most important first, what they cannot show, and
 * the figures of the report in the colors of the theme. Nothing that a run is called can act on the page: `inlineSvg`.
 */
export class AnalysisPane {
  readonly root = element("section", { class: "analysis", attributes: { "aria-label": t("Analysis") } });
  readonly #parts: AnalysisParts;
  readonly #status = element("p", { class: "muted", attributes: { role: "status" } });
  readonly #choices: AnalysisChoices;
  readonly #content = element("div");
  #rows: readonly RunRow[] = [];
  /** What was asked for last, and when that was, in milliseconds; 0 where the answer has come. */
  #asked = "";
  #askedAt = 0;
  /** What the figures show of settings. */
  #shownView: Partial<AnalysisView> = {};
  #number = 0;
  #timer = 0;

  constructor(parts: AnalysisParts) {
    this.#parts = parts;
    this.root.hidden = true;
    const report = element("button", {
      class: "tool",
      text: t("Export Report…"),
      attributes: { type: "button", title: t("Writes runs.csv, sweep.json, figures and report.html into a folder") },
    });
    report.addEventListener("click", () => parts.exportReport());
    this.#choices = new AnalysisChoices((changes) => this.#choose(changes));
    const head = element("div", { class: "analysis-head", children: [this.#status, this.#choices.root, report] });
    this.root.append(head, this.#content);
  }

  /** Shows the analysis of rows, where it is in sight; asks for it where they are others than before. */
  show(rows: readonly RunRow[], isInSight: boolean): void {
    const comes = isInSight && this.root.hidden;
    this.root.hidden = !isInSight;
    this.#rows = rows;
    clearTimeout(this.#timer);
    if (comes) {
      this.#ask();
    } else if (isInSight) {
      this.#timer = window.setTimeout(() => this.#askAgain(), gather);
    }
  }

  take({ ask, analysis, logs, problem }: AnalysisMessage): void {
    if (ask !== this.#number) {
      return;
    }
    this.#askedAt = 0;
    this.#status.textContent = analysis === null ? problem : counted(this.#rows.length, ["{0} run", "{0} runs"]);
    if (analysis !== null) {
      this.#shownView = analysis.shown;
      this.#choices.show(analysis);
    }
    this.#content.replaceChildren(...(analysis === null ? [] : this.#shown(analysis, logs)));
    if (!this.root.hidden) {
      this.show(this.#rows, true);
    }
  }

  /** Axes change places where one is chosen that is the other. */
  #choose(changes: Partial<AnalysisView>): void {
    const before = { ...this.#parts.view(), ...this.#shownView };
    const view = { ...before, ...changes };
    const swapped = changes.x === undefined ? { x: before.y } : { y: before.x };
    this.#parts.change(view.x === view.y ? { ...view, ...swapped } : view);
    // A person waits for it, who changes nothing else meanwhile.
    this.#ask();
  }

  /** Asks for what has changed once the last answer has come: of runs that change all the time none would, else. */
  #askAgain(): void {
    if (this.#askedAt === 0 || performance.now() - this.#askedAt > patience) {
      this.#ask();
    }
  }

  #ask(): void {
    const key = JSON.stringify([this.#parts.view(), analysisKey(this.#rows)]);
    if (key === this.#asked) {
      return;
    }
    this.#asked = key;
    this.#askedAt = performance.now();
    this.#number += 1;
    this.#status.textContent =
      this.#content.childElementCount > 0 ? t("Updating…") : counted(this.#rows.length, analyzingText);
    this.#parts.ask(
      this.#number,
      this.#rows.map(({ log }) => log),
    );
  }

  #shown({ statements, limits, figures }: ShownAnalysis, logs: readonly string[]): readonly HTMLElement[] {
    const byLog = new Map(this.#rows.map((row) => [row.log, row]));
    const rows = logs.map((log) => byLog.get(log));
    return [
      element("h2", { text: t("What these runs show") }),
      docsLink("numbers", t("What the numbers mean")),
      list(statements),
      element("h2", { text: t("What they cannot show") }),
      list(limits),
      element("div", { class: "figures", children: figures.map((figure) => this.#figure(figure, rows)) }),
    ];
  }

  #figure({ name, title, svg, caption }: FigureOf, rows: readonly (RunRow | undefined)[]): HTMLElement {
    const head = element("div", { class: "figure-head", children: [element("h3", { text: title })] });
    if (svg !== null) {
      const save = element("button", {
        class: "plain",
        attributes: { type: "button", title: t("Save as SVG"), "aria-label": t("Save {0} as SVG", title) },
        children: [icon("save")],
      });
      save.addEventListener("click", () => this.#parts.save(name, withoutPlaces(svg)));
      head.append(save);
    }
    return element("figure", {
      children: [head, svg === null ? null : this.#drawing(svg, title, rows), element("figcaption", { text: caption })],
    });
  }

  #drawing(svg: string, title: string, rows: readonly (RunRow | undefined)[]): HTMLElement | null {
    const drawing = inlineSvg(svg);
    drawing?.setAttribute("aria-label", title);
    return drawing === null ? null : new FigureMarks(drawing, { rows, title }, this.#parts).root;
  }
}

function list(sentences: readonly string[]): HTMLElement {
  return element("ul", { children: sentences.map((text) => element("li", { text })) });
}
