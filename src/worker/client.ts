import { setTimeout as after } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { currentLanguage, t } from "../l10n.ts";
import type { NamesByRole } from "../review/model/readAs.ts";
import type { TrendAsk, TrendLine } from "../review/model/trendLine.ts";
import type { ReportFiles, ShownAnalysis } from "../protocol/shownAnalysis.ts";
import type { SweepRun } from "../sweep/table/sweepRun.ts";
import type { SweepRow } from "../sweep/table/sweepRow.ts";
import type { LinesChart } from "../sweep/curves/linesChart.ts";
import type { CurvesOfLog } from "../sweep/curves/inOneBuffer.ts";
import type { CurveAsk, RunCurve } from "../sweep/curves/runCurve.ts";
import type { ColumnWant } from "../review/panel/columnPart.ts";
import type {
  ConvertChoices,
  Answer,
  Answers,
  ConvertAnswer,
  FoundRuns,
  FromWorker,
  OpenedSweep,
  QuestionKind,
  RunName,
  RunPlaces,
  ToWorker,
  WorkerSettings,
  WorkerStart,
} from "../protocol/worker.ts";
import { PendingRequests, type QuestionAnswer, type RequestAnswer } from "./pendingRequests.ts";
import { StandingOrders } from "./standingOrders.ts";
import { WorkerWatch, type WatchOptions } from "./workerWatch.ts";

/**
 * A worker that crashed more often than this within `crashWindow` milliseconds is not started again, nor one that hung
 * more often within `hangWindow`: it takes half a minute to see that, and each leaves a thread behind that is stuck.
 */
const maxRestarts = 3;
const crashWindow = 60_000;
const hangWindow = 600_000;

/** `deactivate` has five seconds for everything. */
const stopWithin = 3_000;

export interface ClientEvents {
  /** Anything but an answer to a request. */
  onMessage(message: Exclude<FromWorker, RequestAnswer>): void;
  /** The worker crashed; `restarted` says whether there is a new one. */
  onCrash(error: Error, restarted: boolean): void;
}

/** When workers failed in one way, in milliseconds since 1970, and how far back that counts. */
interface Failures {
  readonly times: number[];
  readonly within: number;
}

type Asked<Type extends ToWorker["type"]> = Extract<ToWorker, { readonly type: Type }>;

/**
 * The extension's end of the worker thread. Of a worker that crashes the next one takes over what is followed, reviewed and
 * wanted; its requests and questions are answered with a failure, so that nothing is done twice.
 */
export class WorkerClient {
  readonly #script: string;
  readonly #events: ClientEvents;
  readonly #orders = new StandingOrders();
  readonly #pending = new PendingRequests();
  readonly #crashes: Failures = { times: [], within: crashWindow };
  readonly #hangs: Failures = { times: [], within: hangWindow };
  #settings: WorkerSettings;
  #worker: Worker | null;
  readonly #watching: WatchOptions | undefined;
  #watch: WorkerWatch | null = null;
  #stopping: (() => void) | null = null;

  /** `script`: absolute path of the bundled worker. `watching`: how it is seen to hang; as usual where absent. */
  constructor(script: string, settings: WorkerSettings, events: ClientEvents, watching?: WatchOptions) {
    this.#script = script;
    this.#watching = watching;
    this.#settings = settings;
    this.#events = events;
    this.#worker = this.#start();
  }

  configure(settings: WorkerSettings): void {
    this.#settings = settings;
    this.#post({ type: "configure", settings });
  }

  follow(runs: readonly RunName[]): void {
    this.#post({ type: "follow", runs });
  }

  unfollow(logs: readonly string[]): void {
    this.#post({ type: "unfollow", logs });
  }

  /** Has a log read by these columns from now on; none leaves all to the log itself. */
  choose(log: string, chosen: NamesByRole): void {
    if (this.#orders.followed(log) !== undefined) {
      this.#post({ type: "choose", log, chosen });
    }
  }

  wake(logs: readonly string[]): void {
    this.#post({ type: "wake", logs });
  }

  openReview(log: string): void {
    this.#post({ type: "openReview", log });
  }

  closeReview(log: string): void {
    this.#post({ type: "closeReview", log });
  }

  /** Has the results of all runs sent, as long as a table of runs is open. */
  openRuns(): void {
    this.#post({ type: "openRuns" });
  }

