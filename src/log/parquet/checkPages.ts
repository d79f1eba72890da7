import type { AsyncBuffer, ColumnMetaData, FileMetaData } from "hyparquet";
import { parquetHeader } from "hyparquet/src/column.js";
import { snappyUncompress } from "hyparquet/src/snappy.js";
import { readVarInt } from "hyparquet/src/thrift.js";

type PageHeader = ReturnType<typeof parquetHeader>;

/** No page of a plain column is larger once it is not compressed any more, in bytes. */
const mostPageBytes = 2 ** 28;

/** Values that a run of packed bits may have beyond those that are left: writers fill them up to eights. */
const mostFilledUp = 512;

/**
 * Refuses pages that count more than they hold: a damaged count would keep their reader busy for hours, since it repeats a
 * value as often as a run says, whatever is left to be read.
 * @throws {RangeError} where there is one among the columns of these names in the row groups of a range.
 */
export async function checkPages(
  file: AsyncBuffer,
  metadata: FileMetaData,
  { names, start, end }: { readonly names: readonly string[]; readonly start: number; readonly end: number },
): Promise<void> {
  let row = 0;
  for (const { num_rows: count, columns } of metadata.row_groups) {
    const [from, rows] = [row, Number(count)];
    row += rows;
    for (const { meta_data: chunk } of from < end && row > start ? columns : []) {
      if (chunk !== undefined && names.includes(chunk.path_in_schema[0] ?? "")) {
        const isNullable = metadata.schema.some(
          ({ name, repetition_type: kind }) => name === chunk.path_in_schema[0] && kind === "OPTIONAL",
        );
        await checkChunk(file, chunk, { rows, isNullable });
      }
    }
  }
}

interface ColumnFacts {
  /** Of its row group. */
  readonly rows: number;
  readonly isNullable: boolean;
}

async function checkChunk(file: AsyncBuffer, chunk: ColumnMetaData, column: ColumnFacts): Promise<void> {
  const first = Number(chunk.dictionary_page_offset ?? chunk.data_page_offset);
  const start = Math.min(first > 0 ? first : Infinity, Number(chunk.data_page_offset));
  const end = start + Number(chunk.total_compressed_size);
  demand(end <= file.byteLength);
  const bytes = await file.slice(start, end);
  const reader = { view: new DataView(bytes), offset: 0 };
  let seen = 0;
  while (seen < column.rows && reader.offset < bytes.byteLength - 1) {
    const header = parquetHeader(reader);
    const { compressed_page_size: size, uncompressed_page_size: plain } = header;
    const isSound = size >= 0 && reader.offset + size <= bytes.byteLength && plain >= 0 && plain <= mostPageBytes;
    demand(isSound);
    checkPage(new Uint8Array(bytes, reader.offset, size), header, { ...column, codec: chunk.codec });
    reader.offset += size;
    seen += header.data_page_header?.num_values ?? header.data_page_header_v2?.num_values ?? 0;
  }
}

function checkPage(page: Uint8Array, header: PageHeader, column: ColumnFacts & { readonly codec: string }): void {
  const { data_page_header: first, data_page_header_v2: second, dictionary_page_header: dictionary } = header;
  const size = header.uncompressed_page_size;
  if (dictionary !== undefined) {
    demand(isCount(dictionary.num_values, size));
  } else if (second !== undefined) {
    const { num_values: values, num_nulls: nulls, encoding, is_compressed: isCompressed } = second;
    const [repeats, levels] = [second.repetition_levels_byte_length, second.definition_levels_byte_length];
    demand(isCount(values, column.rows) && isCount(nulls, values) && repeats === 0 && isCount(levels, page.length));
    if (levels > 0) {
      checkRuns(viewOf(page.subarray(0, levels)), { at: 0, width: 1, values });
    }
    if (hasRuns(encoding)) {
      const rest = page.subarray(levels);
      const bytes = isCompressed === false ? rest : uncompressed(rest, size - levels, column.codec);
      checkValues(viewOf(bytes), { at: 0, encoding, left: values - nulls });
    }
  } else if (first !== undefined) {
    const { num_values: values, encoding } = first;
    demand(isCount(values, column.rows));
    if (column.isNullable || hasRuns(encoding)) {
      const view = viewOf(uncompressed(page, size, column.codec));
      const left = column.isNullable ? checkRuns(view, { at: 4, width: 1, values }) : values;
      checkValues(view, { at: column.isNullable ? 4 + view.getUint32(0, true) : 0, encoding, left });
    }
  }
}

function isCount(value: number, most: number): boolean {
  return value >= 0 && value <= most;
}

function hasRuns(encoding: string | undefined): boolean {
  return encoding === "RLE" || encoding === "PLAIN_DICTIONARY" || encoding === "RLE_DICTIONARY";
}

/** Checks the values of a page, of which so many are left, from a place on. */
function checkValues(
  view: DataView,
  { at, encoding, left }: { readonly at: number; readonly encoding: string | undefined; readonly left: number },
): void {
  if (left === 0 || !hasRuns(encoding)) {
    return;
  }
  const width = encoding === "RLE" ? 1 : view.getUint8(at);
  demand(width <= 32);
  if (width > 0) {
    checkRuns(view, { at: at + (encoding === "RLE" ? 4 : 1), width, values: left });
  }
}

/** Checks runs of values of so many bits; how many of them are 1, where they have one bit. */
function checkRuns(
  view: DataView,
  { at, width, values }: { readonly at: number; readonly width: number; readonly values: number },
): number {
  const reader = { view, offset: at };
  let [seen, ones] = [0, 0];
  while (seen < values) {
    const header = readVarInt(reader);
    const count = header >>> 1;
    if ((header & 1) === 1) {
      const packed = Math.min(count * 8, values - seen);
      demand(header > 0 && count > 0 && count * 8 <= values - seen + mostFilledUp);
      ones += width === 1 ? onesIn(view, reader.offset, packed) : 0;
      reader.offset += count * width;
      seen += packed;
    } else {
      demand(header > 0 && count <= values - seen);
      ones += width === 1 && view.getUint8(reader.offset) === 1 ? count : 0;
      reader.offset += (width + 7) >> 3;
      seen += count;
    }
  }
  return ones;
}

function onesIn(view: DataView, from: number, bits: number): number {
  let ones = 0;
  for (let bit = 0; bit < bits; bit += 1) {
    ones += (view.getUint8(from + (bit >> 3)) >> (bit & 7)) & 1;
  }
  return ones;
}

function uncompressed(page: Uint8Array, size: number, codec: string): Uint8Array {
  if (codec !== "SNAPPY") {
    return page;
  }
  const bytes = new Uint8Array(size);
  snappyUncompress(page, bytes);
  return bytes;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}

function demand(isSound: boolean): void {
  if (!isSound) {
    throw new RangeError("A page counts more than it holds.");
  }
}
