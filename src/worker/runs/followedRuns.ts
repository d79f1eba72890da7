import { isKept } from "../../log/columns/columns.ts";
import { LogError } from "../../log/files/logError.ts";
import { answerOn } from "./asked/answers.ts";
import { BlobFolder } from "./cache/blobFolder.ts";
import type { NamesByRole } from "../../review/model/readAs.ts";
import type { TrendAsk, TrendLine } from "../../review/model/trendLine.ts";
import { trendOf } from "../../review/panel/trend.ts";
import type { CurveAsk, RunCurve } from "../../sweep/curves/runCurve.ts";
import type { ColumnWant } from "../../review/panel/columnPart.ts";
import { ColumnFeed } from "../feeds/columnFeed.ts";
import { Contracts, type LoadedContract } from "../../run/contracts.ts";
import { Run, type RunListener } from "./run.ts";
import type {
  Answer,
  ConvertAnswer,
  ConvertChoices,
  FromWorker,
  QuestionKind,
  RunName,
  WorkerSettings,
} from "../../protocol/worker.ts";
import { sameWrite, signatureAt, type FileSignature } from "../../log/files/fileSignature.ts";
import { PollSchedule } from "../pollSchedule.ts";
import { ReviewFeed } from "../feeds/reviewFeed.ts";
import { convertAnswer } from "./asked/convertAnswer.ts";
import { SettingsFeed } from "../feeds/settingsFeed.ts";
import { StatusFeed } from "../feeds/statusFeed.ts";
import { SummaryFeed } from "../feeds/summaryFeed.ts";
import { SummaryStore } from "../feeds/summaryStore.ts";
import { runCurves } from "./asked/runCurves.ts";
import { columnsOf, runResults, type ResultSources } from "./runResults.ts";
import type { RunTools } from "./runTools.ts";
import { t } from "../../l10n.ts";

/** Between two readings of all contract files, in milliseconds: for file systems that tell of no change. */
const contractsEvery = 10_000;

/** All runs that the worker follows: it owns their logs' columns, and nobody else reads the logs. */
export class FollowedRuns implements RunListener {
  readonly #runs = new Map<string, Run>();
  readonly #contracts = new Contracts();
  readonly #schedule = new PollSchedule();
  readonly #statuses: StatusFeed;
  readonly #reviews: ReviewFeed;
  readonly #columns: ColumnFeed;
  readonly #summaries: SummaryFeed<Run>;
  readonly #runSettings: SettingsFeed<Run>;
  readonly #tools: RunTools;
  readonly #sources: ResultSources;
  readonly #send: (message: FromWorker) => void;
  /** Logs whose review is wanted, kept apart from the runs so that it outlives a change of settings. */
  readonly #wanted = new Set<string>();
  /** CSVs that were kept of logs that are not followed any more, as they were then. */
  readonly #formerCsvs = new Map<string, FileSignature | null>();
  /** Contract files that were said to be broken. */
  readonly #broken = new Set<string>();
  readonly #timer = setInterval(() => void this.#recheckContracts(), contractsEvery);
  #isRechecking = false;
  #settings: WorkerSettings;

