import type { CsvRows } from "../records/rowChunks.ts";

const [comma, quote, newline] = [0x2c, 0x22, 0x0a];

/**
 * The cells of some columns of CSV rows that we wrote, by column: their texts, null where a cell is empty or its row was
 * written before the column was known.
 */
export function csvCells(
  pieces: readonly CsvRows[],
  columns: readonly number[],
): ReadonlyMap<number, readonly (string | null)[]> {
  const cells = new Map(columns.map((column) => [column, new Array<string | null>()]));
  let rows = 0;
  for (const { bytes } of pieces) {
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let column = 0;
    for (let at = 0; at < text.length; at += 1) {
      const end = cellEnd(text, at);
      cells.get(column)?.push(cellText(text, at, end));
      at = end;
      column += 1;
      if (text[at] === newline) {
        rows += 1;
        column = 0;
        cells.forEach((known) => known.length < rows && known.push(null));
      }
    }
  }
  return cells;
}

/** Where the comma or newline after the cell at `at` stands. */
function cellEnd(text: Buffer, at: number): number {
  let end = at;
  if (text[at] === quote) {
    // Two quotes stand for one; any other one ends the text.
    do {
      end = text.indexOf(quote, end + 1) + 1;
    } while (text[end] === quote);
    return end;
  }
  while (end < text.length && text[end] !== comma && text[end] !== newline) {
    end += 1;
  }
  return end;
}

function cellText(text: Buffer, from: number, to: number): string | null {
  const cell =
    text[from] === quote
      ? text.toString("utf8", from + 1, to - 1).replaceAll('""', '"')
      : text.toString("utf8", from, to);
  return cell === "" ? null : cell;
}
