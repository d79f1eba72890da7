import type { Contract } from "../contract/model/contract.ts";
import { sameForLog } from "../contract/model/contractForLog.ts";
import type { LogTable } from "../log/columns/columns.ts";
import type { KeptColumns } from "../log/columns/thinnedTable.ts";
import type { WindowReader } from "../log/read/windows.ts";
import { lossMetric } from "../series/lossMetric.ts";
import { roleNames } from "../series/roles/role.ts";
import { matchName } from "../series/roles/roleNames.ts";

/** How a log is read that is too long to be kept. */
export interface LongReading {
  /** The contract as it holds for a log, by some or all of its records. */
  contractFor(table: LogTable): Contract;
  /** Begins to read the log by a contract: what takes each window of it. Nothing does where absent. */
  readBy?(contract: Contract): (window: LogTable) => void;
  /** Further columns that are kept; none where absent. */
  readonly viewed?: readonly string[];
}

/**
 * Keeps of a log that is too long to be kept what an analysis reads, by the contract that its first records tell. Where all
 * of them tell another one, the log has to be read once more, by that.
 */
export class LongTable implements WindowReader {
  readonly #reading: LongReading;
  /** By what the log is read; null before it got so long. */
  #by: Contract | null = null;
  #read: (window: LogTable) => void = () => undefined;
  #isAgain = false;

  constructor(reading: LongReading) {
    this.#reading = reading;
  }

  begin(first: LogTable): KeptColumns {
    this.#by ??= this.#reading.contractFor(first);
    this.#read = this.#reading.readBy?.(this.#by) ?? this.#read;
    return keptFor(this.#by, first, this.#reading.viewed);
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
    this.#by = this.#reading.contractFor(table);
    this.#isAgain = true;
    return sameForLog(before, this.#by);
  }
}

/** What a reading of a log comes to by the contract that all its records tell: it is read once more where that is needed. */
export async function readUntilItHolds<Read extends { readonly table: LogTable }>(
  reader: LongTable,
  read: () => Promise<Read>,
): Promise<Read> {
  const once = await read();
  // Columns that come late, or turn out to be something else, may play a role after all.
  return reader.holdsFor(once.table) ? once : readUntilItHolds(reader, read);
}

/** The columns that an analysis reads: those of the roles, and losses in another unit; and those that somebody looks at. */
export function keptFor({ names, metrics }: Contract, first: LogTable, viewed: readonly string[] = []): KeptColumns {
  const losses = [...metrics].flatMap(([metric, { derive }]) => (derive?.from === names.trainLoss ? [metric] : []));
  return {
    anchor: lossMetric(first, { names, metrics }),
    single: new Set([names.step, names.epoch, names.time, names.learningRate, names.weightDecay]),
    values: new Set([...roleNames.map((role) => names[role]), ...losses, ...viewed]),
    samples: (key) => matchName(key).length > 0,
  };
}
