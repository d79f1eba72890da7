import { aNumber, cellsEnd, columnOfCell, kindOf, nothing, valueOf } from "./cells";
import { slotOf } from "./keys";
import { cells, cellSize, numbers, tables } from "./memory";

/**
 * The kept numbers of the records read in one call, by slot: `rowLimit` values each, then `rowLimit` records each. The
 * counts of a slot (its numbers, its cells that are none) stand where `layOutSlots` was told.
 */
let counts: usize = 0;
let slotCount: i32 = 0;
export let rowLimit: i32 = 0;

/** `words`: how many words of the tables stand before the counts. */
export function layOutSlots(words: i32, slots: i32, limit: i32): void {
  counts = tables + ((<usize>words) << 2);
  slotCount = slots;
  rowLimit = limit;
}

export function dropNumbers(): void {
  memory.fill(counts, 0, (<usize>slotCount) << 3);
}

/** Keeps the numbers of the record in hand under its number. */
export function keepNumbers(record: i32): void {
  for (let cell: usize = cells; cell < cellsEnd; cell += cellSize) {
    const slot = slotOf(columnOfCell(cell));
    const kind = kindOf(cell);
    if (slot == -1 || kind == nothing) {
      continue;
    }
    const count = counts + ((<usize>slot) << 3);
    if (kind != aNumber) {
      store<i32>(count, load<i32>(count, 4) + 1, 4);
      continue;
    }
    const place = slot * rowLimit + load<i32>(count);
    store<f64>(numbers + ((<usize>place) << 3), valueOf(cell));
    store<i32>(numbers + ((<usize>(slotCount * rowLimit)) << 3) + ((<usize>place) << 2), record);
    store<i32>(count, load<i32>(count) + 1);
  }
}
