import type { ColumnChunk } from "hyparquet";
import { ByteWriter } from "hyparquet-writer";
import { writePageHeader } from "hyparquet-writer/src/datapage.js";
import { writeRleBitPackedHybrid } from "hyparquet-writer/src/encoding.js";
import { snappyCompress } from "hyparquet-writer/src/snappy.js";
import type { GroupNumbers } from "./groupColumn.ts";

const bytesPerDouble = 8;
const encoding = "BYTE_STREAM_SPLIT";
/** So many doubles stay in the processor's cache. */
const splitAtOnce = 1024;

/**
 * Writes the doubles of one column of a row group of `count` rows, as the Parquet format describes it: a header, which
 * rows have a value, the values. hyparquet-writer takes such a column cell by cell, in several times the time.
 * Returns what the file's end says of it.
 */
export function writeDoubles(writer: ByteWriter, name: string, numbers: GroupNumbers, count: number): ColumnChunk {
  const { values } = numbers;
  const start = writer.offset;
  const levels = definedRows(numbers, count);
  const body = snappyCompress(splitBytes(values));
  const size = levels.length + values.byteLength;
  writePageHeader(writer, {
    type: "DATA_PAGE_V2",
    uncompressed_page_size: size,
    compressed_page_size: levels.length + body.length,
    data_page_header_v2: {
      num_values: count,
      num_nulls: count - values.length,
      num_rows: count,
      encoding,
      definition_levels_byte_length: levels.length,
      repetition_levels_byte_length: 0,
      is_compressed: true,
    },
  });
  const header = writer.offset - start;
  writer.appendBytes(levels);
  writer.appendBytes(body);
  return {
    file_offset: BigInt(start),
    meta_data: {
      type: "DOUBLE",
      encodings: ["RLE", encoding],
      path_in_schema: [name],
      codec: "SNAPPY",
      num_values: BigInt(count),
      total_uncompressed_size: BigInt(header + size),
      total_compressed_size: BigInt(writer.offset - start),
      data_page_offset: BigInt(start),
      statistics: { null_count: BigInt(count - values.length), ...boundsOf(values) },
    },
  };
}

/** One bit a row, whether it has a value, in runs. */
function definedRows({ rows, values }: GroupNumbers, count: number): Uint8Array {
  const writer = new ByteWriter();
  const defined = new Uint8Array(count);
  if (rows === null) {
    defined.fill(1, 0, values.length);
  } else {
    for (const row of rows) {
      defined[row] = 1;
    }
  }
  writeRleBitPackedHybrid(writer, defined, 1);
  return writer.getBytes();
}

/** The first bytes of all values, then the second ones, and so on: doubles of a loss share their high bytes. */
function splitBytes(values: Float64Array): Uint8Array {
  const { length } = values;
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  const split = new Uint8Array(bytes.length);
  for (let from = 0; from < length; from += splitAtOnce) {
    const to = Math.min(length, from + splitAtOnce);
    for (let byte = 0; byte < bytesPerDouble; byte += 1) {
      const start = byte * length;
      for (let i = from; i < to; i += 1) {
        split[start + i] = bytes[i * bytesPerDouble + byte] ?? 0;
      }
    }
  }
  return split;
}

/** The least and the greatest value; none where a value is NaN, which readers place differently, or there is no value. */
function boundsOf(values: Float64Array): { min_value?: number; max_value?: number } {
  let [least, greatest] = [Infinity, -Infinity];
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i] ?? NaN;
    if (Number.isNaN(value)) {
      return {};
    }
    least = value < least ? value : least;
    greatest = value > greatest ? value : greatest;
  }
  // Zeros of both signs are equal here; a bound includes them both.
  return values.length === 0 ? {} : { min_value: least === 0 ? -0 : least, max_value: greatest === 0 ? 0 : greatest };
}
