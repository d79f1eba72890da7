import { crc32 } from "node:zlib";

/** A LevelDB log is cut into blocks; a record that does not fit goes on in the next (leveldb/doc/log_format.md). */
const blockBytes = 32 * 1024;
/** CRC-32 of type and data, length of the data, type. */
const headerBytes = 7;
/** Longer records hold files or console output: they are passed over. */
const longestRecord = 8 * 1024 * 1024;

const types = { full: 1, first: 2, middle: 3, last: 4 } as const;

/** Who gets the records. `bytes` is valid only until the call returns. */
export interface LevelTaker {
  record(bytes: Uint8Array, start: number, end: number): void;
  /** A record whose checksum does not fit, or whose parts do not follow one another. */
  bad(): void;
}

/** The same bytes twice: to take parts of, and to read numbers in. */
interface ReadBytes {
  readonly bytes: Uint8Array;
  readonly view: DataView;
}

/** Where a part begins, its header included, and ends. */
interface PartPlace {
  readonly at: number;
  readonly end: number;
  readonly type: number;
}

/**
 * Cuts the bytes of a `.wandb` file, from behind its own header, into records. Invariant: a record is given when all its
 * parts came and their checksums fit; what comes after a bad one is read.
 */
export class LevelLog {
  readonly #taker: LevelTaker;
  /** The beginning of a part whose end has not come. */
  #rest: Uint8Array = new Uint8Array();
  /** Where in its block the rest begins; the file's header belongs to the first block. */
  #inBlock: number;
  /** Parts of a record whose last one has not come; null where none waits. */
  #parts: Uint8Array[] | null = null;
  #length = 0;

  /** `from`: bytes of the file's own header. */
  constructor(taker: LevelTaker, from: number) {
    this.#taker = taker;
    this.#inBlock = from;
  }

  push(piece: Uint8Array): void {
    const bytes = this.#rest.length === 0 ? piece : Buffer.concat([this.#rest, piece]);
    const read = { bytes, view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength) };
    let at = 0;
    for (let length = this.#next(read, at); length !== null; length = this.#next(read, at)) {
      at += length;
      this.#inBlock = (this.#inBlock + length) % blockBytes;
    }
    // Not slice(), which makes no copy of a Buffer.
    this.#rest = new Uint8Array(bytes.subarray(at));
  }

  /** Takes what begins at a place, and says how long it is: a part, or the rest of a block that holds none. Null where its end has not come. */
  #next({ bytes, view }: ReadBytes, at: number): number | null {
    const [has, left] = [bytes.length - at, blockBytes - this.#inBlock];
    if (left < headerBytes) {
      // Too little for a part: zeros up to the end of the block.
      return has < left ? null : left;
    }
    if (has < headerBytes) {
      return null;
    }
    const length = view.getUint16(at + 4, true);
    const type = view.getUint8(at + 6);
    if (headerBytes + length > left || (type === 0 && length === 0)) {
      // No part goes past the end of its block: nothing in the rest of this one can be read.
      if (has < left) {
        return null;
      }
      this.#bad(bytes.subarray(at, at + left).some((byte) => byte !== 0));
      return left;
    }
    const end = at + headerBytes + length;
    if (end > bytes.length) {
      return null;
    }
    this.#take({ bytes, view }, { at, end, type });
    return end - at;
  }

  #take({ bytes, view }: ReadBytes, { at, end, type }: PartPlace): void {
    const fits = view.getUint32(at, true) === crc32(bytes.subarray(at + 6, end));
    if (fits && type === types.full && this.#parts === null) {
      this.#taker.record(bytes, at + headerBytes, end);
    } else {
      this.#part(fits ? type : 0, bytes.subarray(at + headerBytes, end));
    }
  }

  #part(type: number, bytes: Uint8Array): void {
    const waiting = this.#parts;
    switch (type) {
      case types.full:
        this.#bad(waiting !== null);
        this.#taker.record(bytes, 0, bytes.length);
        return;
      case types.first:
        this.#bad(waiting !== null);
        this.#parts = [new Uint8Array(bytes)];
        this.#length = bytes.length;
        return;
      case types.middle:
      case types.last:
        if (waiting === null) {
          this.#bad(true);
          return;
        }
        this.#length += bytes.length;
        if (this.#length <= longestRecord) {
          waiting.push(new Uint8Array(bytes));
        }
        if (type === types.last) {
          this.#parts = null;
          if (this.#length <= longestRecord) {
            this.#taker.record(Buffer.concat(waiting), 0, this.#length);
          }
        }
        return;
      default:
        this.#bad(true);
    }
  }

  /** What waits for its end will not get one. */
  #bad(isBad: boolean): void {
    this.#parts = isBad ? null : this.#parts;
    if (isBad) {
      this.#taker.bad();
    }
  }
}
