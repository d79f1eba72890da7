import type { FileHandle } from "node:fs/promises";
import { parquetRead, type AsyncBuffer, type FileMetaData, type SchemaElement } from "hyparquet";
import { openRegularHandle } from "../files/regularFile.ts";
import { checkPages } from "./checkPages.ts";
import { metadataOf } from "./metadata.ts";
import type { ParquetColumn } from "./parquetBytes.ts";

/** A damaged file may say anything; one that is sound and larger is read in parts. */
const mostRows = 20_000_000;

/** Rows from `start` to before `end`. */
export interface RowRange {
  readonly start: number;
  readonly end: number;
}

/**
 * A Parquet file of plain columns: doubles, whole numbers, texts and truth values, as `parquetBytes` writes them, whoever wrote it. Of a
 * large file only the row groups that are asked for are read.
 */
export class ParquetFile {
  readonly #bytes: AsyncBuffer;
  readonly #metadata: FileMetaData;
  readonly #handle: FileHandle | null;
  readonly rows: number;
  /** What the file says of itself. */
  readonly about: ReadonlyMap<string, string>;

  private constructor(bytes: AsyncBuffer, metadata: FileMetaData, handle: FileHandle | null) {
    this.#bytes = bytes;
    this.#metadata = metadata;
    this.#handle = handle;
    this.rows = Number(metadata.num_rows);
    this.about = new Map((metadata.key_value_metadata ?? []).map(({ key, value }) => [key, value ?? ""]));
  }

  /** A file in memory. @throws {Error} where the bytes are no such file. */
  static async of(bytes: Uint8Array): Promise<ParquetFile> {
    // Not slice(), which makes no copy of a Buffer: its memory has other things around it.
    const { buffer } = new Uint8Array(bytes);
    return new ParquetFile(buffer, await metadataOf(buffer), null);
  }

  /** A file on the disk, which stays open until `close`. @throws {Error} where it cannot be read or is no such file. */
  static async open(path: string): Promise<ParquetFile> {
    const handle = await openRegularHandle(path, { followLinks: true });
    try {
      const { size } = await handle.stat();
      const bytes = { byteLength: size, slice: (from: number, to = size) => readBytes(handle, from, to) };
      return new ParquetFile(bytes, await metadataOf(bytes), handle);
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.#handle?.close();
  }

  /** The rows at which row groups begin: what is in one group is read at once. */
  get groups(): readonly number[] {
    let start = 0;
    return this.#metadata.row_groups.map(({ num_rows: rows }) => {
      const from = start;
      start += Number(rows);
      return from;
    });
  }

  /**
   * Columns, those of `wanted` that the file has, all where it is null; in the file's order.
   * @throws {Error} where the file is damaged, or has columns of other kinds.
   */
  async columns(wanted: readonly string[] | null, range: RowRange = this.#whole()): Promise<readonly ParquetColumn[]> {
    const [, ...elements] = this.#metadata.schema;
    const kinds = elements
      .filter(({ name }) => wanted === null || wanted.includes(name))
      .map((element) => ({ name: element.name, kind: kindOf(element) }));
    const cells = await this.#cells(
      kinds.map(({ name }) => name),
      range,
    );
    return kinds.map((column) => filled(column, cells.get(column.name) ?? []));
  }

  #whole(): RowRange {
    return { start: 0, end: this.rows };
  }

  async #cells(names: readonly string[], { start, end }: RowRange): Promise<ReadonlyMap<string, readonly Cell[]>> {
    const count = end - start;
    if (!(count >= 0 && count <= mostRows)) {
      throw new RangeError("There are more rows than fit in memory.");
    }
    const cells = new Map(names.map((name) => [name, new Array<Cell>(count).fill(null)]));
    if (count > 0 && names.length > 0) {
      await checkPages(this.#bytes, this.#metadata, { names, start, end });
      await parquetRead({
        ...{ file: this.#bytes, metadata: this.#metadata, columns: [...names], rowStart: start, rowEnd: end },
        // Column by column: rows of all columns would only be taken apart again.
        onChunk: ({ columnName, columnData, rowStart }) => {
          const column = cells.get(columnName);
          const [from, to] = [Math.max(start, rowStart), Math.min(end, rowStart + columnData.length)];
          for (let row = from; column !== undefined && row < to; row++) {
            column[row - start] = columnData[row - rowStart] as Cell;
          }
        },
      });
    }
    return cells;
  }
}

async function readBytes(handle: FileHandle, from: number, to: number): Promise<ArrayBuffer> {
  if (from < 0 || to < from) {
    throw new RangeError("The file points out of itself.");
  }
  const bytes = new Uint8Array(to - from);
  let read = 0;
  while (read < bytes.length) {
    const { bytesRead } = await handle.read(bytes, read, bytes.length - read, from + read);
    if (bytesRead === 0) {
      throw new RangeError("The file ends before it should.");
    }
    read += bytesRead;
  }
  return bytes.buffer;
}

type Cell = number | string | boolean | bigint | null | undefined;

function kindOf({ name, type, num_children: children }: SchemaElement): ParquetColumn["kind"] {
  switch (children === undefined ? type : undefined) {
    case "DOUBLE":
    case "FLOAT":
      return "number";
    case "INT32":
    case "INT64":
      return "whole";
    case "BYTE_ARRAY":
      return "text";
    case "BOOLEAN":
      return "boolean";
    default:
      throw new TypeError(`The column ${name} is neither of numbers nor of texts nor of truth values.`);
  }
}

function filled({ name, kind }: Pick<ParquetColumn, "name" | "kind">, cells: readonly Cell[]): ParquetColumn {
  switch (kind) {
    case "number":
    case "whole":
      return { name, kind, cells: cells.map((cell) => (isAbsent(cell) ? null : Number(cell))) };
    case "text":
      return { name, kind, cells: cells.map((cell) => (isAbsent(cell) ? null : String(cell))) };
    case "boolean":
      return { name, kind, cells: cells.map((cell) => (typeof cell === "boolean" ? cell : null)) };
  }
}

function isAbsent(cell: Cell): cell is null | undefined {
  return cell === null || cell === undefined;
}
