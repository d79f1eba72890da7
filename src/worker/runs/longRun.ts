import type { ContractForLog } from "../../contract/model/contractForLog.ts";
import { isKept, type LogTable } from "../../log/columns/columns.ts";
import type { KeptColumns } from "../../log/columns/thinnedTable.ts";
import type { WindowReader } from "../../log/read/windows.ts";
import type { LoadedContract } from "../../run/contracts.ts";
import { keptFor } from "../../run/longTable.ts";
import type { RunCheck } from "../../run/runCheck.ts";

/** Columns that a page asked for stay kept up to so many, so that scrolling back and forth does not read the log again. */
const mostKept = 48;
/** No page shows so many at once. */
export const mostViewed = 64;

/**
 * Checks a log that is too long to be kept as its records are read, and says which of its columns are kept: those that the
 * analysis reads, and those that a page shows. Invariant: what is kept was read by the contract that holds; `holds` says
 * where it was not, and that the log has to be read again.
 */
export class LongRun implements WindowReader {
  readonly #check: RunCheck;
  #loaded: LoadedContract | null = null;
  /** By what the log is read again; null where it is read because it is another one. */
  #again: ContractForLog | null = null;
  #read: (window: LogTable) => void = () => undefined;
  /** The columns that pages asked for, those that were asked for last at the end. */
  #viewed: readonly string[] = [];

  constructor(check: RunCheck) {
    this.#check = check;
  }

  /** The contract that holds: known before the log is read. */
  use(loaded: LoadedContract): void {
    this.#loaded = loaded;
  }

  begin(first: LogTable): KeptColumns {
    if (this.#loaded === null) {
      throw new Error("a log was read before its contract");
    }
    if (this.#again === null) {
      this.#check.restart();
    }
    const by = this.#again ?? this.#check.forLog(first, this.#loaded);
    this.#read = this.#check.readWindows(by.contract);
    return keptFor(by.contract, first, this.#viewed);
  }

  read(window: LogTable): void {
    this.#read(window);
  }

  /** Whether what is kept of a log was read by the contract that holds for it; else the log has to be read again. */
  holds(table: LogTable): boolean {
    if (table.stride === undefined || this.#loaded === null) {
      return true;
    }
    const by = this.#check.forLog(table, this.#loaded);
    this.#again = this.#check.isUnderWay ? null : by;
    return this.#again === null;
  }

  /** The log was read again; or it was not, and what was checked of it until then counts for nothing. */
  wasReadAgain(isRead: boolean): void {
    this.#again = null;
    if (!isRead) {
      this.#check.restart();
    }
  }

  /**
   * Pages show these columns now: those of them that are not kept, and others that stay kept. Where some are not kept, the
   * log has to be read again for them before it is read on.
   */
  view(
    metrics: readonly string[],
    table: LogTable,
  ): { readonly missing: readonly string[]; readonly others: Set<string> } {
    const shown = metrics.slice(0, mostViewed);
    const others = this.#viewed.filter((one) => !shown.includes(one));
    const left = Math.max(0, mostKept - shown.length);
    this.#viewed = [...others.slice(Math.max(0, others.length - left)), ...shown];
    const missing = shown.filter((key) => !isKept(table.column(key)));
    if (missing.length > 0 && this.#loaded !== null) {
      // A log of another tool is read again as a whole for them.
      this.#again = this.#check.forLog(table, this.#loaded);
    }
    return { missing, others: new Set(this.#viewed) };
  }
}
