import * as vscode from "vscode";
import { findingText } from "../../contract/texts/findingText.ts";
import { t } from "../../l10n.ts";
import type { ColumnWant } from "../../review/panel/columnPart.ts";
import type { WorkerClient } from "../../worker/client.ts";
import type { FromWorker } from "../../protocol/worker.ts";
import type { PanelState } from "../../protocol/panel.ts";
import { hasDataWrangler } from "../vscode/dataWrangler.ts";
import { readShownSettings } from "../runs/readShownSettings.ts";
import type { FavoriteMetrics } from "./favoriteMetrics.ts";
import { pictureOf } from "./pictures.ts";
import type { PanelViews } from "./panelViews.ts";
import { panelOptions } from "./panelHtml.ts";
import { RunPanel, panelTitle, runPanelType, type PanelActions, type RunModel } from "./runPanel.ts";
import { logFileOf } from "../runs/logPlace.ts";
import type { Run, Runs } from "../runs/runs.ts";

export interface PanelDeps {
  readonly runs: Runs;
  readonly client: WorkerClient;
  readonly extension: vscode.Uri;
  readonly actions: PanelActions;
  readonly views: PanelViews;
  readonly favorites: FavoriteMetrics;
  /** The run that a person compares the others with, by the URI of its log; null for none. */
  readonly baseline: () => string | null;
}

/** The open panels, at most one for the same runs; brings them back after a reload of the window. */
export class RunPanels implements vscode.WebviewPanelSerializer, vscode.Disposable {
  readonly #deps: PanelDeps;
  /** By number, which names a panel to the worker. */
  readonly #open = new Map<number, RunPanel>();
  /** Panels that were told the settings of their run once. */
  readonly #settled = new WeakSet<RunPanel>();
  readonly #listeners: vscode.Disposable[];
  #next = 1;

