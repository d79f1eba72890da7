import * as vscode from "vscode";
import { parseFromRunsPage, type FromRunsPage, type ToRunsPage } from "../../protocol/runsPage.ts";
import { saveFile } from "../vscode/saveFile.ts";
import { panelHtml, panelOptions } from "./panelHtml.ts";
import type { PanelViews } from "./panelViews.ts";
import type { RunsAnalysis } from "./runsAnalysis.ts";
import type { SharedViews } from "./sharedViews.ts";

type Asked<Type extends FromRunsPage["type"]> = Extract<FromRunsPage, { readonly type: Type }>;

/** What the page asks of the runs that it shows, wherever these come from. */
interface TableActions {
  /** The page runs, and has nothing yet. */
  ready(): void;
  open(log: string): void | Promise<void>;
  openLog(log: string): Promise<void>;
  curves(asked: Asked<"curves">): Promise<void>;
  judge(asked: Asked<"judge">): Promise<void>;
}

export interface TablePageParts extends TableActions {
  readonly extension: vscode.Uri;
  readonly title: string;
  /** What the tab is of, which its page keeps in its state for when a window comes back; empty where there is no other. */
  readonly shows: readonly string[];
  /** The name that its layout is kept by, in the workspace's memory. */
  readonly viewName: readonly string[];
  /** What the person chose, in this workspace. */
  readonly views: PanelViews;
  readonly shared: SharedViews;
  readonly analysis: Pick<RunsAnalysis<unknown>, "analyze" | "export" | "picture">;
  failed(error: unknown): void;
}

/**
 * The page of a table of runs in a panel: it is built again whenever it comes into sight, and asks then for everything. What
 * it asks of runs is for `TableActions`; the rest is the same for all tables and done here.
 */
export class TablePage implements vscode.Disposable {
  readonly #panel: vscode.WebviewPanel;
  readonly #parts: TablePageParts;
  readonly #owned: readonly vscode.Disposable[];
  #isReady = false;

  constructor(panel: vscode.WebviewPanel, parts: TablePageParts) {
    const { extension, shared, title, shows } = parts;
    this.#panel = panel;
    this.#parts = parts;
    this.#owned = [
      shared.onDidChange(() => this.#inBackground(this.#sendViews())),
      panel.webview.onDidReceiveMessage((message: unknown) => this.#receive(message)),
      // A hidden page is taken down and built again when it is shown: it says `ready` then.
      panel.onDidChangeViewState(({ webviewPanel }) => (this.#isReady &&= webviewPanel.visible)),
    ];
    panel.title = title;
    panel.iconPath = vscode.Uri.joinPath(extension, "media", "icon.png");
    panel.webview.options = panelOptions(extension);
    panel.webview.html = panelHtml(panel.webview, extension, { page: "runs", title, logs: shows, view: null });
  }

  /** Whether there is a page that takes messages. */
  get isReady(): boolean {
    return this.#isReady;
  }

  /** How the person laid out the table when it was last open, unchecked. */
  get view(): unknown {
    return this.#parts.views.of(this.#parts.viewName);
  }

  /** Sends a message; nothing where there is no page that takes it. */
  send(message: ToRunsPage): void {
    if (this.#isReady) {
      void this.#panel.webview.postMessage(message);
    }
  }

  reveal(): void {
    this.#panel.reveal();
  }

  dispose(): void {
    this.#isReady = false;
    this.#owned.forEach((owned) => void owned.dispose());
  }

  #receive(value: unknown): void {
    const message = parseFromRunsPage(value);
    if (message === null) {
      this.#parts.failed(new Error(`The page "${this.#parts.title}" sent a message that is not known.`));
      return;
    }
    this.#inBackground(this.#act(message));
  }

  async #act(message: FromRunsPage): Promise<void> {
    const { analysis, shared, views, viewName, ...actions } = this.#parts;
    switch (message.type) {
      case "ready":
        this.#isReady = true;
        actions.ready();
        return this.#sendViews();
      case "open":
        return actions.open(message.log);
      case "openLog":
        return actions.openLog(message.log);
      case "curves":
        return actions.curves(message);
      case "judge":
        return actions.judge(message);
      case "analyze":
        return analysis.analyze(message);
      case "export":
        return analysis.export(message);
      case "picture":
        return analysis.picture(message);
      case "save":
        return saveFile(message);
      case "saveView":
        return shared.save(message.name, message.view);
      case "openViews":
        return shared.open();
      case "keep":
        views.keep(viewName, message.view);
        return;
      case "failed":
        actions.failed(new Error(`In the page "${actions.title}": ${message.message}`));
    }
  }

  async #sendViews(): Promise<void> {
    this.send(await this.#parts.shared.message());
  }

  #inBackground(work: Promise<void>): void {
    work.catch((error: unknown) => this.#parts.failed(error));
  }
}