  closeRuns(): void {
    this.#post({ type: "closeRuns" });
  }

  /** Has the settings of all runs sent from now on. */
  wantSettings(): void {
    this.#post({ type: "wantSettings" });
  }

  /** Keeps a panel up to date with these columns of a log; none ends it. */
  wantColumns(panel: number, log: string, wants: readonly ColumnWant[]): void {
    this.#post({ type: "wantColumns", panel, log, wants });
  }

  contractsChanged(): void {
    this.#post({ type: "contractsChanged" });
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
    const worker = this.#worker;
    if (worker === null) {
      return;
    }
    const stopped = new Promise<void>((resolve) => (this.#stopping = resolve));
    this.#watch?.dispose();
    this.#post({ type: "stop" });
    const timer = setTimeout(() => this.#stopping?.(), stopWithin);
    await stopped;
    clearTimeout(timer);
    this.#worker = null;
    this.#pending.fail(t("Slopewise is shutting down."));
    // A thread of its own that hangs in a file system keeps the worker from ending.
    await Promise.race([worker.terminate(), after(stopWithin, undefined, { ref: false })]);
  }

  #start(): Worker {
    const turns = new Int32Array(new SharedArrayBuffer(4));
    const workerData: WorkerStart = { settings: this.#settings, language: currentLanguage(), turns };
    const worker = new Worker(this.#script, { workerData, name: "slopewise" });
    this.#watch?.dispose();
    this.#watch = new WorkerWatch(turns, () => this.#hung(worker), this.#watching);
    // One that hung may have said something before.
    worker.on("message", (message: FromWorker) => worker === this.#worker && this.#receive(message));
    worker.on("error", (error: unknown) => this.#threw(worker, error));
    worker.on("exit", (code) => this.#ended(worker, code));
    return worker;
  }

  #question(message: (request: number) => Extract<ToWorker, { request: number }>): Promise<QuestionAnswer> {
    const { request, answer } = this.#pending.question();
    this.#postRequest(message(request));
    return answer;
  }

  #postRequest(message: Extract<ToWorker, { request: number }>): void {
    this.#post(message);
    if (this.#worker === null) {
      this.#pending.fail(t("The analysis has stopped; reload the window to start it again."));
    }
  }

  #post(message: ToWorker): void {
    this.#orders.note(message);
    this.#worker?.postMessage(message);
  }

  #receive(message: FromWorker): void {
    if (this.#pending.settle(message)) {
      return;
    }
    switch (message.type) {
      case "stopped":
        this.#stopping?.();
        return;
      default:
        if (this.#stopping === null) {
          this.#events.onMessage(message);
        }
    }
  }

  /** A worker that ends unasked has crashed too, though it threw nothing. One that threw was replaced before it ends. */
  #ended(worker: Worker, code: number): void {
    if (worker !== this.#worker) {
      return;
    }
    if (this.#stopping === null) {
      this.#crashed(new Error(t("its thread ended with code {0}", code)));
    } else {
      this.#stopping();
    }
  }

  #threw(worker: Worker, error: unknown): void {
    if (worker === this.#worker) {
      this.#crashed(error instanceof Error ? error : new Error(String(error)));
    }
  }

  /** Another one takes over, and leaves alone what does not answer; this one ends once its call does. */
  #hung(worker: Worker): void {
    if (worker !== this.#worker) {
      return;
    }
    void worker.terminate();
    this.#crashed(new Error(t("a file system stopped answering")), this.#hangs);
  }

  #crashed(error: Error, { times, within } = this.#crashes): void {
    // A thread that has ended stands still as one that hangs does.
    this.#watch?.dispose();
    const now = Date.now();
    times.push(now);
    const recent = times.filter((time) => time > now - within).length;
    this.#pending.fail(t("The analysis stopped unexpectedly ({0}).", error.message));
    const restart = recent <= maxRestarts && this.#stopping === null;
    this.#worker = restart ? this.#start() : null;
    this.#stopping?.();
    if (restart) {
      this.#orders.messages().forEach((message) => this.#post(message));
    }
    this.#events.onCrash(error, restart);
  }
}

function isOfKind<Kind extends QuestionKind>(
  answer: QuestionAnswer,
  kind: Kind,
): answer is Answer & { value: Answers[Kind] } {
  return "kind" in answer && answer.kind === kind;
}
