import { basename } from "node:path";
import * as vscode from "vscode";
import { t } from "../../l10n.ts";
import type { OpenedSweep } from "../../protocol/worker.ts";
import { parseFromRunsPage, type FromRunsPage, type ToRunsPage } from "../../protocol/runsPage.ts";
import { inOneBuffer } from "../../sweep/curves/inOneBuffer.ts";
import { unpackRows } from "../../sweep/rows/packedRows.ts";
import type { RunRow } from "../../sweep/rows/runRow.ts";
import { RefusalError } from "../../worker/pendingRequests.ts";
import type { WorkerClient } from "../../worker/client.ts";
import { DebouncedTask } from "../runs/debouncedTask.ts";
import { judgmentCells } from "../runs/runRows.ts";
import { tellingNames } from "../runs/tellingNames.ts";
import { shortNames } from "../runs/runText.ts";
import type { Judgments } from "../runs/judgments.ts";
import { UserError } from "../vscode/errorBoundary.ts";
import { saveFile } from "../vscode/saveBeside.ts";
import { RunsAnalysis } from "./runsAnalysis.ts";
import { panelHtml, panelOptions } from "./panelHtml.ts";
import type { PanelViews } from "./panelViews.ts";
import type { SharedViews } from "./sharedViews.ts";

const sweepPanelType = "slopewise.sweep";

/** Runs whose curves are asked for at once: an answer is drawn while the next is made. */
const curvesAtOnce = 100;

/** Parts come one after the other while a cluster makes them. */
const pace = { pause: 500, limit: 5_000, dutyCycle: 0.4 };

export interface SweepPanelParts {
  readonly client: WorkerClient;
  readonly extension: vscode.Uri;
  readonly judgments: Judgments;
  /** What the person chose, in this workspace. */
  readonly views: PanelViews;
  readonly shared: SharedViews;
  /** Shows the review of the run of a log. @throws {UserError} where it is no run of the workspace. */
  openReview(log: vscode.Uri): Promise<void>;
  openLog(log: vscode.Uri): Promise<void>;
  failed(error: unknown): void;
}

/**
 * The table of the runs of a folder of parts. The parts have all that is listed, drawn and analyzed: a log is read when its
 * review is opened. Parts that come or change are shown as they do.
 */
export class SweepPanel implements vscode.Disposable {
  readonly #parts: SweepPanelParts;
  readonly #folder: string;
  readonly #panel: vscode.WebviewPanel;
  readonly #analysis: RunsAnalysis<number>;
  readonly #owned: { dispose(): unknown }[];
  /** Null until it has been read for the first time. */
  #sweep: OpenedSweep | null = null;
  /** Its rows with what an analysis reads; null until one is wanted. */
  #analyzed: readonly RunRow[] | null = null;
  /** Places of the runs in `#sweep`, by what their rows call their logs. */
  #places: ReadonlyMap<string, number> = new Map();
  #isReady = false;
  /** The number of what the page asked to draw last. */
  #asked = 0;

