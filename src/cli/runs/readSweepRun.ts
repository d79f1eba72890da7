import type { Engine } from "../../log/read/engine.ts";
import { reviewRun, type ReviewedRun } from "../../review/reviewRun.ts";
import { curvesOf, type CurveBin } from "../../sweep/table/curves.ts";
import { smallCurve, smallCurveText } from "../../sweep/table/smallCurve.ts";
import { sweepRowOf } from "../../sweep/table/sweepRowOf.ts";
import type { SweepRun } from "../../sweep/table/sweepRun.ts";
import type { SweepSettings } from "../../sweep/table/sweepSettings.ts";
import { printable } from "../../printable.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { checkRuns, emptyReason, type CheckedRun } from "./checkRuns.ts";
import { CommandContracts } from "./commandContracts.ts";
import type { FoundLog } from "./foundLog.ts";
import { settingsOf } from "./runSettings.ts";

/** What a log gives a sweep: plain data, as a thread sends it. */
export interface LogRead {
  /** What is said once of all logs that it holds for. */
  readonly warnings: readonly string[];
  /** What is said of this log alone; empty for nothing. */
  readonly empty: string;
  readonly isUnusable: boolean;
  /** Null for a log that cannot be used, or has no record. The verdict is missing. */
  readonly run: SweepRun | null;
  /** None where they are not wanted. */
  readonly curves: readonly CurveBin[];
  /** The shape of its training loss, for a small curve; empty where there is none. */
  readonly spark: string;
  /** What its contract says of the sweep as a whole; null without a run. */
  readonly settings: SweepSettings | null;
  /** Whether the run will not go on. */
  readonly over: boolean;
}

export interface LogReaderOptions {
  /** Path of the contract for all runs; the nearest of each run where absent. */
  readonly contract: string | undefined;
  readonly curves: boolean;
}

/** Reads, checks and reviews logs of a sweep on one thread, one after the other. */
export class SweepLogReader {
  readonly #options: LogReaderOptions;
  readonly #engine: Engine;
  readonly #contracts: CommandContracts;
  #warnings: string[] = [];

  /** `engine`: what logs are read with. `contracts`: those of the command; read again where absent. */
  constructor(options: LogReaderOptions, engine: Engine) {
    this.#options = options;
    this.#engine = engine;
    this.#contracts = new CommandContracts(options.contract ?? null, (message) => this.#warnings.push(message));
  }

  async read(log: FoundLog): Promise<LogRead> {
    this.#warnings = [];
    const found = { logs: [log], unreadable: [], contracts: this.#contracts };
    const selection = { command: "sweep", paths: [], contract: this.#options.contract, found };
    for await (const run of checkRuns(selection, this.#terminal(), this.#engine)) {
      if (run !== null) {
        return run.table.records === 0 ? this.#empty(run) : this.#read(run);
      }
    }
    return { ...nothing, warnings: this.#warnings, isUnusable: true };
  }

  #empty(run: CheckedRun): LogRead {
    // A run that has just begun is nothing to complain of.
    const isUnusable = run.bytes > 0;
    return { ...nothing, warnings: this.#warnings, empty: printable(emptyReason(run)), isUnusable };
  }

  async #read(run: CheckedRun): Promise<LogRead> {
    const reviewed = reviewOf(run);
    const { straightness, replicate } = run.contract.analysis;
    return {
      warnings: this.#warnings,
      empty: "",
      isUnusable: false,
      run: sweepRowOf({
        ...{ reviewed, table: run.table, contract: run.contract },
        format: run.source?.format ?? "jsonl",
        state: run.life.state,
        settings: await settingsOf(run),
      }),
      curves: this.#options.curves ? curvesOf(reviewed) : [],
      spark: smallCurveText(smallCurve(reviewed.plot.loss)),
      settings: { straightness, replicate },
      over: run.life.over,
    };
  }

  #terminal(): Terminal {
    return {
      write: () => Promise.resolve(),
      warn: (message) => this.#warnings.push(message),
      progress: () => undefined,
      style: (_, text) => text,
      width: 100,
    };
  }
}

const nothing: LogRead = {
  warnings: [],
  empty: "",
  isUnusable: false,
  run: null,
  curves: [],
  spark: "",
  settings: null,
  over: false,
};

function reviewOf(run: CheckedRun): ReviewedRun {
  const { table, contract, findings, life, planned } = run;
  return reviewRun({ run: run.run, log: run.label, table, contract, findings, growing: !life.over, planned });
}
