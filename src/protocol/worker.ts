import type { Language } from "../l10n.ts";
import type { RunLosses } from "../contract/measure/runLosses.ts";
import type { LostSince } from "../contract/measure/runOutcome.ts";
import type { BuiltInUse } from "../contract/model/contractForLog.ts";
import type { ContractProblem } from "../contract/file/contractNodes.ts";
import type { Finding } from "../contract/model/finding.ts";
import type { Severities, Silenced } from "../contract/model/severities.ts";
import type { FoundRun } from "../formats/discovery/findRuns.ts";
import type { RunSource } from "../formats/model/format.ts";
import type { RunLife } from "../run/runState.ts";
import type { SettingValue, SweepRow } from "../sweep/table/sweepRow.ts";
import type { ReportFiles, ShownAnalysis } from "./shownAnalysis.ts";
import type { LinesChart } from "../sweep/curves/linesChart.ts";
import type { CurveAsk, RunCurve } from "../sweep/curves/runCurve.ts";
import type { CurvesOfLog } from "../sweep/curves/inOneBuffer.ts";
import type { ColumnPart, ColumnWant } from "../review/panel/columnPart.ts";
import type { TrendAsk, TrendLine } from "../review/model/trendLine.ts";
import type { NamesByRole, ReadAs } from "../review/model/readAs.ts";
import type { Clock, RunReview } from "../review/model/runReview.ts";
import type { LogFacts } from "../run/runPace.ts";
import type { RunPlot } from "../review/model/runPlot.ts";
import type { RunSummary } from "../sweep/table/runSummary.ts";
import type { AnalysisView } from "../sweep/view/tableView.ts";
import type { SweepRun } from "../sweep/table/sweepRun.ts";
import type { CurvesOfRows, OpenedSweep } from "./openedSweep.ts";
import type { Answer, ConvertAnswer, ConvertChoices, QuestionKind } from "./runAnswers.ts";

/** How the worker treats all runs; sent again, whole, whenever a setting or the workspace's trust changes. */
export interface WorkerSettings {
  /** Whether CSVs are kept; `untrusted`: they would be, but nothing is written in a workspace that is not trusted. */
  readonly csv: "on" | "off" | "untrusted";
  readonly escapeFormulas: boolean;
  /** Milliseconds between two polls of a log that grows. */
  readonly pollInterval: number;
  /** When the built-in list of metrics holds for a run whose contract gives none. */
  readonly builtIn: BuiltInUse;
  /** Severities of findings; they count before those of a run's contract. */
  readonly severities: Severities;
  /** Codes of findings that are not shown, by the name of a run. */
  readonly silenced: Silenced;
  /** Folder for what must be known across restarts, or null where there is none. */
  readonly storage: string | null;
}

/** What a worker is started with. */
export interface WorkerStart {
  readonly settings: WorkerSettings;
  /** Which it speaks: findings and reviews are put into words in the worker. */
  readonly language: Language;
  /** Turns of its loop, which it counts: one number, shared with who started it. */
  readonly turns: Int32Array;
}

/** A log to follow. `log` is its absolute path and names it in every message. */
export interface RunName {
  readonly log: string;
  /** Name of the run for people. */
  readonly run: string;
  /** Path of the log relative to its workspace folder. */
  readonly label: string;
  /** Absolute path of its CSV, where the person chose another place than next to the log under its name; else null. */
  readonly csv: string | null;
  /** The columns that a person chose for roles of this run; absent where nobody chose. */
  readonly chosen?: NamesByRole | undefined;
  /** What the log is where it is not JSON Lines: its format and its files. Absent for JSON Lines. */
  readonly source?: RunSource | undefined;
}

/** Files below a folder among which runs of other formats than JSON Lines may be; paths with `/` from `root`. */
export interface RunPlaces {
  /** Absolute path of the folder. */
  readonly root: string;
  readonly files: readonly string[];
  /** The logs of JSON Lines. */
  readonly lines: readonly string[];
  /** Those of `lines` that a person named, and that are of whatever format they begin like. */
  readonly named: readonly string[];
}

/** What a search among such files came to. */
export interface FoundRuns {
  readonly runs: readonly FoundRun[];
  /** The logs of JSON Lines, without those that are of another format. */
  readonly lines: readonly string[];
  /** By log of JSON Lines: the files that hold the same run less exactly. */
  readonly lineNeighbors: ReadonlyMap<string, readonly string[]>;
}

/** How a run is after the last poll of its log: what the lists of runs and of problems show. */
export interface RunStatus {
  /** Absolute path of the log. */
  readonly log: string;
  /** Records read so far. */
  readonly records: number;
  readonly clock: Clock;
  /** Last epoch, step or record by `clock`, or null in an empty log. */
  readonly last: number | null;
  readonly losses: RunLosses;
  readonly findings: readonly Finding[];
  /** Milliseconds since 1970 of the last poll of the log, or null while the first is under way. */
  readonly lastRead: number | null;
  /** Part of the log that has been read, 0 to 1, while a long read is under way; else null. */
  readonly progress: number | null;
  readonly csvPath: string;
  /** True where no log is at its path any more. */
  readonly gone: boolean;
  /** The run's state; null before the first poll of the log has ended, and where there is no log, or none that can be read. */
  readonly life: RunLife | null;
  /** Since when its training loss says nothing any more; absent of a run that has one. */
  readonly lostSince?: LostSince | undefined;
  /** Milliseconds since 1970 at which the log grew last, or null before the first poll has ended. */
  readonly lastGrowth: number | null;
}

