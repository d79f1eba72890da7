import { createHash } from "node:crypto";
import type { BigIntStats } from "node:fs";
import type { FileHandle } from "node:fs/promises";
import { openLog } from "./readLog.ts";

const window = 4096;

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

/** The identity of an open log of which `offset` bytes were read. */
export async function identityOf(handle: FileHandle, stat: BigIntStats, offset: number): Promise<LogIdentity> {
  const head = await hashOf(handle, 0, Math.min(window, offset));
  const tail = offset <= window ? head : await hashOf(handle, Math.max(0, offset - window), offset);
  return { device: String(stat.dev), inode: String(stat.ino), birth: String(stat.birthtimeNs), offset, head, tail };
}

/**
 * Whether an open log is the one that was read up to `identity.offset`. The hashes decide: inodes are used again, and
 * a file may be truncated and written anew, longer than before. A size that went backwards counts only when the bytes
 * are gone too, since network file systems report old sizes.
 */
export async function isSameLog(handle: FileHandle, stat: BigIntStats, identity: LogIdentity): Promise<boolean> {
  if (String(stat.dev) !== identity.device || String(stat.ino) !== identity.inode) {
    return false;
  }
  // Where a file system keeps no birth time, the system answers with the time of the last change.
  if (String(stat.birthtimeNs) !== identity.birth && stat.birthtimeNs !== stat.ctimeNs) {
    return false;
  }
  const now = await identityOf(handle, stat, identity.offset);
  return now.head === identity.head && now.tail === identity.tail;
}

/** The identity of the log at a path when fewer of its bytes had been read, or null where it is another log now. */
export async function earlierIdentity(
  path: string,
  identity: LogIdentity,
  offset: number,
): Promise<LogIdentity | null> {
  const handle = await openLog(path);
  try {
    const stat = await handle.stat({ bigint: true });
    return (await isSameLog(handle, stat, identity)) ? await identityOf(handle, stat, offset) : null;
  } finally {
    await handle.close();
  }
}

async function hashOf(handle: FileHandle, from: number, to: number): Promise<string> {
  const bytes = Buffer.alloc(to - from);
  let count = 0;
  while (count < bytes.length) {
    const { bytesRead } = await handle.read(bytes, count, bytes.length - count, from + count);
    if (bytesRead === 0) {
      return "short";
    }
    count += bytesRead;
  }
  return createHash("sha1").update(bytes).digest("base64");
}
