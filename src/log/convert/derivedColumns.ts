import type { LogTable } from "../columns/columns.ts";
import { csvHeader } from "../records/csvText.ts";
import { piecesOf } from "../files/pieces.ts";
import { TemporaryFile } from "../files/temporaryFile.ts";

const [comma, quote, newline] = [0x2c, 0x22, 0x0a];

/** A column that is another one times a constant. */
export interface DerivedColumn {
  readonly name: string;
  /** Key of the column that it is computed from. */
  readonly from: string;
  readonly scale: number;
}

/** The keys of a CSV with derived columns: those of the log, then the derived ones that the log never held. */
export function keysWithDerived(keys: readonly string[], derived: readonly DerivedColumn[]): readonly string[] {
  return [...keys, ...derived.map(({ name }) => name).filter((name) => !keys.includes(name))];
}

/**
 * A copy of the CSV `source` of a log, derived columns filled in: a cell that the log left empty gets the product, a
 * logged one stays as it is. `table` holds at least the columns that are derived from; rows pass through in pieces, so
 * that memory does not grow with the rows.
 */
export async function withDerived(
  source: TemporaryFile,
  target: string,
  { table, derived }: { readonly table: LogTable; readonly derived: readonly DerivedColumn[] },
): Promise<TemporaryFile> {
  const file = await TemporaryFile.create(target);
  try {
    if (table.records > 0) {
      await file.write(csvHeader(keysWithDerived(table.keys, derived)));
      const rows = new DerivedRows(table, derived);
      for await (const piece of piecesOf(source.handle.fd, csvHeader(table.keys).length, source.size)) {
        await file.write(rows.push(piece));
      }
    }
    await file.sync();
    return file;
  } catch (error) {
    await file.discard();
    throw error;
  }
}

/** Fills derived columns into rows that come in pieces; the beginning of a row is kept until its end comes. */
export class DerivedRows {
  readonly #columns: number;
  /** What fills empty cells of columns that there are, in their order. */
  readonly #fills: readonly (readonly [column: number, text: (row: number) => string])[];
  /** What comes at the end of each row. */
  readonly #added: readonly ((row: number) => string)[];
  #row = 0;
  #rest: Uint8Array = new Uint8Array();

  constructor(table: LogTable, derived: readonly DerivedColumn[]) {
    this.#columns = table.keys.length;
    const placed = derived.map((column) => ({
      at: table.keys.indexOf(column.name),
      texts: productTexts(table, column),
    }));
    this.#added = placed.filter(({ at }) => at < 0).map(({ texts }) => texts);
    this.#fills = placed
      .filter(({ at }) => at >= 0)
      .sort((one, other) => one.at - other.at)
      .map(({ at, texts }) => [at, texts]);
  }

  /** The whole rows among what was pushed, with their derived cells. */
  push(bytes: Uint8Array): Uint8Array {
    const source = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes]);
    const out: Uint8Array[] = [];
    const commas: number[] = [];
    let start = 0;
    let inQuotes = false;
    for (let at = 0; at < source.length; at += 1) {
      const byte = source[at];
      if (byte === quote) {
        inQuotes = !inQuotes;
      } else if (byte === comma && !inQuotes) {
        commas.push(at - start);
      } else if (byte === newline && !inQuotes) {
        this.#complete(source.subarray(start, at), commas, out);
        this.#row += 1;
        commas.length = 0;
        start = at + 1;
      }
    }
    const done = new Uint8Array(Buffer.concat(out));
    // Not slice(), which makes no copy of a Buffer.
    this.#rest = new Uint8Array(source.subarray(start));
    return done;
  }

  /** A row, its newline excluded, with its derived cells; `commas`: where its cells are parted. */
  #complete(row: Uint8Array, commas: readonly number[], out: Uint8Array[]): void {
    let copied = 0;
    for (const [column, text] of this.#fills) {
      const start = column === 0 ? 0 : (commas[column - 1] ?? row.length) + 1;
      const filling = start === (commas[column] ?? row.length) ? text(this.#row) : "";
      if (filling !== "") {
        out.push(row.subarray(copied, start), Buffer.from(filling));
        copied = start;
      }
    }
    const end = this.#isSingleEmpty(row) ? copied : row.length;
    out.push(row.subarray(copied, end), this.#ending());
  }

  #ending(): Uint8Array {
    return Buffer.from(`${this.#added.map((text) => `,${text(this.#row)}`).join("")}\n`);
  }

  /** A lone empty cell is `""` only while it stands alone. */
  #isSingleEmpty(row: Uint8Array): boolean {
    return this.#columns === 1 && this.#added.length > 0 && row.length === 2 && row[0] === quote;
  }
}

/** The cell of each row, asked for in increasing order: empty where the source holds no number there. */
function productTexts(table: LogTable, { from, scale }: DerivedColumn): (row: number) => string {
  const source = table.column(from);
  let next = 0;
  return (row) => {
    while (source !== undefined && next < source.rows.length && (source.rows[next] ?? 0) < row) {
      next += 1;
    }
    return source?.rows[next] === row ? String((source.values[next] ?? NaN) * scale) : "";
  };
}
