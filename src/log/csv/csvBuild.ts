import { RowPadder } from "./csvPadding.ts";
import { csvHeader } from "../records/csvText.ts";
import type { CsvRows } from "../records/rowChunks.ts";
import { piecesOf } from "../files/pieces.ts";
import { ChunkQueue, type Chunk, type ChunkPool } from "./chunkQueue.ts";
import { TemporaryFile } from "../files/temporaryFile.ts";

/** Rows held back before the first byte is written: keys that appear among them cost no second pass. */
const heldBytes = 4 * 1024 * 1024;

/** Rows inside a file that all have the same number of columns. */
interface Segment {
  readonly columns: number;
  readonly start: number;
  end: number;
}

/**
 * A whole CSV on its way into a temporary file next to its place.
 *
 * Invariant: rows are written as they come, with the columns known then, and `segments` says how many those are; only
 * when a key appeared late does `finish` copy the file once more, filling up its rows. So the cost is at most two
 * passes, however many keys appear.
 */
export class CsvBuild {
  readonly #path: string;
  readonly #pool: ChunkPool;
  #file: TemporaryFile | null = null;
  /** Of the rows in the file, or of those held back as long as there is none. */
  #segments: Segment[] = [];
  /** What is not written yet. */
  #queue: ChunkQueue;
  /** The write under way: the log is read on meanwhile. */
  #writing: Promise<void> = Promise.resolve();
  /** How many keys the header in the file names. */
  #headerColumns = 0;

  /** `path`: where the CSV will stand; `pool`: memory for its rows on their way. */
  constructor(path: string, pool: ChunkPool) {
    this.#path = path;
    this.#pool = pool;
    this.#queue = new ChunkQueue(pool);
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

  /** Adds rows, which are copied; `keys` are those known after them. */
  async add(rows: readonly CsvRows[], keys: readonly string[]): Promise<void> {
    for (const { columns, bytes } of rows) {
      this.#extend(columns, bytes.length);
      await this.#write(bytes);
    }
    if (this.#file === null && this.#rowsEnd >= heldBytes) {
      await this.#begin(keys, true);
    }
  }

  /** The file with everything in it, checked and on the disk. `keys` are all keys; without `records` there is no header. */
  async finish(keys: readonly string[], records: number): Promise<TemporaryFile> {
    const narrow = this.#file ?? (await this.#begin(keys, records > 0));
    await this.#send(this.#queue.takeAll());
    await this.#writing;
    const isNarrow =
      this.#headerColumns !== keys.length || this.#segments.some(({ columns }) => columns !== keys.length);
    const file = records > 0 && isNarrow ? await this.#padded(narrow.handle.fd, keys) : narrow;
    this.#file = file;
    if (file !== narrow) {
      await narrow.discard();
    }
    await file.sync();
    return file;
  }

  /** Takes the file away, where one was begun. */
  async discard(): Promise<void> {
    await this.#writing.catch(() => undefined);
    await this.#file?.discard();
  }

  /** Makes the file and writes the header and the rows that were held back, filled up. */
  async #begin(keys: readonly string[], header: boolean): Promise<TemporaryFile> {
    const file = await TemporaryFile.create(this.#path);
    const [segments, held] = [this.#segments, this.#queue];
    const first = header ? csvHeader(keys) : new Uint8Array();
    this.#file = file;
    this.#headerColumns = keys.length;
    this.#queue = new ChunkQueue(this.#pool);
    this.#segments = [{ columns: keys.length, start: first.length, end: first.length }];
    await this.#write(first);
    for (const { columns, start, end } of segments) {
      const padder = columns === keys.length ? null : new RowPadder(columns, keys.length);
      for (const piece of held.pieces(start, end)) {
        const rows = padder?.push(piece) ?? piece;
        this.#extend(keys.length, rows.length);
        await this.#write(rows);
      }
    }
    this.#pool.recycle(held.takeAll());
    return file;
  }

  async #write(bytes: Uint8Array): Promise<void> {
    this.#queue.add(bytes);
    if (this.#file !== null) {
      await this.#send(this.#queue.takeFull());
    }
  }

  /** Hands chunks to the system, each once it has taken the one before. */
  async #send(chunks: readonly Chunk[]): Promise<void> {
    for (const chunk of chunks) {
      await this.#writing;
      const writing = this.#hand(chunk);
      // What goes wrong is met by whoever waits for it next.
      writing.catch(() => undefined);
      this.#writing = writing;
    }
  }

  async #hand(chunk: Chunk): Promise<void> {
    await this.#file?.write(chunk.memory.subarray(0, chunk.length));
    this.#pool.recycle([chunk]);
  }

  /** Where the last segment ends. */
  get #rowsEnd(): number {
    return this.#segments.at(-1)?.end ?? 0;
  }

  #extend(columns: number, length: number): void {
    const last = this.#segments.at(-1);
    const end = this.#rowsEnd;
    if (last?.columns === columns) {
      last.end = end + length;
    } else {
      this.#segments.push({ columns, start: end, end: end + length });
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

/** Copies rows from one file to another, each filled up from `columns` to `wanted`. */
async function copyPadded(
  source: number,
  target: TemporaryFile,
  { start, end, columns, wanted }: { start: number; end: number; columns: number; wanted: number },
): Promise<void> {
  const padder = columns === wanted ? null : new RowPadder(columns, wanted);
  for await (const piece of piecesOf(source, start, end)) {
    await target.write(padder === null ? piece : padder.push(piece));
  }
}
