import { resolve } from "node:path";
import type { Engine } from "../../log/read/engine.ts";
import { JudgmentReader } from "../../run/reviewFiles.ts";
import type { CurveBin } from "../../sweep/table/curves.ts";
import { sweepSettingsOf, type SweepSettings } from "../../sweep/table/sweepSettings.ts";
import type { SweepRun } from "../../sweep/table/sweepRun.ts";
import { t } from "../../l10n.ts";
import { printable, printableLines } from "../../printable.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { findSelected, type RunSelection } from "./checkRuns.ts";
import type { FoundLog } from "./foundLog.ts";
import { sizesOf } from "./logSizes.ts";
import { SweepLogReader, type LogRead, type LogReaderOptions } from "./readSweepRun.ts";
import { ReadingPace } from "./readingPace.ts";
import { rootOf } from "./runSettings.ts";
import { readOnThreads, threadsFor } from "./sweepThreads.ts";

/** Which runs make a sweep, and how they are read. */
export interface SweepSelection extends RunSelection {
  /** Whether the curves of the runs are wanted. */
  readonly curves: boolean;
  /** Threads to read on; as many as are worth it where absent. */
  readonly threads?: number | undefined;
}

/** The runs of a sweep, and how many of its logs could not be used, each of which was said. */
export interface ReadRuns {
  readonly runs: readonly SweepRun[];
  /** Of all runs, in their order. */
  readonly curves: readonly CurveBin[];
  /** How many of the curves are those of each run and of the runs before it. */
  readonly curveEnds: readonly number[];
  /** The shape of each run's training loss, for a small curve. */
  readonly sparks: readonly string[];
  readonly unusable: number;
  /** Paths of files of verdicts that could not be used; they count among what is unusable, too. */
  readonly broken: readonly string[];
  /** What the runs' contracts say of the sweep as a whole. */
  readonly settings: SweepSettings;
  /** Where each run comes from, in the order of the runs. */
  readonly origins: readonly RunOrigin[];
}

/** Where a run of a sweep comes from. */
interface RunOrigin {
  readonly log: FoundLog;
  /** What its contract says of the sweep as a whole. */
  readonly settings: SweepSettings;
  /** Whether it will not go on, so that the same log gives the same row at any time. */
  readonly over: boolean;
}

/**
 * Reads, checks and reviews every run of some paths, on as many threads as are worth it; the result is the same on any
 * number of them. A log that cannot be used is said and left out; it does not stop the others. `engine`: what logs are
 * read with where this thread reads them.
 * @throws {UsageError} for paths that cannot be used.
 */
export async function readSweepRuns(selection: SweepSelection, terminal: Terminal, engine: Engine): Promise<ReadRuns> {
  const { logs: found, unreadable } = selection.found ?? (await findSelected(selection, terminal));
  const logs = found.filter(selection.accepts ?? (() => true));
  const sizes = await sizesOf(logs);
  const pace = new ReadingPace(sizes.map(({ bytes }) => bytes));
  const gathered = new GatheredRuns(terminal);
  unreadable.forEach(({ message }) => gathered.unusableFolder(message));
  const threads = selection.threads ?? threadsFor(logs.length, pace.total);
  let place = 0;
  try {
    terminal.progress(pace.text());
    for await (const read of readLogs(logs, { ...selection, threads }, engine)) {
      const log = logs[place];
      if (log !== undefined) {
        await gathered.add(log, read);
      }
      pace.done(place);
      terminal.progress(pace.text());
      place += 1;
    }
  } finally {
    terminal.progress("");
  }
  return gathered.all();
}

async function* readLogs(
  logs: readonly FoundLog[],
  { contract, curves, threads }: LogReaderOptions & { readonly threads: number },
  engine: Engine,
): AsyncGenerator<LogRead> {
  if (threads > 1) {
    yield* readOnThreads(logs, Math.min(threads, logs.length), { contract, curves });
    return;
  }
  const reader = new SweepLogReader({ contract, curves }, engine);
  for (const log of logs) {
    yield await reader.read(log);
  }
}

/** Runs as they are read, in the order of their logs, with what people said of them. */
class GatheredRuns {
  readonly #terminal: Terminal;
  readonly #said = new Set<string>();
  readonly #runs: SweepRun[] = [];
  readonly #curves: CurveBin[] = [];
  readonly #curveEnds: number[] = [];
  readonly #sparks: string[] = [];
  readonly #origins: RunOrigin[] = [];
  readonly #broken: string[] = [];
  readonly #judgments: JudgmentReader;
  #unusable = 0;

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
    this.#judgments = new JudgmentReader(({ path, fault: { line, message } }) => {
      this.#unusable += 1;
      this.#broken.push(path);
      terminal.warn(printable(t("{0} is not used because of line {1}: {2}", path, line, message)));
    });
  }

  unusableFolder(message: string): void {
    this.#unusable += 1;
    this.#terminal.warn(printableLines(message));
  }

  async add(
    log: FoundLog,
    { warnings, empty, isUnusable, run, curves, spark, settings, over }: LogRead,
  ): Promise<void> {
    // What is wrong with a contract is wrong with that of many runs.
    for (const warning of warnings.filter((one) => !this.#said.has(one))) {
      this.#said.add(warning);
      this.#terminal.warn(warning);
    }
    if (empty !== "") {
      this.#terminal.warn(empty);
    }
    this.#unusable += isUnusable ? 1 : 0;
    if (run !== null && settings !== null) {
      const judgment = await this.#judgments.of(resolve(log.path), resolve(rootOf(log)));
      this.#runs.push({ ...run, verdict: judgment?.verdict ?? null, note: judgment?.note ?? "" });
      curves.forEach((bin) => this.#curves.push(bin));
      this.#curveEnds.push(this.#curves.length);
      this.#sparks.push(spark);
      this.#origins.push({ log, settings, over });
    }
  }

  all(): ReadRuns {
    return {
      runs: this.#runs,
      curves: this.#curves,
      curveEnds: this.#curveEnds,
      sparks: this.#sparks,
      unusable: this.#unusable,
      broken: this.#broken,
      settings: sweepSettingsOf(this.#origins.map((origin) => origin.settings)),
      origins: this.#origins,
    };
  }
}
