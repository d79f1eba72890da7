import * as vscode from "vscode";
import { t } from "../../l10n.ts";
import type { FromRunsPage } from "../../protocol/runsPage.ts";
import type { RunResults } from "../../protocol/worker.ts";
import { parseTableView } from "../../sweep/view/tableView.ts";
import type { WorkerClient } from "../../worker/client.ts";
import type { Run } from "../runs/runs.ts";
import { factsOf, isLeftOut } from "./exportReport.ts";
import type { PanelViews } from "./panelViews.ts";
import { RunsAnalysis } from "./runsAnalysis.ts";
import { RunsCurves } from "./runsCurves.ts";
import { RunsRows, type RunsRowsParts } from "./runsRows.ts";
import type { SharedViews } from "./sharedViews.ts";
import { TablePage } from "./tablePage.ts";
import { WantedResults } from "./wantedResults.ts";

const runsPanelType = "slopewise.runs";

/** The name that the table's layout is kept by, in the workspace's memory. */
const viewName = ["table of runs"];

export interface RunsPanelParts extends Pick<RunsRowsParts, "runs" | "judgments" | "settings"> {
  readonly client: WorkerClient;
  readonly extension: vscode.Uri;
  /** What the person chose, in this workspace. */
  readonly views: PanelViews;
  readonly shared: SharedViews;
  readonly actions: RunsPanelActions;
}

/** What the page asks of the rest of the extension. */
interface RunsPanelActions {
  openReview(run: Run): void;
  openLog(run: Run): Promise<void>;
  failed(error: unknown): void;
}

/**
 * The table of runs: at most one panel, brought back after a reload of the window. The page is sent all rows when it says
 * `ready`, and then the rows that changed; while nobody sees it the worker computes nothing for it.
 */
export class RunsPanel implements vscode.WebviewPanelSerializer, vscode.Disposable {
  readonly #parts: RunsPanelParts;
  readonly #listeners: vscode.Disposable[];
  readonly #rows: RunsRows;
  readonly #wanted: WantedResults;
  readonly #analysis: RunsAnalysis<Run>;
  readonly #curves: RunsCurves;
  #page: TablePage | null = null;
  /** Runs that are to be ticked once the page is ready; null for none. */
  #ticks: readonly string[] | null = null;
  /** The same of a report. */
  #wantsReport = false;

