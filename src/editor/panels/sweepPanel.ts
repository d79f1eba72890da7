import { basename, dirname } from "node:path";
import * as vscode from "vscode";
import { isTablePath } from "../../run/tableFile.ts";
import { t } from "../../l10n.ts";
import type { FromRunsPage } from "../../protocol/runsPage.ts";
import { inOneBuffer } from "../../sweep/curves/inOneBuffer.ts";
import type { WorkerClient } from "../../worker/client.ts";
import { RefusalError } from "../../worker/pendingRequests.ts";
import { DebouncedTask } from "../runs/debouncedTask.ts";
import type { Judgments } from "../runs/judgments.ts";
import { UserError } from "../vscode/errorBoundary.ts";
import type { PanelViews } from "./panelViews.ts";
import { RunsAnalysis } from "./runsAnalysis.ts";
import type { SharedViews } from "./sharedViews.ts";
import { SweepRows } from "./sweepRows.ts";
import { TablePage } from "./tablePage.ts";

export const sweepPanelType = "slopewise.sweep";

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
 * The table of the runs of a folder of parts, or of a file that is a table of runs. These have all that is listed, drawn and
 * analyzed: a log is read when its review is opened. Parts that come or change are shown as they do.
 */
export class SweepPanel implements vscode.Disposable {
  readonly #parts: SweepPanelParts;
  /** The folder of the parts, or the file of the table. */
  readonly #folder: string;
  readonly #panel: vscode.WebviewPanel;
  readonly #page: TablePage;
  readonly #owned: { dispose(): unknown }[];
  /** Null until it has been read for the first time. */
  #rows: SweepRows | null = null;
  /** Why it could not be read again, in a sentence; null where nothing is wrong. */
  #problem: string | null = null;
  /** The number of what the page asked to draw last. */
  #asked = 0;

  /** The page is made while the parts are read: `read` fills it. `panel`: one that a window brought back. */
  constructor(folder: string, parts: SweepPanelParts, panel?: vscode.WebviewPanel) {
    this.#folder = folder;
    this.#parts = parts;
    const title = t("Sweep {0}", basename(folder));
    this.#panel = panel ?? vscode.window.createWebviewPanel(sweepPanelType, title, vscode.ViewColumn.Active);
    const again = new DebouncedTask(() => this.#readAgain(), { ...pace, failed: (error) => parts.failed(error) });
    const watcher = vscode.workspace.createFileSystemWatcher(filesOf(folder));
    const analysis = this.#analysisOf();
    this.#page = new TablePage(this.#panel, {
      ...{ ...parts, analysis, title, viewName: ["sweep", folder], shows: [folder] },
      ready: () => this.#send(),
      open: (log) => parts.openReview(this.#logOf(log)),
      openLog: (log) => parts.openLog(this.#logOf(log)),
      curves: (asked) => this.#drawCurves(asked),
      judge: (asked) => this.#judge(asked),
      failed: (error) => parts.failed(error),
    });
    const later = (): void => again.schedule();
    this.#owned = [
      ...[again, analysis, this.#page, watcher],
      ...[watcher.onDidCreate(later), watcher.onDidChange(later), watcher.onDidDelete(later)],
      parts.judgments.onDidChange(() => this.#send()),
    ];
  }

  /** Calls back once the person has closed it. */
  onClosed(closed: () => void): void {
    this.#owned.push(this.#panel.onDidDispose(closed));
  }

  /** Reads the parts or the table. @throws {RefusalError} where there are none that can be used. */
  async read(): Promise<void> {
    this.#rows = new SweepRows(await this.#parts.client.openSweep(this.#folder), this.#parts.judgments);
    this.#problem = null;
    this.#send();
  }

  close(): void {
    this.#panel.dispose();
  }

  reveal(): void {
    this.#panel.reveal();
  }

  dispose(): void {
    this.#owned.forEach((owned) => void owned.dispose());
  }

  async #readAgain(): Promise<void> {
    try {
      await this.read();
    } catch (error) {
      if (!(error instanceof RefusalError) || this.#rows === null) {
        throw error;
      }
      // What was read last stays, as it is said to be.
      this.#problem = error.message;
      this.#send();
    }
  }

  get #missing(): readonly string[] {
    return this.#problem === null ? (this.#rows?.missing ?? []) : [this.#problem];
  }

  #analysisOf(): RunsAnalysis<number> {
    return new RunsAnalysis({
      client: this.#parts.client,
      runsOf: (logs) => logs.flatMap((log) => this.#rows?.placeOf(log) ?? []),
      rowOf: (place) => this.#read.rowAt(place),
      // A part or a table has nothing but runs that were read.
      hasResults: () => true,
      isLeftOut: () => false,
      factsOf: (place) => this.#read.originAt(place).facts,
      curvesOf: (places) => ({
        folder: this.#folder,
        logs: places.map((place) => this.#read.rowAt(place).log),
      }),
      missing: () => this.#missing,
      send: (message) => this.#page.send(message),
    });
  }

  /** What was read. @throws {Error} where nothing was: the page has no run to name then. */
  get #read(): SweepRows {
    if (this.#rows === null) {
      throw new Error("The table of a sweep named a run before it was sent any.");
    }
    return this.#rows;
  }

  #send(): void {
    if (this.#page.isReady && this.#rows !== null) {
      this.#page.send(this.#rows.message(this.#page.view, this.#missing));
    }
  }

  /** Reads the curves part by part, each file once, and sends them as they come, until the page asks for others or is gone. */
  async #drawCurves({ ask, logs, what }: Extract<FromRunsPage, { type: "curves" }>): Promise<void> {
    this.#asked = ask;
    const partOf = (log: string): number => this.#originOf(log)?.part ?? 0;
    const order = logs.toSorted((one, other) => partOf(one) - partOf(other));
    for (let from = 0; from < order.length || from === 0; from += curvesAtOnce) {
      const runs = await this.#curvesOf(order.slice(from, from + curvesAtOnce), what);
      if (this.#asked !== ask || !this.#page.isReady) {
        return;
      }
      this.#page.send({ type: "curves", ask, runs: inOneBuffer(runs) });
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
          "Verdicts are saved next to the logs, and {0} is not in a folder of this workspace. Add its folder first.",
          outside.fsPath,
        ),
      );
    }
    const paths = judged.map(({ fsPath }) => fsPath);
    await this.#parts.judgments.judge(
      paths,
      change,
      this.#read.origins.map(({ path }) => path),
    );
  }

  #originOf(log: string): SweepRows["origins"][number] | undefined {
    const place = this.#rows?.placeOf(log);
    return place === undefined ? undefined : this.#rows?.originAt(place);
  }

  /** The log of a run that the page names: one of the sweep, since what comes in is not trusted. */
  #logOf(log: string): vscode.Uri {
    const path = this.#originOf(log)?.path;
    if (path === undefined) {
      throw new Error(`The table of a sweep named a log that is none of its runs: ${log.slice(0, 500)}`);
    }
    return vscode.Uri.file(path);
  }
}

/** The files that the sweep at a path is made of. */
function filesOf(path: string): vscode.RelativePattern {
  return isTablePath(path)
    ? new vscode.RelativePattern(vscode.Uri.file(dirname(path)), basename(path))
    : new vscode.RelativePattern(vscode.Uri.file(path), "runs/part-*.parquet");
}
