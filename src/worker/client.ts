import { t } from "../l10n.ts";
import type { NamesByRole } from "../review/model/readAs.ts";
import type { TrendAsk, TrendLine } from "../review/model/trendLine.ts";
import type { ReportFiles, ShownAnalysis } from "../protocol/shownAnalysis.ts";
import type { SweepRun } from "../sweep/table/sweepRun.ts";
import type { SweepRow } from "../sweep/table/sweepRow.ts";
import type { LinesChart } from "../sweep/curves/linesChart.ts";
import type { CurvesOfLog } from "../sweep/curves/inOneBuffer.ts";
import type { CurveAsk, RunCurve } from "../sweep/curves/runCurve.ts";
import type { ColumnWant } from "../review/panel/columnPart.ts";
import type { ConvertChoices, Answer, Answers, ConvertAnswer, QuestionKind } from "../protocol/runAnswers.ts";
import type { FoundRuns, FromWorker, RunName, RunPlaces, ToWorker, WorkerSettings } from "../protocol/worker.ts";
import type { OpenedSweep } from "../protocol/openedSweep.ts";
import { PendingRequests, type QuestionAnswer, type RequestAnswer } from "./pendingRequests.ts";
import { WorkerThread } from "./workerThread.ts";
import type { WatchOptions } from "./workerWatch.ts";

export interface ClientEvents {
  /** Anything but an answer to a request. */
  onMessage(message: Exclude<FromWorker, RequestAnswer>): void;
  /** The worker crashed; `restarted` says whether there is a new one. */
  onCrash(error: Error, restarted: boolean): void;
}

type Asked<Type extends ToWorker["type"]> = Extract<ToWorker, { readonly type: Type }>;

/**
 * The extension's end of the worker: what may be asked of it and told it. Requests and questions of a worker that crashes are
 * answered with a failure, so that nothing is done twice.
 */
export class WorkerClient {
  readonly #events: ClientEvents;
  readonly #thread: WorkerThread;
  readonly #pending = new PendingRequests();
  #settings: WorkerSettings;