  constructor(settings: WorkerSettings, tools: RunTools, send: (message: FromWorker) => void) {
    this.#settings = settings;
    this.#tools = tools;
    this.#send = send;
    this.#statuses = new StatusFeed(send);
    this.#runSettings = new SettingsFeed(send, {
      failed: (error) => this.failed(error),
      answers: (log) => tools.places.answers(log),
    });
    this.#columns = new ColumnFeed(send);
    this.#reviews = new ReviewFeed((message) => this.#reviewed(message));
    const { storage } = settings;
    const sources: ResultSources = {
      tools,
      contracts: this.#contracts,
      builtIn: () => this.#settings.builtIn,
      store: storage === null ? null : new SummaryStore(new BlobFolder(storage)),
    };
    this.#sources = sources;
    this.#summaries = new SummaryFeed((run) => runResults(run, sources), send);
    if (storage !== null) {
      void new BlobFolder(storage).prune();
    }
  }

  /** New settings hold from the next poll on, which comes at once. Only another form of the cells starts runs afresh. */
  async configure(settings: WorkerSettings): Promise<void> {
    const before = this.#settings;
    const afresh = settings.escapeFormulas !== this.#settings.escapeFormulas;
    this.#settings = settings;
    const names = [...this.#runs.values()].map((run) => run.name);
    if (afresh) {
      await this.unfollow(names.map((name) => name.log));
      this.follow(names);
    } else {
      this.wake(names.map((name) => name.log));
      this.#sendAgain(before);
    }
  }

  /** Sends the findings of all runs again where those that are shown differ from those of the settings before. */
  #sendAgain(before: WorkerSettings): void {
    const shown = ({ severities, silenced }: WorkerSettings): string => JSON.stringify([severities, silenced]);
    if (shown(before) !== shown(this.#settings)) {
      this.#runs.forEach((run) => this.polled(run, true));
    }
  }

  follow(names: readonly RunName[]): void {
    for (const name of names) {
      if (!this.#runs.has(name.log)) {
        const run = new Run(name, {
          settings: () => this.#settings,
          tools: this.#tools,
          contracts: this.#contracts,
          listener: this,
        });
        this.#runs.set(name.log, run);
        this.#schedule.add(run);
        if (this.#wanted.has(name.log)) {
          void this.openReview(name.log);
        }
      }
    }
  }

  async unfollow(logs: readonly string[]): Promise<void> {
    const left = logs.flatMap((log) => this.#runs.get(log) ?? []);
    for (const run of left) {
      this.#runs.delete(run.name.log);
      this.#schedule.remove(run);
      this.#reviews.close(run);
      this.#statuses.forget(run);
      this.#summaries.forget(run);
      this.#runSettings.forget(run);
    }
    await Promise.all(left.map((run) => run.dispose()));
    for (const { keptCsv } of left) {
      if (keptCsv !== null && (await this.#tools.places.answers(keptCsv))) {
        this.#formerCsvs.set(keptCsv, signatureAt(keptCsv));
      }
    }
  }

  /** Whether a CSV is one that a run keeps, or kept until it was left and nobody wrote to since. */
  keepsCsv(path: string): boolean {
    const [former, now] = [this.#formerCsvs.get(path) ?? null, signatureAt(path)];
    const isFormer = former !== null && now !== null && sameWrite(former, now);
    return isFormer || [...this.#runs.values()].some(({ keptCsv }) => keptCsv === path);
  }

  wake(logs: readonly string[]): void {
    for (const run of logs.flatMap((log) => this.#runs.get(log) ?? [])) {
      this.#schedule.wake(run);
    }
  }

  /** From now on a log is read by these columns. */
  choose(log: string, chosen: NamesByRole): void {
    const run = this.#runs.get(log);
    if (run !== undefined) {
      run.choose(chosen);
      this.#schedule.wake(run);
    }
  }

  async openReview(log: string): Promise<void> {
    this.#wanted.add(log);
    await this.#runs.get(log)?.load();
    const run = this.#runs.get(log);
    if (run !== undefined && this.#wanted.has(log)) {
      this.#reviews.open(run);
    }
  }

  closeReview(log: string): void {
    this.#wanted.delete(log);
    const run = this.#runs.get(log);
    if (run !== undefined) {
      this.#reviews.close(run);
    }
  }

  /** From now on what every run came to is sent, for a table of runs. */
  openTable(): void {
    this.#summaries.open(this.#runs.values());
  }

  closeTable(): void {
    this.#summaries.close();
  }

  /** From now on the settings of all runs are sent, for lists of runs. */
  wantSettings(): void {
    this.#runSettings.want(this.#runs.values());
  }

  /** From now on a panel is kept up to date with these columns of a log. */
  wantColumns(panel: number, log: string, wants: readonly ColumnWant[]): void {
    this.#columns.want(panel, log, wants);
    const run = this.#runs.get(log);
    if (run !== undefined) {
      this.#columns.changed(run);
      void this.#view(run);
    }
  }

  /** Has what panels show of a long log read, and sends it. */
  async #view(run: Run, others: readonly string[] = []): Promise<void> {
    try {
      if (await run.view([...new Set([...this.#columns.metricsOf(run.name.log), ...others])])) {
        this.polled(run, false);
        this.#columns.changed(run);
      }
    } catch (error) {
      this.failed(error);
    }
  }

  contractsChanged(): void {
    this.#contracts.drop();
    for (const path of this.#broken) {
      this.#send({ type: "contract", path, problems: [], usable: true });
    }
    this.#broken.clear();
    for (const run of this.#runs.values()) {
      run.dropContract();
      this.#schedule.wake(run);
    }
  }

  /** Writes the CSV of a log because a person asked for it; the next poll then finds it as it should be. */
  async convert(log: string, options: ConvertChoices): Promise<ConvertAnswer> {
    const run = this.#runs.get(log);
    if (run === undefined) {
      return {
        done: false,
        replaceable: null,
        path: log,
        message: t("{0} is not one of the runs that Slopewise follows.", log),
      };
    }
    const result = await run.convert(options);
    this.wake([log]);
    return convertAnswer(result);
  }

  /** @throws {LogError} where there is no answer, with the reason in a sentence. */
  async answer(log: string, kind: QuestionKind, text = ""): Promise<Answer> {
    const run = this.#watched(log);
    // Other runs are looked at for a moment alone, so that a workspace of many is not held in memory.
    await (kind === "effect" || kind === "lossColumns" ? undefined : run.load());
    return answerOn(run, kind, text);
  }

  /** The trend of a metric of a log that a page asks for. @throws {LogError} where there is none yet. */
  async trend(log: string, ask: TrendAsk): Promise<TrendLine> {
    const run = this.#watched(log);
    await run.load();
    await this.#view(run, [ask.metric]);
    const source = run.source();
    if (source === null || !isKept(source.table.column(ask.metric))) {
      throw new LogError(log, t("{0} is still being read. Try again in a moment.", log));
    }
    return trendOf(source, ask);
  }

  /** Metrics of a run as a page of many draws them; none where the log cannot be read now. */
  async curves(log: string, ask: CurveAsk): Promise<readonly RunCurve[]> {
    const run = this.#watched(log);
    const metrics = ask.metrics.filter((metric) => !metric.startsWith("@"));
    await (run.source() === null ? undefined : this.#view(run, metrics));
    const columns = await columnsOf(run, this.#sources, metrics);
    return columns === null ? [] : runCurves(columns, ask);
  }

  #watched(log: string): Run {
    const run = this.#runs.get(log);
    if (run === undefined) {
      throw new LogError(log, t("{0} is not one of the runs that Slopewise follows.", log));
    }
    return run;
  }

  async dispose(): Promise<void> {
    clearInterval(this.#timer);
    this.#schedule.dispose();
    this.#reviews.dispose();
    this.#summaries.close();
    this.#statuses.dispose();
    await this.unfollow([...this.#runs.keys()]);
  }

  polled(run: Run, changed: boolean): void {
    if (this.#runs.get(run.name.log) !== run) {
      return;
    }
    this.#statuses.polled(run, changed);
    if (changed) {
      this.#reviews.changed(run);
      this.#summaries.changed(run);
      this.#runSettings.changed(run);
    }
  }

  contractRead({ path, problems, usable }: LoadedContract): void {
    if (path !== null && problems.length > 0 && !this.#broken.has(path)) {
      this.#broken.add(path);
      this.#send({ type: "contract", path, problems, usable });
    }
  }

  failed(error: unknown): void {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    this.#send({ type: "failed", message: text });
  }

  /** Columns follow the review that they belong to. */
  #reviewed(message: FromWorker): void {
    this.#send(message);
    const run = message.type === "review" ? this.#runs.get(message.log) : undefined;
    if (run !== undefined) {
      this.#columns.changed(run);
      void this.#view(run);
    }
  }

  /** A file system that does not answer keeps a reading of the contracts waiting: another one would wait too. */
  async #recheckContracts(): Promise<void> {
    if (this.#isRechecking) {
      return;
    }
    this.#isRechecking = true;
    try {
      if (await this.#contracts.changed((folder) => this.#tools.places.answers(folder))) {
        this.contractsChanged();
      }
    } catch (error) {
      this.failed(error);
    } finally {
      this.#isRechecking = false;
    }
  }
}
