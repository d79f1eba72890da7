import { resolve } from "node:path";
import type { Engine } from "../../log/read/engine.ts";
import { reviewRun, type ReviewedRun } from "../../review/reviewRun.ts";
import { JudgmentReader } from "../../run/reviewFiles.ts";
import { curvesOf, type CurveBin } from "../../sweep/table/curves.ts";
import { sweepRowOf } from "../../sweep/table/sweepRowOf.ts";
import { sweepSettingsOf, type SweepSettings } from "../../sweep/table/sweepSettings.ts";
import type { SweepRun } from "../../sweep/table/sweepRun.ts";
import { t } from "../../l10n.ts";
import { printable } from "../../printable.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { checkRuns, emptyReason, type CheckedRun, type RunSelection } from "./checkRuns.ts";
import type { FoundLog } from "./foundLog.ts";
import { rootOf, settingsOf } from "./runSettings.ts";

/** The runs of a sweep, and how many of its logs could not be used, each of which was said. */
export interface ReadRuns {
  readonly runs: readonly SweepRun[];
  /** Of all runs, in their order. */
  readonly curves: readonly CurveBin[];
  /** How many of the curves are those of each run and of the runs before it. */
  readonly curveEnds: readonly number[];
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
 * Reads, checks and reviews every run of some paths, one after the other. A log that cannot be used is said and left
 * out; it does not stop the others. `engine`: what logs are read with.
 * @throws {UsageError} for paths that cannot be used.
 */
export async function readSweepRuns(selection: RunSelection, terminal: Terminal, engine: Engine): Promise<ReadRuns> {
  const runs: SweepRun[] = [];
  const curves: CurveBin[] = [];
  const curveEnds: number[] = [];
  const origins: RunOrigin[] = [];
  const broken: string[] = [];
  let unusable = 0;
  const judgments = new JudgmentReader(({ path, fault: { line, message } }) => {
    unusable += 1;
    broken.push(path);
    terminal.warn(printable(t("No verdict is taken from {0}, line {1}: {2}", path, line, message)));
  });
  for await (const run of checkRuns(selection, terminal, engine)) {
    if (run === null) {
      unusable += 1;
    } else if (run.table.records === 0) {
      terminal.warn(printable(emptyReason(run)));
      // A run that has just begun is nothing to complain of.
      unusable += run.bytes === 0 ? 0 : 1;
    } else {
      const reviewed = reviewOf(run);
      runs.push(await rowOf(run, reviewed, judgments));
      curves.push(...curvesOf(reviewed));
      curveEnds.push(curves.length);
      const { straightness, replicate } = run.contract.analysis;
      origins.push({ log: run, settings: { straightness, replicate }, over: run.life.over });
    }
  }
  const settings = sweepSettingsOf(origins.map((origin) => origin.settings));
  return { runs, curves, curveEnds, unusable, broken, settings, origins };
}

function reviewOf(run: CheckedRun): ReviewedRun {
  const { table, contract, findings, life } = run;
  return reviewRun({ run: run.run, log: run.label, table, contract, findings, growing: !life.over });
}

async function rowOf(run: CheckedRun, reviewed: ReviewedRun, judgments: JudgmentReader): Promise<SweepRun> {
  return sweepRowOf({
    reviewed,
    format: run.source?.format ?? "jsonl",
    state: run.life.state,
    settings: await settingsOf(run),
    judgment: await judgments.of(resolve(run.path), resolve(rootOf(run))),
  });
}