/** What the table of runs shows of a run besides its status: its settings and what it came to, by column. */
export interface RunResults extends RunSummary {
  /** Absolute path of the log. */
  readonly log: string;
  /** Where each setting stands, by the id of its column. */
  readonly sources: Readonly<Record<string, string>>;
  /** Settings that only repeat a configuration, by the run's contract; null where it says nothing of that. */
  readonly replicate: readonly string[] | null;
}

/** The settings of a run in short, for lists of runs: by flattened key, in the order of their file. */
export interface RunSettingsNews {
  /** Absolute path of the log. */
  readonly log: string;
  readonly settings: readonly (readonly [key: string, value: SettingValue])[];
}

/** What the extension tells its worker; a request is answered under its number, whatever comes of it. */
export type ToWorker =
  | { readonly type: "configure"; readonly settings: WorkerSettings }
  | { readonly type: "follow"; readonly runs: readonly RunName[] }
  | { readonly type: "unfollow"; readonly logs: readonly string[] }
  /** Something may have happened to these logs: poll at once rather than at the next turn. */
  | { readonly type: "wake"; readonly logs: readonly string[] }
  /** From now on a log is read by these columns; none leaves all to the log itself. */
  | { readonly type: "choose"; readonly log: string; readonly chosen: NamesByRole }
  /** Send the review of this run now and after every change, until `closeReview`. */
  | { readonly type: "openReview"; readonly log: string }
  | { readonly type: "closeReview"; readonly log: string }
  /** Send what every run came to, and of each that changes from then on, until `closeRuns`. */
  | { readonly type: "openRuns" }
  | { readonly type: "closeRuns" }
  /** Send the settings of every run from now on, and again of each whose settings change. */
  | { readonly type: "wantSettings" }
  /** Keep a panel up to date with these columns of a log and no others of it, until it wants none. */
  | {
      readonly type: "wantColumns";
      readonly panel: number;
      readonly log: string;
      readonly wants: readonly ColumnWant[];
    }
  /** Contract files may have changed. */
  | { readonly type: "contractsChanged" }
  | ({ readonly type: "convert"; readonly request: number; readonly log: string } & ConvertChoices)
  | ({ readonly type: "findRuns"; readonly request: number } & RunPlaces)
  /** Fit a trend through a metric of a log. */
  | { readonly type: "trend"; readonly request: number; readonly log: string; readonly ask: TrendAsk }
  /** Say what runs show together. */
  | {
      readonly type: "analyze";
      readonly request: number;
      readonly rows: readonly SweepRow[];
      readonly replicate: readonly string[] | null;
      readonly view: AnalysisView;
      readonly curves: CurvesOfRows;
    }
  /** Make the files of a report of runs; `missing`: what is missing of them, in sentences. */
  | {
      readonly type: "report";
      readonly request: number;
      readonly runs: readonly SweepRun[];
      readonly replicate: readonly string[] | null;
      readonly missing: readonly string[];
      readonly curves: CurvesOfRows;
    }
  /** Draw a chart of lines for a paper. */
  | { readonly type: "drawLines"; readonly request: number; readonly chart: LinesChart }
  /** Read metrics of a log to draw them. */
  | { readonly type: "curves"; readonly request: number; readonly log: string; readonly ask: CurveAsk }
  /** Read the parts of a sweep in a folder, or a table of runs, which is a file. */
  | { readonly type: "openSweep"; readonly request: number; readonly folder: string }
  /** Draw metrics of runs of one part of a sweep; `logs` as its rows name them. */
  | {
      readonly type: "sweepCurves";
      readonly request: number;
      readonly folder: string;
      readonly logs: readonly string[];
      readonly ask: CurveAsk;
    }
  | {
      readonly type: "ask";
      readonly request: number;
      readonly log: string;
      readonly kind: QuestionKind;
      readonly text: string;
    }
  | { readonly type: "stop" };

/** What the worker tells the extension. */
export type FromWorker =
  | { readonly type: "status"; readonly runs: readonly RunStatus[] }
  | {
      readonly type: "review";
      readonly log: string;
      readonly review: RunReview;
      readonly plot: RunPlot;
      readonly lastRead: number;
      readonly facts: LogFacts;
      readonly readAs: ReadAs;
    }
  | { readonly type: "results"; readonly runs: readonly RunResults[] }
  | { readonly type: "settings"; readonly runs: readonly RunSettingsNews[] }
  /** A part of a column that a panel asked for. */
  | { readonly type: "columns"; readonly panel: number; readonly log: string; readonly part: ColumnPart }
  /** The problems of one contract file; none when it is sound again. */
  | {
      readonly type: "contract";
      readonly path: string;
      readonly problems: readonly ContractProblem[];
      /** False where the problems keep the contract from being used. */
      readonly usable: boolean;
    }
  | { readonly type: "converted"; readonly request: number; readonly answer: ConvertAnswer }
  | { readonly type: "answer"; readonly request: number; readonly answer: Answer }
  | ({ readonly type: "foundRuns"; readonly request: number } & FoundRuns)
  | { readonly type: "trend"; readonly request: number; readonly trend: TrendLine }
  | { readonly type: "curves"; readonly request: number; readonly curves: readonly RunCurve[] }
  | { readonly type: "sweep"; readonly request: number; readonly sweep: OpenedSweep }
  | { readonly type: "sweepCurves"; readonly request: number; readonly curves: readonly CurvesOfLog[] }
  | { readonly type: "analysis"; readonly request: number; readonly analysis: ShownAnalysis }
  | { readonly type: "picture"; readonly request: number; readonly svg: string }
  | { readonly type: "report"; readonly request: number; readonly report: ReportFiles }
  /** There is no answer to a question; `message` is a sentence that says why. */
  | { readonly type: "refused"; readonly request: number; readonly message: string }
  /** A bug, with its stack, for the log output channel. */
  | { readonly type: "failed"; readonly message: string }
  | { readonly type: "stopped" };
