import * as vscode from "vscode";
import { parseFromPanel, type FromPanel, type RunState, type ToPanel } from "../protocol.ts";
import type { RunReview } from "../review/runReview.ts";
import type { RunPlot } from "../review/runPlot.ts";
import { panelHtml, webviewRoot } from "./panelHtml.ts";

export const runPanelType = "slopewise.run";

/** What a panel asks of the rest of the extension. */
export interface PanelActions {
  openLog(log: vscode.Uri, line: number | null): Promise<void>;
  openCsv(log: vscode.Uri): Promise<void>;
  generateCsv(log: vscode.Uri): Promise<void>;
  /** A panel's script failed, or an action for it did. */
  failed(error: unknown): void;
}

export interface NewPanel {
  readonly log: vscode.Uri;
  /** What lists call the run, for the tab. */
  readonly run: string;
  readonly extension: vscode.Uri;
  readonly actions: PanelActions;
}

/** How every panel, new or revived, may use its page. */
export function panelOptions(extension: vscode.Uri): vscode.WebviewOptions {
  return { enableScripts: true, localResourceRoots: [webviewRoot(extension)] };
}

/**
 * One open panel. The page keeps nothing but the person's choices: it is sent the whole state when it says `ready` and
 * whenever it becomes visible, so that a hidden panel costs no memory in the page and no message.
 */
export class RunPanel implements vscode.Disposable {
  readonly log: vscode.Uri;
  readonly panel: vscode.WebviewPanel;
  readonly #actions: PanelActions;
  readonly #listeners: vscode.Disposable[];
  #state: RunState;
  #ready = false;
  #visible = true;

  constructor(panel: vscode.WebviewPanel, { log, run, extension, actions }: NewPanel) {
    this.panel = panel;
    this.log = log;
    this.#actions = actions;
    this.#state = { log: log.toString(), run, review: null, plot: null, lastRead: null, live: null, problem: null };
    panel.title = `Review: ${run}`;
    panel.iconPath = vscode.Uri.joinPath(extension, "media", "icon.png");
    panel.webview.options = panelOptions(extension);
    this.#listeners = [
      panel.webview.onDidReceiveMessage((message: unknown) => this.#receive(message)),
      panel.onDidChangeViewState(() => this.#becameVisible()),
    ];
    panel.webview.html = panelHtml(panel.webview, extension, log.toString());
  }

  show(review: RunReview, plot: RunPlot, lastRead: number): void {
    this.#state = { ...this.#state, run: review.run, review, plot, lastRead };
    this.#send();
  }

  /** Says whether the run goes on. */
  showLive(live: RunState["live"]): void {
    const { mark, lastGrowth } = this.#state.live ?? {};
    // While a run lives every review that is sent says when it grew: the mark alone is news of its own.
    const news = mark !== live?.mark || (mark !== "live" && lastGrowth !== live?.lastGrowth);
    this.#state = { ...this.#state, live };
    if (news) {
      this.#send();
    }
  }

  /** Says in words why there is nothing new to show; what was shown stays. */
  showProblem(problem: string | null): void {
    if (problem !== this.#state.problem) {
      this.#state = { ...this.#state, problem };
      this.#send();
    }
  }

  dispose(): void {
    this.#listeners.forEach((listener) => void listener.dispose());
    this.panel.dispose();
  }

  #send(): void {
    if (this.#ready && this.panel.visible) {
      const message: ToPanel = { type: "state", state: this.#state };
      void this.panel.webview.postMessage(message);
    }
  }

  /** A hidden page is taken down and built again when it is shown: it says `ready` then, or it was there all along. */
  #becameVisible(): void {
    if (this.panel.visible && !this.#visible) {
      this.#send();
    }
    this.#visible = this.panel.visible;
  }

  #receive(value: unknown): void {
    const message = parseFromPanel(value);
    if (message === null) {
      this.#actions.failed(new Error(`The panel of ${this.log.fsPath} sent a message that is not known.`));
      return;
    }
    this.#act(message).catch((error: unknown) => this.#actions.failed(error));
  }

  async #act(message: FromPanel): Promise<void> {
    switch (message.type) {
      case "ready":
        this.#ready = true;
        this.#send();
        return;
      case "openLog":
        return this.#actions.openLog(this.log, message.line);
      case "openCsv":
        return this.#actions.openCsv(this.log);
      case "generateCsv":
        return this.#actions.generateCsv(this.log);
      case "failed":
        this.#actions.failed(new Error(`In the panel of ${this.log.fsPath}: ${message.message}`));
    }
  }
}
