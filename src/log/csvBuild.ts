import { RowPadder, padRows } from "./csvPadding.ts";
import { csvHeader } from "./csvText.ts";
import type { CsvRows } from "./rowPieces.ts";
import { piecesOf } from "./pieces.ts";
import { TemporaryFile } from "./temporaryFile.ts";

/** Rows held back before the first byte is written: keys that appear among them cost no second pass. */
const heldBytes = 4 * 1024 * 1024;

/** Rows are handed to the system in portions of this size. */
const portionBytes = 1024 * 1024;

/** Rows inside a file that all have the same number of columns. */
interface Segment {
  readonly columns: number;
  readonly start: number;
  end: number;
}

/**
 * A whole CSV on its way into a temporary file beside its place.
 *
 * Invariant: rows are written as they come, with the columns known then, and `segments` says how many those are; only
 * when a key appeared late does `finish` copy the file once more, filling up its rows. So the cost is at most two
 * passes, however many keys appear.
 */
export class CsvBuild {
  readonly #path: string;
  #file: TemporaryFile | null = null;
  #segments: Segment[] = [];
  #held: CsvRows[] = [];
  /** The write under way: the log is read on meanwhile. */
  #writing: Promise<void> = Promise.resolve();
  #heldBytes = 0;
  /** How many keys the header in the file names. */
  #headerColumns = 0;

  /** `path`: where the CSV will stand. */
  constructor(path: string) {
    this.#path = path;
  }

  /** Starts from the rows of an existing CSV, copied with `keys` as the new header. */
  async adopt(
    source: number,
    rows: { readonly start: number; readonly end: number; readonly columns: number },
    keys: readonly string[],
  ): Promise<void> {
    this.#file = await TemporaryFile.create(this.#path);
    this.#headerColumns = keys.length;
    const header = csvHeader(keys);
    await this.#file.write(header);
    await copyPadded(source, this.#file, { ...rows, wanted: keys.length });
    this.#segments = [{ columns: keys.length, start: header.length, end: this.#file.size }];
  }

  /** Adds rows; `keys` are those known after them. */
  async add(rows: readonly CsvRows[], keys: readonly string[]): Promise<void> {
    for (const piece of rows) {
      this.#held.push(piece);
      this.#heldBytes += piece.bytes.length;
    }
    if (this.#heldBytes >= (this.#file === null ? heldBytes : portionBytes)) {
      await this.#flush(keys);
    }
  }

  /** The file with everything in it, checked and on the disk. `keys` are all keys; without `records` there is no header. */
  async finish(keys: readonly string[], records: number): Promise<TemporaryFile> {
    await this.#flush(keys, records > 0);
    await this.#writing;
    const file = this.#file ?? (await TemporaryFile.create(this.#path));
    this.#file = file;
    const narrow = this.#segments.some(({ columns }) => columns !== keys.length);
    if (records > 0 && (narrow || this.#headerColumns !== keys.length)) {
      this.#file = await this.#padded(file.handle.fd, keys);
      await file.discard();
    }
    await this.#file.sync();
    return this.#file;
  }

  /** Takes the file away, where one was begun. */
  async discard(): Promise<void> {
    await this.#writing.catch(() => undefined);
    await this.#file?.discard();
  }

  async #flush(keys: readonly string[], header = true): Promise<void> {
    const parts: Uint8Array[] = [];
    if (this.#file === null) {
      this.#file = await TemporaryFile.create(this.#path);
      this.#headerColumns = keys.length;
      parts.push(...(header ? [csvHeader(keys)] : []), ...this.#held.map((piece) => padRows(piece, keys.length)));
      const length = parts.reduce((sum, part) => sum + part.length, 0);
      this.#segments = [{ columns: keys.length, start: parts[0]?.length ?? 0, end: length }];
    } else {
      for (const piece of this.#held) {
        this.#extend(piece);
        parts.push(piece.bytes);
      }
    }
    this.#held = [];
    this.#heldBytes = 0;
    await this.#writing;
    const writing = writeParts(this.#file, parts);
    // What goes wrong is met by whoever waits for it next.
    writing.catch(() => undefined);
    this.#writing = writing;
  }

  #extend({ columns, bytes }: CsvRows): void {
    const last = this.#segments.at(-1);
    const end = last?.end ?? 0;
    if (last?.columns === columns) {
      last.end = end + bytes.length;
    } else {
      this.#segments.push({ columns, start: end, end: end + bytes.length });
    }
  }

  async #padded(source: number, keys: readonly string[]): Promise<TemporaryFile> {
    const target = await TemporaryFile.create(this.#path);
    try {
      await target.write(csvHeader(keys));
      for (const { columns, start, end } of this.#segments) {
        await copyPadded(source, target, { start, end, columns, wanted: keys.length });
      }
      return target;
    } catch (error) {
      await target.discard();
      throw error;
    }
  }
}

/** Writes parts one after the other; many small ones go together, large ones are not copied for it. */
async function writeParts(file: TemporaryFile, parts: readonly Uint8Array[]): Promise<void> {
  let small: Uint8Array[] = [];
  for (const part of [...parts, null]) {
    if (part !== null && part.length < portionBytes / 4) {
      small.push(part);
      continue;
    }
    await file.write(Buffer.concat(small));
    small = [];
    if (part !== null) {
      await file.write(part);
    }
  }
}

/** Copies rows from one file to another, each filled up from `columns` to `wanted`. */
export async function copyPadded(
  source: number,
  target: TemporaryFile,
  { start, end, columns, wanted }: { start: number; end: number; columns: number; wanted: number },
): Promise<void> {
  const padder = columns === wanted ? null : new RowPadder(columns, wanted);
  for await (const piece of piecesOf(source, start, end)) {
    await target.write(padder === null ? piece : padder.push(piece));
  }
}
