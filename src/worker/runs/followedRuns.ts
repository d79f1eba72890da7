import { BlobFolder } from "./cache/blobFolder.ts";
import type { NamesByRole } from "../../review/model/readAs.ts";
import type { ColumnWant } from "../../review/panel/columnPart.ts";
import { ColumnFeed } from "../feeds/columnFeed.ts";
import type { LoadedContract } from "../../run/contracts.ts";
import { RunQuestions } from "./asked/runQuestions.ts";
import { ContractWatch } from "./contractWatch.ts";
import { FormerCsvs } from "./formerCsvs.ts";
import { Run, type RunListener } from "./run.ts";
import type { FromWorker, RunName, WorkerSettings } from "../../protocol/worker.ts";
import { PollSchedule } from "../pollSchedule.ts";
import { ReviewFeed } from "../feeds/reviewFeed.ts";
import { SettingsFeed } from "../feeds/settingsFeed.ts";
import { StatusFeed } from "../feeds/statusFeed.ts";
import { SummaryFeed } from "../feeds/summaryFeed.ts";
import { SummaryStore } from "../feeds/summaryStore.ts";
import { runResults, type ResultSources } from "./runResults.ts";
import type { RunTools } from "./runTools.ts";

/** All runs that the worker follows: it owns their logs' columns, and nobody else reads the logs. */
export class FollowedRuns implements RunListener {
  readonly #runs = new Map<string, Run>();
  readonly #contracts: ContractWatch;
  readonly #schedule = new PollSchedule();
  readonly #statuses: StatusFeed;
  readonly #reviews: ReviewFeed;
  readonly #columns: ColumnFeed;
  readonly #summaries: SummaryFeed<Run>;
  readonly #runSettings: SettingsFeed<Run>;
  readonly #tools: RunTools;
  /** What may be asked about one of the runs. */
  readonly questions: RunQuestions;
  readonly #send: (message: FromWorker) => void;
  /** Logs whose review is wanted, kept apart from the runs so that it outlives a change of settings. */
  readonly #wanted = new Set<string>();
  readonly #formerCsvs = new FormerCsvs();
  #settings: WorkerSettings;

  constructor(settings: WorkerSettings, tools: RunTools, send: (message: FromWorker) => void) {
    this.#settings = settings;
    this.#tools = tools;
    this.#send = send;
    this.#contracts = new ContractWatch({
      send,
      answers: (folder) => tools.places.answers(folder),
      onChange: () => this.#dropContracts(),
      failed: (error) => this.failed(error),
    });
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
      contracts: this.#contracts.contracts,
      builtIn: () => this.#settings.builtIn,
      store: storage === null ? null : new SummaryStore(new BlobFolder(storage)),
    };
    this.questions = new RunQuestions(sources, {
      find: (log) => this.#runs.get(log),
      view: (run, metrics) => this.#view(run, metrics),
      wake: (log) => this.wake([log]),
    });
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
          contracts: this.#contracts.contracts,
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
        this.#formerCsvs.add(keptCsv);
      }
    }
  }

  /** Whether a CSV is one that a run keeps, or kept until it was left and nobody wrote to since. */
  keepsCsv(path: string): boolean {
    return this.#formerCsvs.has(path) || [...this.#runs.values()].some(({ keptCsv }) => keptCsv === path);
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

  /** Contract files may have changed. */
  contractsChanged(): void {
    this.#contracts.drop();
  }

  #dropContracts(): void {
    for (const run of this.#runs.values()) {
      run.dropContract();
      this.#schedule.wake(run);
    }
  }

  async dispose(): Promise<void> {
    this.#contracts.dispose();
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

  contractRead(loaded: LoadedContract): void {
    this.#contracts.read(loaded);
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
}