  /** The page is made while the parts are read: `read` fills it. */
  constructor(folder: string, parts: SweepPanelParts) {
    this.#folder = folder;
    this.#parts = parts;
    const options = panelOptions(parts.extension);
    const title = t("Sweep {0}", basename(folder));
    this.#panel = vscode.window.createWebviewPanel(sweepPanelType, title, vscode.ViewColumn.Active, options);
    this.#panel.iconPath = vscode.Uri.joinPath(parts.extension, "media", "icon.png");
    const again = new DebouncedTask(() => this.#readAgain(), { ...pace, failed: (error) => parts.failed(error) });
    const watcher = vscode.workspace.createFileSystemWatcher(
      new vscode.RelativePattern(vscode.Uri.file(folder), "runs/part-*.parquet"),
    );
    this.#analysis = new RunsAnalysis({
      client: parts.client,
      runsOf: (logs) => logs.flatMap((log) => this.#places.get(log) ?? []),
      rowOf: (place) => this.#rowAt(place),
      // A part has nothing but runs that were read.
      hasResults: () => true,
      isLeftOut: () => false,
      factsOf: (place) => this.#originOf(place).facts,
      missing: () => this.#sweep?.missing ?? [],
      send: (message) => this.#post(message),
    });
    const later = (): void => again.schedule();
    this.#owned = [
      again,
      this.#analysis,
      watcher,
      watcher.onDidCreate(later),
      watcher.onDidChange(later),
      watcher.onDidDelete(later),
      parts.judgments.onDidChange(() => this.#send()),
      parts.shared.onDidChange(() => void this.#sendViews().catch((error: unknown) => parts.failed(error))),
      this.#panel.webview.onDidReceiveMessage((message: unknown) => this.#receive(message)),
      // A hidden page is taken down and built again when it is shown: it says `ready` then.
      this.#panel.onDidChangeViewState(({ webviewPanel }) => (this.#isReady &&= webviewPanel.visible)),
    ];
    const content = { page: "runs", title, logs: [], view: null } as const;
    this.#panel.webview.html = panelHtml(this.#panel.webview, parts.extension, content);
  }

  /** Calls back once the person has closed it. */
  onClosed(closed: () => void): void {
    this.#owned.push(this.#panel.onDidDispose(closed));
  }

  /** Reads the parts. @throws {RefusalError} where there are none that can be used. */
  async read(): Promise<void> {
    this.#take(await this.#parts.client.openSweep(this.#folder));
    this.#send();
  }

  close(): void {
    this.#panel.dispose();
  }

  reveal(): void {
    this.#panel.reveal();
  }

  dispose(): void {
    this.#isReady = false;
    this.#owned.forEach((owned) => void owned.dispose());
  }

  async #readAgain(): Promise<void> {
    try {
      await this.read();
    } catch (error) {
      if (!(error instanceof RefusalError) || this.#sweep === null) {
        throw error;
      }
      // What was read last stays, as it is said to be.
      this.#sweep = { ...this.#sweep, missing: [error.message] };
      this.#send();
    }
  }

