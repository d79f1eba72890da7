import { createHash } from "node:crypto";
import type { BigIntStats } from "node:fs";
import type { FileHandle } from "node:fs/promises";
import { readAt } from "./readAt.ts";
import { openLog } from "./readLog.ts";

const endBytes = 4096;

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

/**
 * The first and the last bytes that were read of a log. Invariant: they are those that were really taken, not those
 * that stand in the file by now, so that a log rewritten during a look is found out at the next one.
 */
export class LogEnds {
  #head: Uint8Array;
  #tail: Uint8Array;
  #offset: number;

  private constructor(head: Uint8Array, tail: Uint8Array, offset: number) {
    this.#head = head;
    this.#tail = tail;
    this.#offset = offset;
  }

  /** Nothing was read yet. */
  static none(): LogEnds {
    return new LogEnds(new Uint8Array(), new Uint8Array(), 0);
  }

  /** The ends of the first `offset` bytes of an open log. */
  static async at(handle: FileHandle, offset: number): Promise<LogEnds> {
    const head = await readAt(handle, 0, Math.min(endBytes, offset));
    const tail = offset <= endBytes ? head : await readAt(handle, offset - endBytes, endBytes);
    return new LogEnds(head, tail, offset);
  }

  /** Takes the bytes that were read next. */
  push(piece: Uint8Array): void {
    if (this.#head.length < endBytes) {
      this.#head = Buffer.concat([this.#head, piece.subarray(0, endBytes - this.#head.length)]);
    }
    const all = piece.length >= endBytes ? piece : Buffer.concat([this.#tail, piece]);
    this.#tail = new Uint8Array(all.subarray(Math.max(0, all.length - endBytes)));
    this.#offset += piece.length;
  }

  /** The identity of the log with that file status. */
  identity(stat: BigIntStats): LogIdentity {
    const head = hashOf(this.#head);
    const tail = this.#offset <= endBytes ? head : hashOf(this.#tail);
    return {
      device: String(stat.dev),
      inode: String(stat.ino),
      birth: String(stat.birthtimeNs),
      offset: this.#offset,
      head,
      tail,
    };
  }
}

/**
 * The ends of an open log, if it is the one that was read up to `identity.offset`; null otherwise. The hashes decide:
 * inodes are used again, and a file may be truncated and written anew, longer than before. A size that went backwards
 * counts only when the bytes are gone too, since network file systems report old sizes.
 */
export async function endsOfSame(
  handle: FileHandle,
  stat: BigIntStats,
  identity: LogIdentity,
): Promise<LogEnds | null> {
  if (String(stat.dev) !== identity.device || String(stat.ino) !== identity.inode) {
    return null;
  }
  // Where a file system keeps no birth time, the system answers with the time of the last change.
  if (String(stat.birthtimeNs) !== identity.birth && stat.birthtimeNs !== stat.ctimeNs) {
    return null;
  }
  const ends = await LogEnds.at(handle, identity.offset);
  const now = ends.identity(stat);
  return now.head === identity.head && now.tail === identity.tail ? ends : null;
}

/** The identity of the log at a path when fewer of its bytes had been read, or null where it is another log now. */
export async function earlierIdentity(
  path: string,
  identity: LogIdentity,
  offset: number,
): Promise<LogIdentity | null> {
  const { handle, stat } = await openLog(path);
  try {
    const earlier = (await LogEnds.at(handle, offset)).identity(stat);
    return (await endsOfSame(handle, stat, identity)) === null ? null : earlier;
  } finally {
    await handle.close();
  }
}

function hashOf(bytes: Uint8Array): string {
  return createHash("sha1").update(bytes).digest("base64");
}
