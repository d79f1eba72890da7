/** The reversed Castagnoli polynomial (RFC 3720, appendix B.4). */
const polynomial = 0x82f63b78;

/** Eight tables of 256 words, so that eight bytes go in at once (Kounavis and Berry 2008, "slicing-by-8"). */
const tables = makeTables();

function makeTables(): Int32Array {
  const words = new Int32Array(8 * 256);
  for (let byte = 0; byte < 256; byte += 1) {
    let crc = byte;
    for (let bit = 0; bit < 8; bit += 1) {
      crc = (crc & 1) === 1 ? (crc >>> 1) ^ polynomial : crc >>> 1;
    }
    words[byte] = crc;
  }
  for (let at = 256; at < words.length; at += 1) {
    const before = words[at - 256] ?? 0;
    words[at] = (before >>> 8) ^ (words[before & 0xff] ?? 0);
  }
  return words;
}

/** CRC-32C of the bytes from `start` up to `end`, as a signed 32-bit number. `view`: over the same bytes. */
export function crc32c(bytes: Uint8Array, start: number, end: number, view = viewOf(bytes)): number {
  let crc = -1;
  let at = start;
  for (; at + 8 <= end; at += 8) {
    const low = crc ^ view.getInt32(at, true);
    const high = view.getInt32(at + 4, true);
    crc =
      (tables[1792 + (low & 0xff)] ?? 0) ^
      (tables[1536 + ((low >>> 8) & 0xff)] ?? 0) ^
      (tables[1280 + ((low >>> 16) & 0xff)] ?? 0) ^
      (tables[1024 + (low >>> 24)] ?? 0) ^
      (tables[768 + (high & 0xff)] ?? 0) ^
      (tables[512 + ((high >>> 8) & 0xff)] ?? 0) ^
      (tables[256 + ((high >>> 16) & 0xff)] ?? 0) ^
      (tables[high >>> 24] ?? 0);
  }
  for (; at < end; at += 1) {
    crc = (crc >>> 8) ^ (tables[(crc ^ (bytes[at] ?? 0)) & 0xff] ?? 0);
  }
  return ~crc;
}

/** The form in which TensorFlow stores a checksum: turned, and a constant added (tsl/lib/hash/crc32c.h). */
export function masked(crc: number): number {
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) | 0;
}

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}
