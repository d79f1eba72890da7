import { hash } from "node:crypto";
import { closeSync, type BigIntStats } from "node:fs";
import { lastBytes } from "./lastBytes.ts";
import { holdsAt, readAt } from "./readAt.ts";
import { openLog } from "./regularFile.ts";

/** How many of its first and last bytes identify a log. */
export const endBytes = 4096;

/** What tells a log that grew from another one under its name. */
export interface LogIdentity {
  readonly device: string;
  readonly inode: string;
  readonly birth: string;
  /** Bytes read so far. */
  readonly offset: number;
  /** Hash of the first 4 KiB before `offset`, and of the last 4 KiB before it. */
  readonly head: string;
  readonly tail: string;
}

/** What a file is besides its bytes. */
type FilePlace = Pick<BigIntStats, "dev" | "ino" | "birthtimeNs">;

/**
 * The first and the last bytes that were read of a log, and the file they were read from. Invariant: they are those that
 * were really taken, not those that stand in the file by now, so that a log rewritten during a look is found out at the
 * next one.
 */
export class LogEnds {
  readonly #place: FilePlace;
  #head: Uint8Array = new Uint8Array();
  #tail: Uint8Array = new Uint8Array();
  #offset = 0;

  /** Nothing was read yet of the file at that place. */
  constructor(place: FilePlace) {
    this.#place = place;
  }

  /** The ends of the first `offset` bytes of an open log. */
  static at(file: number, place: FilePlace, offset: number): LogEnds {
    const ends = new LogEnds(place);
    ends.#head = readAt(file, 0, Math.min(endBytes, offset));
    ends.#tail = offset <= endBytes ? new Uint8Array(ends.#head) : readAt(file, offset - endBytes, endBytes);
    ends.#offset = offset;
    return ends;
  }

  /** Bytes read so far. */
  get offset(): number {
    return this.#offset;
  }

  /** Takes the bytes that were read next. */
  push(piece: Uint8Array): void {
    if (this.#head.length < endBytes) {
      this.#head = Buffer.concat([this.#head, piece.subarray(0, endBytes - this.#head.length)]);
    }
    this.#addToTail(piece);
    this.#offset += piece.length;
  }

  /** Takes bytes that were read elsewhere, up to `end`; `tail` are the last of them. The first bytes must be known. */
  skipTo(end: number, tail: Uint8Array): void {
    this.#tail = lastBytes(this.#tail, tail, endBytes);
    this.#offset = end;
  }

  /**
   * Whether an open log is the one that was read. The bytes decide: inodes are used again, and a file may be truncated
   * and rewritten, longer than before. A size that went backwards counts only when the bytes are gone too, since
   * network file systems report old sizes. `scratch`: memory for the comparison, if there is some.
   */
  standIn(file: number, stat: BigIntStats, scratch: Buffer = Buffer.alloc(0)): boolean {
    const [head, tail] = [this.#head, this.#tail];
    return (
      isSamePlace(this.#place, stat) &&
      holdsAt(file, 0, head, scratch) &&
      holdsAt(file, this.#offset - tail.length, tail, scratch)
    );
  }

  /** A log that grows all the time has its last bytes moved in place, which leaves nothing to collect. */
  #addToTail(piece: Uint8Array): void {
    if (this.#tail.length === endBytes && piece.length < endBytes) {
      this.#tail.copyWithin(0, piece.length);
      this.#tail.set(piece, endBytes - piece.length);
    } else {
      this.#tail = lastBytes(this.#tail, piece, endBytes);
    }
  }

  /** The same in a form that can be kept. */
  identity(): LogIdentity {
    return {
      device: String(this.#place.dev),
      inode: String(this.#place.ino),
      birth: String(this.#place.birthtimeNs),
      offset: this.#offset,
      head: hash("sha1", this.#head, "base64"),
      tail: hash("sha1", this.#tail, "base64"),
    };
  }
}

/** The ends of an open log, if it is the one whose identity was kept; null otherwise. */
export function recalledEnds(file: number, stat: BigIntStats, kept: LogIdentity): LogEnds | null {
  const ends = LogEnds.at(file, stat, kept.offset);
  const { head, tail } = ends.identity();
  const place = { dev: BigInt(kept.device), ino: BigInt(kept.inode), birthtimeNs: BigInt(kept.birth) };
  return isSamePlace(place, stat) && head === kept.head && tail === kept.tail ? ends : null;
}

/** The identity of the log at a path when fewer of its bytes had been read, or null where it is another log now. */
export function earlierIdentity(path: string, ends: LogEnds, offset: number): LogIdentity | null {
  const { file, stat } = openLog(path);
  try {
    const earlier = LogEnds.at(file, stat, offset).identity();
    return ends.standIn(file, stat) ? earlier : null;
  } finally {
    closeSync(file);
  }
}

function isSamePlace(before: FilePlace, now: BigIntStats): boolean {
  // Where a file system keeps no birth time, the system answers with the time of the last change.
  const born = now.birthtimeNs === before.birthtimeNs || now.birthtimeNs === now.ctimeNs;
  return now.dev === before.dev && now.ino === before.ino && born;
}
