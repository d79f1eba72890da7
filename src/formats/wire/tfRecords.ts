import { crc32c, masked } from "./crc32c.ts";

/** Length and its checksum before a record, the record's checksum behind it (tensorflow/core/lib/io/record_writer.h). */
const headerBytes = 12;
const footerBytes = 4;

/** Longer records hold images, graphs or histograms: they are passed over without being kept. */
const longestRecord = 1024 * 1024;

/** Who gets the records of a TFRecord file. `bytes` is valid only until the call returns. */
export interface RecordTaker {
  record(bytes: Uint8Array, start: number, end: number): void;
  /** A record whose checksum does not fit. */
  bad(): void;
}

/**
 * Cuts the bytes of a TFRecord file into records, whatever the pieces in which they come.
 * Invariant: a record is given when all of it came and its checksums fit; nothing after a broken header is believed,
 * since nothing says where the next record begins.
 */
export class TfRecords {
  readonly #taker: RecordTaker;
  #rest = new Uint8Array();
  /** Bytes of a long record that are still to come. */
  #skipping = 0;
  #broken = false;

  constructor(taker: RecordTaker) {
    this.#taker = taker;
  }

  /** Whether the file goes on in a way that cannot be read. */
  get broken(): boolean {
    return this.#broken;
  }

  /** Whether the beginning of a record waits for its end. */
  get hasTail(): boolean {
    return this.#rest.length > 0 || this.#skipping > 0;
  }

  push(piece: Uint8Array): void {
    const skipped = Math.min(this.#skipping, piece.length);
    this.#skipping -= skipped;
    const news = piece.subarray(skipped);
    if (this.#broken || news.length === 0) {
      return;
    }
    const bytes = this.#rest.length === 0 ? news : Buffer.concat([this.#rest, news]);
    const at = this.#cut(bytes);
    // Not slice(), which makes no copy of a Buffer.
    this.#rest = new Uint8Array(bytes.subarray(at));
  }

  /** Gives the whole records among the bytes; returns where the first that is not whole begins. */
  #cut(bytes: Uint8Array): number {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let at = 0;
    while (at + headerBytes <= bytes.length) {
      if (view.getInt32(at + 8, true) !== masked(crc32c(bytes, at, at + 8, view))) {
        this.#broken = true;
        return bytes.length;
      }
      const length = view.getUint32(at, true) + view.getUint32(at + 4, true) * 2 ** 32;
      const start = at + headerBytes;
      const end = start + length;
      if (length > longestRecord) {
        const next = end + footerBytes;
        this.#skipping = Math.max(0, next - bytes.length);
        at = Math.min(next, bytes.length);
      } else if (end + footerBytes <= bytes.length) {
        if (view.getInt32(end, true) === masked(crc32c(bytes, start, end, view))) {
          this.#taker.record(bytes, start, end);
        } else {
          this.#taker.bad();
        }
        at = end + footerBytes;
      } else {
        return at;
      }
    }
    return at;
  }
}