  /** `script`: absolute path of the bundled worker. `watching`: how it is seen to hang; as usual where absent. */
  constructor(script: string, settings: WorkerSettings, events: ClientEvents, watching?: WatchOptions) {
    this.#settings = settings;
    this.#events = events;
    this.#thread = new WorkerThread(script, {
      settings: () => this.#settings,
      onMessage: (message) => this.#receive(message),
      onFailure: (reason) => this.#pending.fail(reason),
      onCrash: (error, restarted) => events.onCrash(error, restarted),
      watching,
    });
  }

  configure(settings: WorkerSettings): void {
    this.#settings = settings;
    this.#thread.post({ type: "configure", settings });
  }

  follow(runs: readonly RunName[]): void {
    this.#thread.post({ type: "follow", runs });
  }

  unfollow(logs: readonly string[]): void {
    this.#thread.post({ type: "unfollow", logs });
  }

  /** Has a log read by these columns from now on; none leaves all to the log itself. */
  choose(log: string, chosen: NamesByRole): void {
    if (this.#thread.follows(log)) {
      this.#thread.post({ type: "choose", log, chosen });
    }
  }

  wake(logs: readonly string[]): void {
    this.#thread.post({ type: "wake", logs });
  }

  openReview(log: string): void {
    this.#thread.post({ type: "openReview", log });
  }

  closeReview(log: string): void {
    this.#thread.post({ type: "closeReview", log });
  }

  /** Has the results of all runs sent, as long as a table of runs is open. */
  openRuns(): void {
    this.#thread.post({ type: "openRuns" });
  }

  closeRuns(): void {
    this.#thread.post({ type: "closeRuns" });
  }

  /** Has the settings of all runs sent from now on. */
  wantSettings(): void {
    this.#thread.post({ type: "wantSettings" });
  }

  /** Keeps a panel up to date with these columns of a log; none ends it. */
  wantColumns(panel: number, log: string, wants: readonly ColumnWant[]): void {
    this.#thread.post({ type: "wantColumns", panel, log, wants });
  }

  contractsChanged(): void {
    this.#thread.post({ type: "contractsChanged" });
  }

  /**
   * Writes the CSV of a log: `force` replaces one that is not ours; `wide` writes one however large; `derived` adds the contract's derivable metrics, in
   * a file of its own. Never rejects: a failure is an answer too.
   */
  convert(log: string, options: ConvertChoices): Promise<ConvertAnswer> {
    const { request, answer } = this.#pending.convert();
    this.#postRequest({ type: "convert", request, log, ...options });
    return answer;
  }

  /** Asks about a run; `text` is that of a contract, where the question is about one. @throws {RefusalError} where there is no answer, with the reason. */
  async ask<Kind extends QuestionKind>(kind: Kind, log: string, text = ""): Promise<Answers[Kind]> {
    const answer = await this.#question((request) => ({ type: "ask", request, log, kind, text }));
    if (!isOfKind(answer, kind)) {
      throw new Error("not what was asked");
    }
    return answer.value;
  }

  /** Fits a trend through a metric of a log. @throws {RefusalError} where the worker cannot. */
  async trend(log: string, ask: TrendAsk): Promise<TrendLine> {
    const trend = await this.#question((request) => ({ type: "trend", request, log, ask }));
    if (!("absent" in trend)) {
      throw new Error("not what was asked");
    }
    return trend;
  }

  /** Metrics of a run, to be drawn among many. @throws {RefusalError} where the worker cannot. */
  async curves(log: string, ask: CurveAsk): Promise<readonly RunCurve[]> {
    const curves = await this.#question((request) => ({ type: "curves", request, log, ask }));
    if (!Array.isArray(curves)) {
      throw new Error("not what was asked");
    }
    return curves as readonly RunCurve[];
  }

  /** Reads a sweep that was made in parts. @throws {RefusalError} where its folder holds none that can be used. */
  async openSweep(folder: string): Promise<OpenedSweep> {
    const sweep = await this.#question((request) => ({ type: "openSweep", request, folder }));
    if (!("origins" in sweep)) {
      throw new Error("not what was asked");
    }
    return sweep;
  }

  /** Metrics of runs of one part of a sweep that was opened. @throws {RefusalError} where the worker cannot. */
  async sweepCurves(folder: string, logs: readonly string[], ask: CurveAsk): Promise<readonly CurvesOfLog[]> {
    const curves = await this.#question((request) => ({ type: "sweepCurves", request, folder, logs, ask }));
    if (!Array.isArray(curves)) {
      throw new Error("not what was asked");
    }
    return curves as readonly CurvesOfLog[];
  }

  /** What runs show together. @throws {RefusalError} where the worker cannot. */
  async analyze(
    rows: readonly SweepRow[],
    { replicate, view, curves }: Pick<Asked<"analyze">, "replicate" | "view" | "curves">,
  ): Promise<ShownAnalysis> {
    const analysis = await this.#question((request) => ({ type: "analyze", request, rows, replicate, view, curves }));
    if (!("figures" in analysis)) {
      throw new Error("not what was asked");
    }
    return analysis;
  }

  /** The files of a report of runs. @throws {RefusalError} where the worker cannot. */
  async report(
    runs: readonly SweepRun[],
    { replicate, missing, curves }: Pick<Asked<"report">, "replicate" | "missing" | "curves">,
  ): Promise<ReportFiles> {
    const report = await this.#question((request) => ({ type: "report", request, runs, replicate, missing, curves }));
    if (!("files" in report)) {
      throw new Error("not what was asked");
    }
    return report;
  }

  /** A chart as an SVG document. @throws {RefusalError} where the worker cannot. */
  async drawLines(chart: LinesChart): Promise<string> {
    const picture = await this.#question((request) => ({ type: "drawLines", request, chart }));
    if (!("svg" in picture)) {
      throw new Error("not what was asked");
    }
    return picture.svg;
  }

  /** Looks for runs of other formats than JSON Lines. @throws {RefusalError} where the worker cannot. */
  async findRuns(places: RunPlaces): Promise<FoundRuns> {
    const found = await this.#question((request) => ({ type: "findRuns", request, ...places }));
    if (!("runs" in found)) {
      throw new Error("not what was asked");
    }
    return found;
  }

  /** Lets the worker finish what it writes, and ends it. */
  async stop(): Promise<void> {
    await this.#thread.stop();
  }

  #question(message: (request: number) => Extract<ToWorker, { request: number }>): Promise<QuestionAnswer> {
    const { request, answer } = this.#pending.question();
    this.#postRequest(message(request));
    return answer;
  }

  #postRequest(message: Extract<ToWorker, { request: number }>): void {
    this.#thread.post(message);
    if (!this.#thread.isRunning) {
      this.#pending.fail(t("The analysis has stopped; reload the window to start it again."));
    }
  }

  #receive(message: FromWorker): void {
    if (!this.#pending.settle(message)) {
      this.#events.onMessage(message);
    }
  }
}

function isOfKind<Kind extends QuestionKind>(
  answer: QuestionAnswer,
  kind: Kind,
): answer is Answer & { value: Answers[Kind] } {
  return "kind" in answer && answer.kind === kind;
}
