import type { LogTable } from "../../log/columns/columns.ts";
import type { LogProblems } from "../../log/records/logProblem.ts";
import { emptyFolder, type FolderFacts } from "../measure/folderFacts.ts";
import type { CheckedLog } from "../measure/checkedLog.ts";
import type { Contract } from "../model/contract.ts";
import { checkDerivable } from "./derivable.ts";
import { checkDivergence } from "./loss/divergence.ts";
import { checkCadence } from "./epochOnly.ts";
import type { Finding } from "../model/finding.ts";
import { LogReader } from "../measure/logReader.ts";
import { emptyOutcome, runOutcome, type RunOutcome } from "../measure/runOutcome.ts";
import { checkLongLog } from "./longLog.ts";
import { checkLossAbsent } from "./loss/lossAbsent.ts";
import { checkLossZero } from "./loss/lossZero.ts";
import { checkNoContract } from "./noContract.ts";
import { checkNonFinite } from "./loss/nonFinite.ts";
import { checkNumberText } from "./numberText.ts";
import { checkOtherNonFinite } from "./otherNonFinite.ts";
import { checkPartlyKept } from "./partlyKept.ts";
import { checkPauseJump } from "./loss/pauseJump.ts";
import { checkPresence } from "./presence.ts";
import { checkRange } from "./range.ts";
import { checkRepeatedSteps } from "./loss/repeatedSteps.ts";
import { checkStoppedEarly } from "./stoppedEarly.ts";
import { checkText } from "./textProblems.ts";
import { checkUnits } from "./loss/unitMismatch.ts";

/** Checks one log as it grows. */
export interface Checker {
  /**
   * The findings of the log as it now is. `table` must be the table of the last call, or one that goes on where it
   * ended: only what is new in it is read. A log that was rebuilt needs a new checker. `folder`: what is known of the
   * run otherwise.
   */
  update(table: LogTable, problems: LogProblems, folder?: FolderFacts): readonly Finding[];
  /** Reads the next records of a log of which not all are kept; what is kept of it is given to `update` afterwards. */
  readWindow(window: LogTable): void;
  /** How the run fares by what was read at the last `update`. */
  outcome(): RunOutcome;
}

type Check = (log: CheckedLog) => Finding[];

/** What is wrong with a run whatever anybody expects of it. */
const soundness: readonly Check[] = [
  checkLossAbsent,
  checkLossZero,
  checkNonFinite,
  checkOtherNonFinite,
  checkNumberText,
  checkRepeatedSteps,
  checkPauseJump,
  checkDivergence,
  checkStoppedEarly,
];

const checks: Readonly<Record<Contract["scope"], readonly Check[]>> = {
  full: [checkPresence, checkDerivable, checkCadence, checkUnits, checkRange, ...soundness],
  soundness: [checkNoContract, ...soundness],
};

/** A checker for one log by one contract. Its memory does not grow with the log. */
export function createChecker(contract: Contract): Checker {
  const reader = new LogReader(contract);
  let outcome = emptyOutcome;
  return {
    update(table, problems, folder = emptyFolder) {
      reader.read(table);
      const { counts } = problems;
      const log = reader.checked(table, counts["bad-line"] + counts["line-too-long"], folder);
      outcome = runOutcome(log);
      const ofAll = [...checkText(problems, table.records), ...checkLongLog(table), ...checkPartlyKept(table)];
      return [...ofAll, ...checks[contract.scope].flatMap((check) => check(log))];
    },
    readWindow: (window) => reader.readWindow(window),
    outcome: () => outcome,
  };
}
