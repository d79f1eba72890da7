import { inSentence } from "../../printable.ts";
import * as vscode from "vscode";
import type { Finding } from "../../contract/model/finding.ts";
import { parseFromPanel, type FromPanel, type PanelState, type ToPanel } from "../../protocol/panel.ts";
import type { ColumnPart, ColumnWant } from "../../review/panel/columnPart.ts";
import type { TrendAsk, TrendLine } from "../../review/model/trendLine.ts";
import type { Role } from "../../review/model/readAs.ts";
import { sameLife } from "../../run/runState.ts";
import { t } from "../../l10n.ts";
import { saveNextToLog } from "../vscode/saveFile.ts";
import type { PictureMessage } from "../../protocol/picture.ts";
import { panelHtml, panelOptions } from "./panelHtml.ts";

export const runPanelType = "slopewise.run";

/** What a panel asks of the rest of the extension. */
export interface PanelActions {
  openLog(log: vscode.Uri, line: number | null): Promise<void>;
  openCsv(log: vscode.Uri): Promise<void>;
  wrangleCsv(log: vscode.Uri): Promise<void>;
  /** Offers what can be done about the finding of a run that has this key, one of those that its review shows. */
  fix(log: vscode.Uri, key: string, shown: readonly Finding[]): Promise<void>;
  /** Has a role of a run read off a column from now on; null leaves it to the log. */
  readAs(log: vscode.Uri, role: Role, column: string | null): Promise<void>;
  /** Forgets all columns that were chosen for a run. */
  readAutomatically(log: vscode.Uri): Promise<void>;
  /** Writes the columns that were chosen for a run into a contract. */
  writeRoles(log: vscode.Uri): Promise<void>;
  /** A panel's script failed, or an action for it did. */
  failed(error: unknown): void;
}

/** A run that a panel shows. */
export interface RunModel {
  readonly log: vscode.Uri;
  /** What lists call the run, for the tab. */
  readonly run: string;
}

export interface NewPanel {
  /** One run to review, or several to compare. */
  readonly runs: readonly RunModel[];
  readonly extension: vscode.Uri;
  readonly actions: PanelActions;
  /** What the person chose when the same runs were shown before, unchecked. */
  readonly view: unknown;
  /** Remembers what the person chose. */
  keepView(view: object): void;
  /** The metrics that the person looks at first in any run, and remembering others. */
  readonly favorites: readonly string[];
  keepFavorites(metrics: readonly string[]): void;
  /** Keeps the panel up to date with columns of a log; none ends it. */
  wantColumns(log: vscode.Uri, wants: readonly ColumnWant[]): void;
  /** The trend of a metric of a log. */
  trend(log: vscode.Uri, ask: TrendAsk): Promise<TrendLine>;
  /** A chart for a paper. */
  picture(asked: Extract<FromPanel, { type: "picture" }>): Promise<PictureMessage>;
}

/** What the tab of a panel says. */
export function panelTitle(runs: readonly RunModel[]): string {
  const names = runs.map(({ run }) => run).join(", ");
  return runs.length === 1 ? t("Review: {0}", names) : t("Compare: {0}", names);
}

/**
 * One open panel. The page keeps nothing but the person's choices: it is sent the whole state when it says `ready` and
 * whenever it becomes visible, so that a hidden panel costs no memory in the page and no message.
 */
export class RunPanel implements vscode.Disposable {
  readonly runs: readonly RunModel[];
  readonly panel: vscode.WebviewPanel;
  readonly #parts: NewPanel;
  readonly #listeners: vscode.Disposable[];
  /** By the URI of the log. */
  readonly #states: Map<string, PanelState>;
  #ready = false;
  #visible = true;