  #take({ rows, ...sweep }: OpenedSweep): void {
    const short = tellingNames(shortNames(rows.run));
    this.#sweep = { ...sweep, rows: { ...rows, run: rows.run.map((run) => short.get(run) ?? run) } };
    this.#places = new Map(rows.log.map((log, place) => [log, place]));
    this.#analyzed = null;
  }

  /** A row with the numbers that an analysis reads; the page is sent them packed, and most windows analyze nothing. */
  #rowAt(place: number): RunRow {
    this.#analyzed ??= this.#sweep === null ? [] : withAnalysis(this.#sweep);
    const row = this.#analyzed[place];
    if (row === undefined) {
      throw new RangeError(`The sweep has no row ${place}.`);
    }
    return this.#judged(row, place) ?? row;
  }

  /** A row with what people said of its log since the parts were made; null where they said nothing. */
  #judged(row: RunRow, place: number): RunRow | null {
    const judgment = this.#parts.judgments.of(this.#originOf(place).path);
    return judgment === null ? null : { ...row, cells: { ...row.cells, ...judgmentCells(judgment) } };
  }

  #originOf(place: number): OpenedSweep["origins"][number] {
    const origin = this.#sweep?.origins[place];
    if (origin === undefined) {
      throw new RangeError(`The sweep has no row ${place}.`);
    }
    return origin;
  }

  #send(): void {
    if (this.#isReady && this.#sweep !== null) {
      const { missing, rows: packed } = this.#sweep;
      const view = this.#parts.views.of(this.#viewName);
      const rows = this.#judgedRows();
      this.#post({ type: "rows", packed, rows, removed: [], whole: true, view, missing, searched: true });
    }
  }

  /** The rows that people said something of since the parts were made. */
  #judgedRows(): readonly RunRow[] {
    const { rows, origins } = this.#sweep ?? { rows: null, origins: [] };
    if (rows === null || origins.every(({ path }) => this.#parts.judgments.of(path) === null)) {
      return [];
    }
    return unpackRows(rows).flatMap((row, place) => this.#judged(row, place) ?? []);
  }

  async #sendViews(): Promise<void> {
    const views = await this.#parts.shared.message();
    if (this.#isReady) {
      this.#post(views);
    }
  }

  #post(message: ToRunsPage): void {
    void this.#panel.webview.postMessage(message);
  }

  get #viewName(): readonly string[] {
    return ["sweep", this.#folder];
  }

  #receive(value: unknown): void {
    const message = parseFromRunsPage(value);
    if (message === null) {
      this.#parts.failed(new Error("The table of a sweep sent a message that is not known."));
      return;
    }
    this.#act(message).catch((error: unknown) => this.#parts.failed(error));
  }

  async #act(message: FromRunsPage): Promise<void> {
    switch (message.type) {
      case "ready":
        this.#isReady = true;
        this.#send();
        return this.#sendViews();
      case "open":
        return this.#parts.openReview(this.#logOf(message.log));
      case "openLog":
        return this.#parts.openLog(this.#logOf(message.log));
      case "curves":
        return this.#drawCurves(message);
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
        this.#parts.views.keep(this.#viewName, message.view);
        return;
      case "failed":
        this.#parts.failed(new Error(`In the table of a sweep: ${message.message}`));
    }
  }

  /** Reads the curves part by part, each file once, and sends them as they come, until the page asks for others or is gone. */
  async #drawCurves({ ask, logs, what }: Extract<FromRunsPage, { type: "curves" }>): Promise<void> {
    this.#asked = ask;
    const partOf = (log: string): number => this.#sweep?.origins[this.#places.get(log) ?? -1]?.part ?? 0;
    const order = logs.toSorted((one, other) => partOf(one) - partOf(other));
    for (let from = 0; from < order.length || from === 0; from += curvesAtOnce) {
      const runs = await this.#curvesOf(order.slice(from, from + curvesAtOnce), what);
      if (this.#asked !== ask || !this.#isReady) {
        return;
      }
      this.#post({ type: "curves", ask, runs: inOneBuffer(runs) });
    }
  }

  async #curvesOf(
    logs: readonly string[],
    what: Parameters<WorkerClient["sweepCurves"]>[2],
  ): ReturnType<WorkerClient["sweepCurves"]> {
    try {
      return await this.#parts.client.sweepCurves(this.#folder, logs, what);
    } catch (error) {
      if (error instanceof RefusalError) {
        this.#parts.failed(error);
        return logs.map((log) => ({ log, curves: [] }));
      }
      throw error;
    }
  }

  /** @throws {UserError} where the logs are out of the workspace. */
  async #judge({ logs, change }: Extract<FromRunsPage, { type: "judge" }>): Promise<void> {
    const judged = logs.map((log) => this.#logOf(log));
    const outside = judged.find((log) => vscode.workspace.getWorkspaceFolder(log) === undefined);
    if (outside !== undefined) {
      throw new UserError(
        t(
          "Verdicts are kept beside the logs, and {0} is in no folder of this workspace. Add its folder first.",
          outside.fsPath,
        ),
      );
    }
    const paths = judged.map(({ fsPath }) => fsPath);
    await this.#parts.judgments.judge(
      paths,
      change,
      (this.#sweep?.origins ?? []).map(({ path }) => path),
    );
  }

  /** The log of a run that the page names: one of the sweep, since what comes in is not trusted. */
  #logOf(log: string): vscode.Uri {
    const path = this.#sweep?.origins[this.#places.get(log) ?? -1]?.path;
    if (path === undefined) {
      throw new Error(`The table of a sweep named a log that is none of its runs: ${log.slice(0, 500)}`);
    }
    return vscode.Uri.file(path);
  }
}

function withAnalysis({ rows, analysis }: OpenedSweep): readonly RunRow[] {
  const more = unpackRows(analysis);
  return unpackRows(rows).map((row, place) => ({ ...row, cells: { ...row.cells, ...more[place]?.cells } }));
}
