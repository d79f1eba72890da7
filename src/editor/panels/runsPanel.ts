import * as vscode from "vscode";
import { t } from "../../l10n.ts";
import { parseFromRunsPage, type FromRunsPage, type ToRunsPage } from "../../protocol/runsPage.ts";
import type { RunResults } from "../../protocol/worker.ts";
import { parseTableView } from "../../sweep/view/tableView.ts";
import { saveFile } from "../vscode/saveBeside.ts";
import type { RunRow } from "../../sweep/rows/runRow.ts";
import { RunsCurves } from "./runsCurves.ts";
import type { WorkerClient } from "../../worker/client.ts";
import type { SharedViews } from "./sharedViews.ts";
import { runRow } from "../runs/runRows.ts";
import type { Judgments } from "../runs/judgments.ts";
import type { RunSettings } from "../runs/runSettings.ts";
import type { Run, Runs, RunsChange } from "../runs/runs.ts";
import { panelHtml, panelOptions } from "./panelHtml.ts";
import { factsOf, isLeftOut } from "./exportReport.ts";
import { RunsAnalysis } from "./runsAnalysis.ts";
import { WantedResults } from "./wantedResults.ts";
import type { PanelViews } from "./panelViews.ts";

const runsPanelType = "slopewise.runs";

/** Milliseconds that changes of rows are gathered for, so that a thousand live runs are one message. */
const gather = 100;

/** The name that the table's layout is kept by, in the workspace's memory. */
const viewName = ["table of runs"];

export interface RunsPanelParts {
  readonly runs: Runs;
  readonly client: WorkerClient;
  readonly extension: vscode.Uri;
  /** What the person chose, in this workspace. */
  readonly views: PanelViews;
  readonly judgments: Judgments;
  readonly shared: SharedViews;
  /** The settings of the runs, which are known before what the runs came to. */
  readonly settings: RunSettings;
  readonly actions: RunsPanelActions;
}

/** What the page asks of the rest of the extension. */
export interface RunsPanelActions {
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
  /** By path of the log. */
  readonly #results = new Map<string, RunResults>();
  /** The rows that the page has, as text, by path. */
  readonly #sent = new Map<string, string>();
  readonly #changed = new Set<string>();
  #timer: NodeJS.Timeout | null = null;
  #panel: vscode.WebviewPanel | null = null;
  #isReady = false;
  /** Runs that are to be ticked once the page is ready; null for none. */
  #ticks: readonly string[] | null = null;
  /** The same of a report. */
  #wantsReport = false;
  readonly #wanted: WantedResults;
  readonly #analysis: RunsAnalysis<Run>;
  readonly #curves: RunsCurves;

