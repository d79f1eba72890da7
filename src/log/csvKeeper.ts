import { constants, type BigIntStats } from "node:fs";
import { lstat, open, type FileHandle } from "node:fs/promises";
import { CsvBuild } from "./csvBuild.ts";
import { csvOwner } from "./csvOwnership.ts";
import { csvHeader } from "./csvText.ts";
import { errorCode, fileError } from "./logError.ts";
import type { CsvRows } from "./logParser.ts";

/** How the CSV beside a log stands. */
export interface CsvState {
  readonly state: "current" | "off" | "missing" | "stale" | "foreign" | "refused" | "failed";
  /** A sentence for a person where something is to be said. */
  readonly message: string | null;
}

/** What a file was when it was looked at last. */
interface Signature {
  readonly inode: bigint;
  readonly size: bigint;
  readonly modified: bigint;
  readonly changed: bigint;
}

/** Rows that could not be written are kept up to this size; past it the CSV is made anew. */
const maxPending = 16 * 1024 * 1024;

/** First and longest pause, in milliseconds, before a write that failed is tried again. */
const pauses = [500, 60_000] as const;

/**
 * Keeps the CSV beside a growing log. Invariants: while `state` is `current`, the file is what `#signature` says and
 * holds all rows that were added and not kept in `#pending`; bytes are only ever added after a look at that signature;
 * a file that is not ours is never touched.
 */
export class CsvKeeper {
  readonly #path: string;
  #state: CsvState = { state: "missing", message: null };
  /** The file when it was written or judged last; null: nothing there. */
  #signature: Signature | null = null;
  /** The file that we wrote last, which is ours whatever the log gives now. */
  #written: Signature | null = null;
  #columns = 0;
  #build: CsvBuild | null = null;
  #pending: Uint8Array[] = [];
  #pendingBytes = 0;
  #retryAt = 0;
  #pause: number = pauses[0];

  constructor(path: string) {
    this.#path = path;
  }

  get state(): CsvState {
    return this.#state;
  }

