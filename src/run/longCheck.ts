import { sameForLog, type ContractForLog } from "../contract/model/contractForLog.ts";
import type { LogTable } from "../log/columns/columns.ts";
import type { KeptColumns } from "../log/columns/thinnedTable.ts";
import type { WindowReader } from "../log/read/windows.ts";
import { lossMetric } from "../series/lossMetric.ts";
import { roleNames } from "../series/roles/role.ts";
import { matchName } from "../series/roles/roleNames.ts";
import type { LoadedContract } from "./contracts.ts";
import type { RunCheck } from "./runCheck.ts";

/**
 * Checks a log that is too long to be kept as its records are read, by the contract that its first records tell. Where all
 * of them tell another one, the log has to be read once more, by that.
 */
export class LongCheck implements WindowReader {
  readonly #check: RunCheck;
  readonly #loaded: LoadedContract;
  /** By what the log is read; null before it got so long. */
  #by: ContractForLog | null = null;
  #read: (window: LogTable) => void = () => undefined;
  #isAgain = false;

  constructor(check: RunCheck, loaded: LoadedContract) {
    this.#check = check;
    this.#loaded = loaded;
  }

  begin(first: LogTable): KeptColumns {
    this.#by ??= this.#check.forLog(first, this.#loaded);
    this.#read = this.#check.readWindows(this.#by);
    return keptFor(this.#by.contract, first);
  }

  read(window: LogTable): void {
    this.#read(window);
  }

  /** Whether what was read is what all records of the log ask for; else it has to be read once more, and then it is. */
  holdsFor(table: LogTable): boolean {
    const before = this.#by;
    if (before === null || this.#isAgain) {
      return true;
    }
    this.#by = this.#check.forLog(table, this.#loaded);
    this.#isAgain = true;
    return sameForLog(before.contract, this.#by.contract);
  }
}

/** The columns that an analysis reads: those of the roles, and losses in another unit; and those that somebody looks at. */
export function keptFor(
  { names, metrics }: ContractForLog["contract"],
  first: LogTable,
  viewed: readonly string[] = [],
): KeptColumns {
  const losses = [...metrics].flatMap(([metric, { derive }]) => (derive?.from === names.trainLoss ? [metric] : []));
  return {
    anchor: lossMetric(first, { names, metrics }),
    single: new Set([names.step, names.epoch, names.time, names.learningRate, names.weightDecay]),
    values: new Set([...roleNames.map((role) => names[role]), ...losses, ...viewed]),
    samples: (key) => matchName(key).length > 0,
  };
}