  constructor(panel: vscode.WebviewPanel, parts: NewPanel) {
    const { runs, extension } = parts;
    this.panel = panel;
    this.runs = runs;
    this.#parts = parts;
    this.#states = new Map(runs.map((shown) => [shown.log.toString(), firstState(shown)]));
    panel.title = panelTitle(runs);
    panel.iconPath = vscode.Uri.joinPath(extension, "media", "icon.png");
    panel.webview.options = panelOptions(extension);
    this.#listeners = [
      panel.webview.onDidReceiveMessage((message: unknown) => this.#receive(message)),
      panel.onDidChangeViewState(() => this.#viewChanged()),
    ];
    const shown = { page: "run", title: panel.title, logs: [...this.#states.keys()] } as const;
    panel.webview.html = panelHtml(panel.webview, extension, {
      ...shown,
      view: parts.view,
      favorites: parts.favorites,
    });
  }

  /** Takes what is new of a run: its review, or in words why there is nothing new to show; what was shown stays. */
  update(log: vscode.Uri, changes: Partial<PanelState>): void {
    const before = this.#states.get(log.toString());
    if (before !== undefined) {
      const state = { ...before, ...changes };
      this.#states.set(state.log, state);
      if (isNews(before, state)) {
        this.#send({ type: "state", state });
      }
    }
  }

  sendColumns(log: vscode.Uri, part: ColumnPart): void {
    this.#send({ type: "columns", log: log.toString(), part });
  }

  dispose(): void {
    this.#listeners.forEach((listener) => void listener.dispose());
    this.panel.dispose();
  }

  #send(message: ToPanel): void {
    if (this.#ready && this.panel.visible) {
      void this.panel.webview.postMessage(message);
    }
  }

  #sendAll(): void {
    this.#states.forEach((state) => this.#send({ type: "state", state }));
  }

  /** A hidden page is taken down and built again when it is shown: it says `ready` then, or it was there all along. */
  #viewChanged(): void {
    const { visible } = this.panel;
    if (visible && !this.#visible) {
      this.#sendAll();
    } else if (!visible && this.#visible) {
      this.runs.forEach(({ log }) => this.#parts.wantColumns(log, []));
    }
    this.#visible = visible;
  }

  #receive(value: unknown): void {
    const message = parseFromPanel(value);
    if (message === null) {
      this.#parts.actions.failed(new Error(`The panel "${this.panel.title}" sent a message that is not known.`));
      return;
    }
    this.#act(message).catch((error: unknown) => this.#parts.actions.failed(error));
  }

  async #act(message: FromPanel): Promise<void> {
    const { actions } = this.#parts;
    switch (message.type) {
      case "ready":
        this.#ready = true;
        this.#sendAll();
        return;
      case "columns":
        this.#parts.wantColumns(this.#ownLog(message.log), message.wants);
        return;
      case "trend":
        return this.#sendTrend(this.#ownLog(message.log), message.ask);
      case "picture":
        this.#send(await this.#parts.picture(message));
        return;
      case "openLog":
        return actions.openLog(this.#ownLog(message.log), message.line);
      case "openCsv":
        return actions.openCsv(this.#ownLog(message.log));
      case "wrangleCsv":
        return actions.wrangleCsv(this.#ownLog(message.log));
      case "fix":
        return actions.fix(
          this.#ownLog(message.log),
          message.key,
          this.#states.get(message.log)?.review?.findings ?? [],
        );
      case "readAs":
        return actions.readAs(this.#ownLog(message.log), message.role, message.column);
      case "readAutomatically":
        return actions.readAutomatically(this.#ownLog(message.log));
      case "writeRoles":
        return actions.writeRoles(this.#ownLog(message.log));
      case "keep":
        this.#parts.keepView(message.view);
        return;
      case "favorites":
        this.#parts.keepFavorites(message.metrics);
        return;
      case "save":
        return saveNextToLog(this.#ownLog(message.log), message);
      case "failed":
        actions.failed(new Error(`In the panel "${this.panel.title}": ${message.message}`));
    }
  }

  /** A page that asked is answered in any case: it asks for no other trend of the metric before. */
  async #sendTrend(log: vscode.Uri, ask: TrendAsk): Promise<void> {
    const answer = { type: "trend", log: log.toString(), metric: ask.metric } as const;
    const trend = await this.#parts.trend(log, ask).catch(() => null);
    this.#send({ ...answer, trend });
  }

  /** The log that a page names: one of its own, since what comes in is not trusted. */
  #ownLog(named: string): vscode.Uri {
    const found = this.runs.find(({ log }) => log.toString() === named);
    if (found === undefined) {
      throw new Error(
        `The panel "${this.panel.title}" named a log that it does not show: ${inSentence(named.slice(0, 500))}`,
      );
    }
    return found.log;
  }
}

function firstState({ log, run }: RunModel): PanelState {
  return {
    log: log.toString(),
    run,
    review: null,
    plot: null,
    lastRead: null,
    facts: null,
    readAs: null,
    life: null,
    wrangler: false,
    problem: null,
  };
}

/** Whether a person would see a difference. */
function isNews(before: PanelState, after: PanelState): boolean {
  const [one, other] = [before.life, after.life];
  // While a log grows every review that is sent says when it did: the state alone is news of its own.
  const life = !sameLife(one, other) || (one?.state !== "live" && one?.lastGrowth !== other?.lastGrowth);
  return (
    life ||
    before.settings !== after.settings ||
    before.wrangler !== after.wrangler ||
    before.sources?.also.join() !== after.sources?.also.join() ||
    before.review !== after.review ||
    before.problem !== after.problem
  );
}