  /** Whether the whole CSV has to be made from the log's first byte: it was changed or removed, or a write failed. */
  async needsAll(): Promise<boolean> {
    if (this.#state.state === "failed") {
      return this.#pendingBytes === 0 && Date.now() >= this.#retryAt;
    }
    return !sameSignature(await signatureOf(this.#path), this.#signature);
  }

  /** Whether rows wait for room on the disk and may be tried again now. */
  get waiting(): boolean {
    return this.#pendingBytes > 0 && Date.now() >= this.#retryAt;
  }

  /** From here on `add` gets all rows from the first one. */
  async begin(): Promise<void> {
    await this.#build?.discard();
    this.#build = new CsvBuild(this.#path);
    this.#pending = [];
    this.#pendingBytes = 0;
  }

  /** Adds rows; `keys` are those known after them. */
  async add(rows: readonly CsvRows[], keys: readonly string[]): Promise<void> {
    try {
      if (this.#build !== null) {
        await this.#build.add(rows, keys);
      } else if (this.#state.state === "current" || this.#pendingBytes > 0) {
        await this.#addToFile(rows, keys);
      }
    } catch (error) {
      await this.#failed(error);
    }
  }

  /** All rows that there are now were added: the file is brought up to them. */
  async finish(keys: readonly string[], records: number): Promise<void> {
    try {
      if (this.#build !== null) {
        await this.#settle(this.#build, keys, records);
      } else if (this.#pendingBytes > 0) {
        await this.#appendPending();
      }
    } catch (error) {
      await this.#failed(error);
    }
  }

  async dispose(): Promise<void> {
    await this.#build?.discard();
    this.#build = null;
  }

  async #addToFile(rows: readonly CsvRows[], keys: readonly string[]): Promise<void> {
    for (const piece of rows) {
      if (this.#build === null && piece.columns !== this.#columns) {
        await this.#appendPending();
        await this.#widen(keys);
      }
      if (this.#build !== null) {
        await this.#build.add([piece], keys);
      } else {
        this.#pending.push(piece.bytes);
        this.#pendingBytes += piece.bytes.length;
      }
    }
    if (this.#pendingBytes > maxPending / 16 && this.#state.state === "current") {
      await this.#appendPending();
    }
  }

  /** New keys: the rows so far are copied into a new file with a wider header. */
  async #widen(keys: readonly string[]): Promise<void> {
    const handle = await this.#openOwn(constants.O_RDONLY);
    const build = new CsvBuild(this.#path);
    this.#build = build;
    try {
      const size = Number(this.#signature?.size ?? 0n);
      const start = this.#columns === 0 && size === 0 ? 0 : csvHeader(keys.slice(0, this.#columns)).length;
      await build.adopt(handle, { start, end: size, columns: this.#columns }, keys);
    } finally {
      await handle.close();
    }
  }

  async #settle(build: CsvBuild, keys: readonly string[], records: number): Promise<void> {
    const file = await build.finish(keys, records);
    const owner = this.#isOwn(await signatureOf(this.#path))
      ? "prefix"
      : await csvOwner(this.#path, { handle: file.handle, size: file.size, keys });
    if (owner === "absent" || owner === "prefix") {
      await file.replace();
    } else {
      await file.discard();
    }
    this.#build = null;
    this.#signature = await signatureOf(this.#path);
    this.#columns = keys.length;
    this.#pause = pauses[0];
    if (owner === "stale" || owner === "foreign" || owner === "refused") {
      this.#state = { state: owner, message: notOurs(owner, this.#path) };
    } else {
      this.#state = { state: "current", message: null };
      this.#written = this.#signature;
    }
  }

  #isOwn(signature: Signature | null): boolean {
    return signature !== null && this.#written !== null && sameSignature(signature, this.#written);
  }

  async #appendPending(): Promise<void> {
    if (this.#pendingBytes === 0) {
      return;
    }
    const handle = await this.#openOwn(constants.O_WRONLY);
    const start = Number(this.#signature?.size ?? 0n);
    try {
      await writeAll(handle, Buffer.concat(this.#pending), start);
      this.#signature = signature(await handle.stat({ bigint: true }));
    } catch (error) {
      await handle.truncate(start);
      this.#signature = signature(await handle.stat({ bigint: true }));
      this.#written = this.#signature;
      throw error;
    } finally {
      await handle.close();
    }
    this.#written = this.#signature;
    this.#pending = [];
    this.#pendingBytes = 0;
    this.#pause = pauses[0];
    this.#state = { state: "current", message: null };
  }

  /** The file, if it is still the one that was written last. */
  async #openOwn(flags: number): Promise<FileHandle> {
    const handle = await open(this.#path, flags | constants.O_NOFOLLOW);
    if (sameSignature(signature(await handle.stat({ bigint: true })), this.#signature)) {
      return handle;
    }
    await handle.close();
    throw new ChangedMeanwhile();
  }

  async #failed(error: unknown): Promise<void> {
    await this.#build?.discard().catch(() => undefined);
    this.#build = null;
    if (error instanceof ChangedMeanwhile) {
      // The next look sees the other signature and makes the CSV anew.
      this.#pending = [];
      this.#pendingBytes = 0;
      return;
    }
    if (this.#pendingBytes > maxPending) {
      this.#pending = [];
      this.#pendingBytes = 0;
    }
    this.#retryAt = Date.now() + this.#pause;
    this.#pause = Math.min(this.#pause * 2, pauses[1]);
    this.#state = { state: "failed", message: fileError(error, this.#path, "write").message };
  }
}

class ChangedMeanwhile extends Error {}

async function writeAll(handle: FileHandle, bytes: Uint8Array, start: number): Promise<void> {
  let at = 0;
  while (at < bytes.length) {
    const { bytesWritten } = await handle.write(bytes, at, bytes.length - at, start + at);
    if (bytesWritten === 0) {
      throw new Error("the disk took no bytes");
    }
    at += bytesWritten;
  }
}

async function signatureOf(path: string): Promise<Signature | null> {
  try {
    return signature(await lstat(path, { bigint: true }));
  } catch (error) {
    if (errorCode(error) === "ENOENT") {
      return null;
    }
    throw error;
  }
}

function signature(stat: BigIntStats): Signature {
  return { inode: stat.ino, size: stat.size, modified: stat.mtimeNs, changed: stat.ctimeNs };
}

function sameSignature(a: Signature | null, b: Signature | null): boolean {
  if (a === null || b === null) {
    return a === b;
  }
  return a.inode === b.inode && a.size === b.size && a.modified === b.modified && a.changed === b.changed;
}

function notOurs(owner: "stale" | "foreign" | "refused", path: string): string {
  switch (owner) {
    case "stale":
      return `${path} is not what this log gives: it was edited, or made from another log. It is left alone.`;
    case "foreign":
      return `${path} was not made from this log. It is left alone.`;
    case "refused":
      return `${path} is a link, a folder or a device, which is never written over.`;
  }
}
