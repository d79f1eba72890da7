import { hasFormula } from "./cells";
import { appendNumbers, decodeNumbers, dropNumbers, layOutSlots, rowLimit } from "./numericColumns";
import { setLocalOffset } from "./instants";
import { layOut } from "./keys";
import { readCells, readInOrder } from "./lexer";
import { dropRows, hasRoom, rowsLength, writeRow } from "./rows";
import { endInOrder, giveUpInOrder, layOutInOrder } from "./inOrder";

export {
  exactPowers,
  highestPower,
  input,
  inputSize,
  lowestPower,
  numbers,
  numbersSize,
  output,
  powers,
  tables,
} from "./memory";
export { layOut, layOutSlots, rowsLength, setLocalOffset };

/** Records read by the last call. */
export let records: i32 = 0;

/** Whether the last call stopped because there was no more room for results, not because of a line. */
export let isFull: bool = false;

/**
 * Reads lines from `from` up to `to`, which follows a newline: their CSV rows of `columns` columns where `rows` is set,
 * and their kept numbers, `record` being the number of the first record; lines longer than `longest` and, with `formulas`
 * set, those that a spreadsheet would take for a formula are left. Returns the address of the first line that was not
 * read: because it is not for the fast path, or because there is no more room.
 *
 * Invariant: a line is read as a whole or not at all.
 */
export function readLines(
  from: usize,
  to: usize,
  longest: usize,
  columns: i32,
  rows: bool,
  formulas: bool,
  record: i32,
): usize {
  let at = from;
  records = 0;
  isFull = false;
  dropRows();
  dropNumbers();
  layOutInOrder(rows, formulas);
  while (at < to) {
    if (records == rowLimit || !hasRoom(to - at, columns)) {
      isFull = true;
      break;
    }
    let next = readInOrder(at, record + records);
    if (next != 0 && next - at - 1 <= longest) {
      endInOrder(columns);
    } else {
      giveUpInOrder();
      next = readCells(at);
      if (next == 0 || next - at - 1 > longest || (formulas && hasFormula())) {
        break;
      }
      if (rows) {
        writeRow(columns);
      }
      appendNumbers(record + records);
    }
    records++;
    at = next;
  }
  decodeNumbers();
  return at;
}
