import { runInNewContext } from "node:vm";
import { parquetMetadata, type AsyncBuffer, type FileMetaData } from "hyparquet";

/** Metadata of files with thousands of row groups are read in a hundredth of it; of damaged ones the reader may never end. */
const longest = 10_000;

/** A file with so many bytes of metadata is damaged: those of 100,000 runs have a few MB. */
const mostMetadata = 256 * 1024 * 1024;

/** Length of the metadata and the magic word, at the end of a file. */
const footerBytes = 8;

/** What a Parquet file says of itself and its row groups. @throws {Error} where it is no such file, or damaged. */
export async function metadataOf(file: AsyncBuffer): Promise<FileMetaData> {
  const size = file.byteLength;
  const footer = new DataView(await file.slice(Math.max(0, size - footerBytes), size));
  const length = footer.byteLength < footerBytes ? 0 : footer.getUint32(0, true);
  if (length > Math.min(size - footerBytes, mostMetadata)) {
    throw new RangeError("The file points out of itself.");
  }
  return parsedMetadata(await file.slice(Math.max(0, size - footerBytes - length), size));
}

/** The same of the bytes at the end of a file. @throws {Error} where they are none, or after ten seconds. */
export function parsedMetadata(bytes: ArrayBuffer): FileMetaData {
  // Of all that Node.js has, only a script's time limit ends code that goes on without a pause.
  const parse = (): FileMetaData => parquetMetadata(bytes);
  return runInNewContext("parse()", { parse }, { timeout: longest }) as FileMetaData;
}