  constructor(parts: RunsPanelParts) {
    const { client, runs } = parts;
    this.#parts = parts;
    this.#rows = new RunsRows({
      ...parts,
      isReady: () => this.#page?.isReady === true,
      send: (message) => this.#page?.send(message),
    });
    this.#curves = new RunsCurves({
      client,
      pathOf: (log) => runs.at(vscode.Uri.parse(log))?.uri.fsPath ?? null,
      send: (message) => this.#page?.send(message),
    });
    this.#wanted = new WantedResults(client);
    this.#analysis = new RunsAnalysis({
      client,
      runsOf: (logs) => this.#runsOf(logs),
      rowOf: (run) => this.#rows.rowOf(run),
      hasResults: (run) => this.#rows.hasResults(run),
      ...{ isLeftOut, factsOf },
      curvesOf: (all) => ({ folder: null, logs: all.map(({ uri }) => uri.fsPath) }),
      send: (message) => this.#page?.send(message),
    });
    this.#listeners = [
      runs.onDidChange(() => this.#analysis.learned()),
      vscode.window.registerWebviewPanelSerializer(runsPanelType, this),
    ];
  }

  /** Shows the table of runs. */
  open(): void {
    if (this.#page !== null) {
      this.#page.reveal();
      return;
    }
    this.#take(vscode.window.createWebviewPanel(runsPanelType, t("Runs"), vscode.ViewColumn.Active));
  }

  /** Shows the table with these runs ticked, and so their curves. */
  compare(runs: readonly Run[]): void {
    this.#ticks = runs.map(({ uri }) => uri.toString());
    this.open();
    this.#sendWaiting();
  }

  /** Shows the table and writes the report of what it shows, into a folder that the person names. */
  askForReport(): void {
    this.#wantsReport = true;
    this.open();
    this.#sendWaiting();
  }

  /** The run that a person compares the others with, by the URI of its log; null for none. */
  get baseline(): string | null {
    return parseTableView(this.#parts.views.of(viewName)).baseline;
  }

  /** What all runs of the workspace show together, as `sweep.json`, once all is known of them; null where somebody stops it. */
  numbers(token: vscode.CancellationToken): Promise<string | null> {
    const { runs, client } = this.#parts;
    client.wantSettings();
    const logs = runs.all.map(({ uri }) => uri.toString());
    return this.#wanted.during(() => this.#analysis.numbers(logs, token));
  }

  deserializeWebviewPanel(panel: vscode.WebviewPanel): Promise<void> {
    if (this.#page === null) {
      this.#take(panel);
    } else {
      panel.dispose();
    }
    return Promise.resolve();
  }

  /** Takes what some runs came to. */
  receive(results: readonly RunResults[]): void {
    this.#rows.receive(results);
    this.#analysis.learned();
  }

  dispose(): void {
    this.#listeners.forEach((listener) => void listener.dispose());
    this.#page?.dispose();
    this.#rows.dispose();
    this.#analysis.dispose();
  }

  #take(panel: vscode.WebviewPanel): void {
    const { extension, views, shared, actions, client } = this.#parts;
    const page = new TablePage(panel, {
      ...{ extension, views, shared, viewName, title: t("Runs"), shows: [] },
      analysis: this.#analysis,
      ready: () => {
        this.#rows.sendAll(page.view);
        this.#sendWaiting();
      },
      open: (log) => actions.openReview(this.#runOf(log)),
      openLog: (log) => actions.openLog(this.#runOf(log)),
      curves: (asked) => this.#curves.read(asked),
      judge: (asked) => this.#judge(asked),
      failed: (error) => actions.failed(error),
    });
    this.#page = page;
    panel.onDidChangeViewState(({ webviewPanel }) => (webviewPanel.visible ? this.#wanted.want(this) : this.#leave()));
    panel.onDidDispose(() => {
      page.dispose();
      this.#page = null;
      this.#leave();
    });
    client.wantSettings();
    this.#wanted.want(this);
  }

  /** Nobody sees the page. */
  #leave(): void {
    this.#curves.stop();
    this.#wanted.leave(this);
  }

  /** Sends what was asked of the page before it was there. */
  #sendWaiting(): void {
    if (this.#page?.isReady !== true) {
      return;
    }
    if (this.#ticks !== null) {
      this.#page.send({ type: "tick", logs: this.#ticks });
      this.#ticks = null;
    }
    if (this.#wantsReport) {
      this.#page.send({ type: "export" });
      this.#wantsReport = false;
    }
  }

  #judge({ logs, change }: Extract<FromRunsPage, { type: "judge" }>): Promise<void> {
    const { runs, judgments } = this.#parts;
    const paths = (all: readonly Run[]): readonly string[] => all.map(({ uri }) => uri.fsPath);
    return judgments.judge(paths(logs.map((log) => this.#runOf(log))), change, paths(runs.all));
  }

  /** The runs of some logs as they are now; one that is gone since the page was told is left out. */
  #runsOf(logs: readonly string[]): readonly Run[] {
    const wanted = new Set(logs);
    return this.#parts.runs.all.filter(({ uri }) => wanted.has(uri.toString()));
  }

  /** The run that the page names: one of the workspace, since what comes in is not trusted. */
  #runOf(log: string): Run {
    const [run] = this.#runsOf([log]);
    if (run === undefined) {
      throw new Error(`The table of runs named a log that is no run: ${log.slice(0, 500)}`);
    }
    return run;
  }
}
