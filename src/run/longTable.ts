import type { Contract } from "../contract/model/contract.ts";
import { sameForLog } from "../contract/model/contractForLog.ts";
import type { LogTable } from "../log/columns/columns.ts";
import type { KeptColumns } from "../log/columns/thinnedTable.ts";
import type { WindowReader } from "../log/read/windows.ts";
import { keptFor } from "./longCheck.ts";

/** Keeps of a long log that nobody checks what an analysis reads, by the contract that its first records tell. */
export class LongTable implements WindowReader {
  readonly #contractFor: (table: LogTable) => Contract;
  readonly #viewed: readonly string[];
  #by: Contract | null = null;
  #isAgain = false;

  /** `viewed`: further columns that are kept. */
  constructor(contractFor: (table: LogTable) => Contract, viewed: readonly string[] = []) {
    this.#contractFor = contractFor;
    this.#viewed = viewed;
  }

  begin(first: LogTable): KeptColumns {
    this.#by ??= this.#contractFor(first);
    return keptFor(this.#by, first, this.#viewed);
  }

  read(): void {
    // Nothing is checked.
  }

  /** Whether what was kept is what all records of the log ask for; else it has to be read once more, and then it is. */
  holdsFor(table: LogTable): boolean {
    const before = this.#by;
    if (before === null || this.#isAgain) {
      return true;
    }
    this.#by = this.#contractFor(table);
    this.#isAgain = true;
    return sameForLog(before, this.#by);
  }
}
