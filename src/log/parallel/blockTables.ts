import type { BlockTask } from "../columns/logBlock.ts";
import { KeyTable } from "../records/keyTable.ts";

/**
 * The key tables that blocks are read with. The last one serves again for a block of the same reading that begins with the
 * same keys, so that it and the kernel's copy of it are made once and not for each block.
 */
export class BlockTables {
  /** The table that was given last, the reading and its keys that it was made for, and how it was then. */
  #last: {
    readonly reading: number;
    readonly known: number;
    readonly table: KeyTable;
    readonly changes: number;
  } | null = null;

  /** A table of a task's keys, to which the block's own are added as they come. All blocks of a reading keep the same columns. */
  of({ reading, keep, keys }: Pick<BlockTask, "reading" | "keep" | "keys">): KeyTable {
    const last = this.#last;
    if (last?.reading === reading && last.known === keys.changes && last.changes === last.table.changes) {
      return last.table;
    }
    const kept = keep === "all" ? null : new Set(keep);
    const table = new KeyTable((key) => kept === null || kept.has(key));
    table.takeUp(keys);
    this.#last = { reading, known: keys.changes, table, changes: table.changes };
    return table;
  }
}