  constructor(parts: RunsPanelParts) {
    this.#parts = parts;
    this.#curves = new RunsCurves({
      client: parts.client,
      pathOf: (log) => parts.runs.at(vscode.Uri.parse(log))?.uri.fsPath ?? null,
      send: (message) => this.#send(message),
    });
    this.#wanted = new WantedResults(parts.client);
    this.#analysis = new RunsAnalysis({
      client: parts.client,
      runsOf: (logs) => this.#runsOf(logs),
      rowOf: (run) => this.#rowOf(run),
      hasResults: ({ uri }) => this.#results.has(uri.fsPath),
      ...{ isLeftOut, factsOf },
      send: (message) => this.#send(message),
    });
    this.#listeners = [
      parts.runs.onDidChange((change) => this.#runsChanged(change)),
      parts.judgments.onDidChange(() => this.#note(parts.runs.all.map(({ uri }) => uri.fsPath))),
      parts.settings.onDidChange((logs) => this.#note(logs)),
      parts.shared.onDidChange(() => void this.#sendViews().catch((error: unknown) => parts.actions.failed(error))),
      vscode.window.registerWebviewPanelSerializer(runsPanelType, this),
    ];
  }

  /** Shows the table of runs. */
  open(): void {
    if (this.#panel !== null) {
      this.#panel.reveal();
      return;
    }
    const options = panelOptions(this.#parts.extension);
    this.#take(vscode.window.createWebviewPanel(runsPanelType, t("Runs"), vscode.ViewColumn.Active, options));
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
    if (this.#panel === null) {
      this.#take(panel);
    } else {
      panel.dispose();
    }
    return Promise.resolve();
  }

  /** Takes what some runs came to. */
  receive(results: readonly RunResults[]): void {
    results.forEach((one) => this.#results.set(one.log, one));
    this.#analysis.learned();
    this.#note(results.map(({ log }) => log));
  }

  dispose(): void {
    this.#listeners.forEach((listener) => void listener.dispose());
    this.#analysis.dispose();
    if (this.#timer !== null) {
      clearTimeout(this.#timer);
    }
  }

  #take(panel: vscode.WebviewPanel): void {
    const { extension, client } = this.#parts;
    this.#panel = panel;
    this.#isReady = false;
    panel.title = t("Runs");
    panel.iconPath = vscode.Uri.joinPath(extension, "media", "icon.png");
    panel.webview.options = panelOptions(extension);
    panel.webview.onDidReceiveMessage((message: unknown) => this.#receive(message));
    panel.onDidChangeViewState(() => this.#visibilityChanged(panel));
    panel.onDidDispose(() => {
      this.#panel = null;
      this.#isReady = false;
      this.#curves.stop();
      this.#wanted.leave(this);
    });
    const content = { page: "runs", title: panel.title, logs: [], view: null } as const;
    panel.webview.html = panelHtml(panel.webview, extension, content);
    client.wantSettings();
    this.#wanted.want(this);
  }

  /** A hidden page is taken down and built again when it is shown: it says `ready` then. */
  #visibilityChanged({ visible }: vscode.WebviewPanel): void {
    if (visible) {
      this.#wanted.want(this);
    } else {
      this.#isReady = false;
      this.#curves.stop();
      this.#wanted.leave(this);
    }
  }

  #runsChanged({ added, updated, removed }: RunsChange): void {
    removed.forEach((run) => this.#results.delete(run.uri.fsPath));
    // Names are as short as the other runs let them be: a new run may change those of the others.
    const named = added.length > 0 || removed.length > 0 ? this.#parts.runs.all : [];
    this.#note([...added, ...updated, ...removed, ...named].map((run) => run.uri.fsPath));
    this.#analysis.learned();
  }

  #note(paths: readonly string[]): void {
    if (this.#isReady) {
      paths.forEach((path) => this.#changed.add(path));
      this.#timer ??= setTimeout(() => this.#sendChanged(), gather);
    }
  }

  #rowOf(run: Run): RunRow {
    return runRow({
      log: run.uri.toString(),
      name: this.#parts.runs.shortName(run),
      run: run.run,
      status: run.status,
      settings: this.#parts.settings.of(run.uri.fsPath),
      results: this.#results.get(run.uri.fsPath) ?? null,
      judgment: this.#parts.judgments.of(run.uri.fsPath),
    });
  }

  #sendAll(): void {
    const rows = this.#parts.runs.all.map((run) => this.#rowOf(run));
    this.#sent.clear();
    this.#changed.clear();
    this.#parts.runs.all.forEach((run, i) => this.#sent.set(run.uri.fsPath, JSON.stringify(rows[i])));
    const view = this.#parts.views.of(viewName);
    const { searched } = this.#parts.runs;
    this.#send({ type: "rows", rows, packed: null, removed: [], whole: true, view, missing: [], searched });
  }

  /** Sends the rows that a person would see a difference in. */
  #sendChanged(): void {
    this.#timer = null;
    if (!this.#isReady) {
      return;
    }
    const rows: RunRow[] = [];
    const removed: string[] = [];
    for (const path of this.#changed) {
      const uri = vscode.Uri.file(path);
      const run = this.#parts.runs.at(uri);
      if (run === undefined) {
        removed.push(uri.toString());
        this.#sent.delete(path);
        continue;
      }
      const row = this.#rowOf(run);
      const text = JSON.stringify(row);
      if (this.#sent.get(path) !== text) {
        this.#sent.set(path, text);
        rows.push(row);
      }
    }
    // A search that found nothing has no rows to send, but it has ended.
    const isNews = rows.length > 0 || removed.length > 0 || this.#changed.size === 0;
    this.#changed.clear();
    if (isNews) {
      const { searched } = this.#parts.runs;
      this.#send({ type: "rows", rows, packed: null, removed, whole: false, view: null, missing: [], searched });
    }
  }

  /** Sends what was asked of the page before it was there. */
  #sendWaiting(): void {
    if (this.#isReady && this.#ticks !== null) {
      this.#send({ type: "tick", logs: this.#ticks });
      this.#ticks = null;
    }
    if (this.#isReady && this.#wantsReport) {
      this.#send({ type: "export" });
      this.#wantsReport = false;
    }
  }

  async #sendViews(): Promise<void> {
    const views = await this.#parts.shared.message();
    if (this.#isReady) {
      this.#send(views);
    }
  }

  #send(message: ToRunsPage): void {
    void this.#panel?.webview.postMessage(message);
  }

  #receive(value: unknown): void {
    const message = parseFromRunsPage(value);
    if (message === null) {
      this.#parts.actions.failed(new Error("The table of runs sent a message that is not known."));
      return;
    }
    this.#act(message).catch((error: unknown) => this.#parts.actions.failed(error));
  }

  async #act(message: FromRunsPage): Promise<void> {
    const { actions, views } = this.#parts;
    switch (message.type) {
      case "ready":
        this.#isReady = true;
        this.#sendAll();
        this.#sendWaiting();
        return this.#sendViews();
      case "open":
        actions.openReview(this.#runOf(message.log));
        return;
      case "openLog":
        return actions.openLog(this.#runOf(message.log));
      case "curves":
        return this.#curves.read(message);
      case "analyze":
        return this.#analysis.analyze(message);
      case "export":
        return this.#analysis.export(message);
      case "picture":
        return this.#analysis.picture(message);
      case "save":
        return saveFile(message);
      case "judge":
        return this.#judge(message);
      case "saveView":
        return this.#parts.shared.save(message.name, message.view);
      case "openViews":
        return this.#parts.shared.open();
      case "keep":
        views.keep(viewName, message.view);
        return;
      case "failed":
        actions.failed(new Error(`In the table of runs: ${message.message}`));
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