  constructor(deps: PanelDeps) {
    this.#deps = deps;
    this.#listeners = [
      deps.runs.onDidChange(() => this.#tellOfRuns()),
      vscode.extensions.onDidChange(() => this.#tellOfRuns()),
      vscode.window.registerWebviewPanelSerializer(runPanelType, this),
    ];
  }

  /** Shows the review of a run, or several runs side by side. */
  open(runs: readonly Run[]): void {
    const shown = runs.map((run) => ({ log: run.uri, run: this.#deps.runs.shortName(run) }));
    const present = this.#showing(shown.map(({ log }) => log));
    if (present !== undefined) {
      present.panel.reveal();
      return;
    }
    const panel = vscode.window.createWebviewPanel(
      runPanelType,
      panelTitle(shown),
      vscode.ViewColumn.Active,
      panelOptions(this.#deps.extension),
    );
    this.#add(panel, shown);
  }

  /** Brings the review of a run to the front where one is open; false where none is. */
  reveal(run: Run): boolean {
    const present = this.#showing([run.uri]);
    present?.panel.reveal();
    return present !== undefined;
  }

  deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const logs = logsOf(state);
    if (logs.length === 0 || this.#showing(logs) !== undefined) {
      panel.dispose();
    } else {
      this.#add(
        panel,
        logs.map((log) => ({ log, run: this.#nameOf(log) })),
      );
    }
    return Promise.resolve();
  }

  /** Passes a review on to the panels that show its run. */
  receive({ log, review, plot, lastRead, facts, readAs }: Extract<FromWorker, { type: "review" }>): void {
    const uri = vscode.Uri.file(log);
    this.#open.forEach((shown) => shown.update(uri, { run: review.run, review, plot, lastRead, facts, readAs }));
  }

  receiveColumns({ panel, log, part }: Extract<FromWorker, { type: "columns" }>): void {
    this.#open.get(panel)?.sendColumns(vscode.Uri.file(log), part);
  }

  dispose(): void {
    this.#listeners.forEach((listener) => void listener.dispose());
    // Panels stay open while the window reloads: they are VS Code's then, and come back through the serializer.
    this.#open.clear();
  }

  #showing(logs: readonly vscode.Uri[]): RunPanel | undefined {
    const paths = logs.map(({ fsPath }) => fsPath).join("\n");
    return [...this.#open.values()].find(({ runs }) => runs.map(({ log }) => log.fsPath).join("\n") === paths);
  }

  /** Runs are called by their folders until the workspace has been searched. */
  #nameOf(log: vscode.Uri): string {
    const run = this.#deps.runs.at(log);
    return run === undefined ? (log.path.split("/").at(-2) ?? log.path) : this.#deps.runs.shortName(run);
  }

  #add(panel: vscode.WebviewPanel, runs: readonly RunModel[]): void {
    const { extension, actions, client, views, favorites } = this.#deps;
    const logs = runs.map(({ log }) => log.toString());
    const number = this.#next++;
    const wantColumns = (log: vscode.Uri, wants: readonly ColumnWant[]): void =>
      client.wantColumns(number, log.fsPath, wants);
    const shown = new RunPanel(panel, {
      ...{ runs, extension, actions, wantColumns },
      trend: (log, ask) => client.trend(log.fsPath, ask),
      picture: (asked) => pictureOf(client, asked),
      view: views.of(logs),
      keepView: (view) => views.keep(logs, view),
      favorites: favorites.names,
      keepFavorites: (metrics) => favorites.keep(metrics),
    });
    this.#open.set(number, shown);
    panel.onDidDispose(() => {
      this.#open.delete(number);
      runs.forEach(({ log }) => {
        wantColumns(log, []);
        this.#closeReview(log);
      });
      shown.dispose();
    });
    // Another run may have been made the baseline while the panel was out of sight.
    panel.onDidChangeViewState(() => this.#tellOfSettings(shown));
    runs.forEach(({ log }) => client.openReview(log.fsPath));
    this.#tellOfRuns();
  }

  #tellOfSettings(shown: RunPanel): void {
    const { runs, actions, baseline } = this.#deps;
    const [only, ...others] = shown.runs;
    const run = only === undefined || others.length > 0 ? undefined : runs.at(only.log);
    if (run === undefined || !shown.panel.visible) {
      return;
    }
    const base = runs.all.find(({ uri }) => uri.toString() === baseline());
    const named = base === undefined ? null : { run: base, name: runs.shortName(base) };
    readShownSettings(run, named).then(
      (settings) => shown.update(run.uri, { settings }),
      (error: unknown) => actions.failed(error),
    );
  }

  /** Ends the reviews of a run that no panel shows any more. */
  #closeReview(log: vscode.Uri): void {
    const isShown = [...this.#open.values()].some(({ runs }) => runs.some((one) => one.log.fsPath === log.fsPath));
    if (!isShown) {
      this.#deps.client.closeReview(log.fsPath);
    }
  }

  #tellOfRuns(): void {
    if (!this.#deps.runs.searched) {
      return;
    }
    for (const shown of this.#open.values()) {
      if (!this.#settled.has(shown)) {
        this.#settled.add(shown);
        this.#tellOfSettings(shown);
      }
      shown.runs.forEach(({ log }) => {
        const run = this.#deps.runs.at(log);
        shown.update(log, {
          problem: whyUnread(run, log),
          life: lifeOf(run),
          sources: sourcesOf(run),
          wrangler: hasDataWrangler(),
        });
      });
    }
  }
}

/** The file that a run is read from, where others hold it too. */
function sourcesOf(run: Run | undefined): PanelState["sources"] {
  const also = run?.also ?? [];
  return run === undefined || also.length === 0
    ? undefined
    : { file: nameOf(logFileOf(run).path), also: also.map(nameOf) };
}

function nameOf(path: string): string {
  return path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1);
}

function lifeOf(run: Run | undefined): PanelState["life"] {
  const { life = null, lastGrowth = null } = run?.status ?? {};
  return life === null || lastGrowth === null ? null : { ...life, lastGrowth };
}

/** Why there is nothing new to show of a run, in words; null where there may be. */
function whyUnread(run: Run | undefined, log: vscode.Uri): string | null {
  if (run === undefined || run.status?.gone === true) {
    return t("{0} no longer exists. This page shows what was last read.", log.fsPath);
  }
  const unreadable = run.status?.findings.find(({ code }) => code === "unreadable");
  return unreadable === undefined ? null : findingText(unreadable);
}

/** The logs that a page kept in its state; none where the state is none of ours. */
function logsOf(state: unknown): vscode.Uri[] {
  if (typeof state !== "object" || state === null || !("logs" in state) || !Array.isArray(state.logs)) {
    return [];
  }
  const logs = state.logs.map(fileUri).filter((uri) => uri !== null);
  return logs.length === state.logs.length ? logs : [];
}

function fileUri(written: unknown): vscode.Uri | null {
  try {
    const uri = typeof written === "string" ? vscode.Uri.parse(written, true) : null;
    return uri?.scheme === "file" ? uri : null;
  } catch {
    return null;
  }
}
