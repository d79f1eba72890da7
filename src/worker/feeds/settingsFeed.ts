import { addAll } from "../../extremes.ts";
import type { FromWorker, RunName, RunSettingsNews } from "../../protocol/worker.ts";
import { readSettings } from "../../run/settings/readSettings.ts";
import { rootOf } from "../../run/settings/settingsRoot.ts";
import type { SettingValue } from "../../sweep/table/sweepRow.ts";

/** A run as far as this feed knows it. */
export interface Configured {
  readonly name: RunName;
}

interface SettingsDeps {
  failed(error: unknown): void;
  /** Whether the file system of a log answers: what hangs with one run would keep the others waiting. */
  answers(log: string): Promise<boolean>;
}

/** A list of runs shows a few settings of each; more than these are data. */
const mostSettings = 100;
/** Settings are written when a run starts: those of one that goes on are read again no sooner, in milliseconds. */
const readAgain = 30_000;
/** Runs whose settings are told together. */
const together = 100;

/**
 * Tells the settings of all runs once somebody wants them, and again where they have changed. Runs are read one after the
 * other, so that thousands of them do not keep polls from the disk.
 */
export class SettingsFeed<Run extends Configured> {
  readonly #send: (message: FromWorker) => void;
  readonly #deps: SettingsDeps;
  readonly #waiting = new Set<Run>();
  readonly #read = new WeakMap<Run, { readonly at: number; readonly text: string }>();
  #isWanted = false;
  #isWorking = false;

  constructor(send: (message: FromWorker) => void, deps: SettingsDeps) {
    this.#send = send;
    this.#deps = deps;
  }

  /** From now on settings are told: those of these runs that were not told yet, and of each that comes or changes later. */
  want(runs: Iterable<Run>): void {
    this.#isWanted = true;
    for (const run of runs) {
      if (!this.#read.has(run)) {
        this.#waiting.add(run);
      }
    }
    void this.#work();
  }

  /** A run is there, or something about it is new. */
  changed(run: Run): void {
    if (this.#isWanted && Date.now() - (this.#read.get(run)?.at ?? -Infinity) >= readAgain) {
      this.#waiting.add(run);
      void this.#work();
    }
  }

  forget(run: Run): void {
    this.#waiting.delete(run);
  }

  async #work(): Promise<void> {
    if (this.#isWorking) {
      return;
    }
    this.#isWorking = true;
    let news: RunSettingsNews[] = [];
    for (const run of this.#waiting) {
      this.#waiting.delete(run);
      addAll(news, await this.#newsOf(run));
      if (news.length >= together || this.#waiting.size === 0) {
        this.#tell(news);
        news = [];
      }
    }
    this.#tell(news);
    this.#isWorking = false;
  }

  #tell(runs: readonly RunSettingsNews[]): void {
    if (runs.length > 0) {
      this.#send({ type: "settings", runs });
    }
  }

  /** None where the settings are those that were told before. */
  async #newsOf(run: Run): Promise<readonly RunSettingsNews[]> {
    try {
      const { log, source } = run.name;
      if (!(await this.#deps.answers(log))) {
        return [];
      }
      const found = [...(await readSettings(source?.files[0] ?? log, rootOf(run.name)))].slice(0, mostSettings);
      const settings = found.map(([key, { value }]): [string, SettingValue] => [key, value]);
      const text = JSON.stringify(settings);
      const isNew = this.#read.get(run)?.text !== text;
      this.#read.set(run, { at: Date.now(), text });
      return isNew ? [{ log, settings }] : [];
    } catch (error) {
      this.#deps.failed(error);
      return [];
    }
  }
}
