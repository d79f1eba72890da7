import { randomBytes } from "node:crypto";
import { constants } from "node:fs";
import { lstat, open, readdir, rename, rm, type FileHandle } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { signatureFrom, type FileSignature } from "./fileSignature.ts";
import { errorCode } from "./errorCode.ts";
import { LogError } from "./logError.ts";
import { hostMark, isRunning } from "./processes.ts";
import { writeAll } from "./writeAll.ts";
import { t } from "../../l10n.ts";

/**
 * A file that will take the place of another one in a single step.
 *
 * Invariant: under the final name there is the old file or the whole new one, never a mixture, whenever the program or
 * the computer stops: written next to its place, its size checked, on the disk before the rename, the folder after it.
 */
export class TemporaryFile {
  readonly handle: FileHandle;
  readonly path: string;
  readonly #target: string;
  #size = 0;
  /** Bytes that are on the disk or on their way there. */
  #flushed = 0;
  #flushing: Promise<void> = Promise.resolve();
  #open = true;

  private constructor(handle: FileHandle, path: string, target: string) {
    this.handle = handle;
    this.path = path;
    this.#target = target;
  }

  /** A new, empty file next to `target`, with the rights that `target` has. */
  static async create(target: string): Promise<TemporaryFile> {
    const path = join(
      dirname(target),
      `${prefixOf(target)}${hostMark}-${process.pid}-${randomBytes(6).toString("hex")}.tmp`,
    );
    const flags = constants.O_RDWR | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;
    const handle = await open(path, flags, await modeOf(target));
    live.add(path);
    return new TemporaryFile(handle, path, target);
  }

  /** Bytes written so far. */
  get size(): number {
    return this.#size;
  }

  /** Adds bytes at the end, all of them. */
  async write(bytes: Uint8Array): Promise<void> {
    await writeAll(this.handle, bytes, this.#size);
    this.#size += bytes.length;
    if (this.#size - this.#flushed >= flushEvery) {
      this.#flushed = this.#size;
      const flushing = this.#flushing.then(() => this.handle.datasync());
      // What goes wrong is met by `sync`.
      flushing.catch(() => undefined);
      this.#flushing = flushing;
    }
  }

  /** Sees to it that all bytes are on the disk. */
  async sync(): Promise<void> {
    await this.#flushing;
    await this.handle.sync();
    const { size } = await this.handle.stat();
    if (size !== this.#size) {
      throw new LogError(
        this.path,
        t(
          "Cannot write {0}: {1}",
          this.path,
          t("only {0} of {1} bytes were written. Free some space.", size, this.#size),
        ),
      );
    }
  }

  /** Takes the place of the target, after `sync`; returns what the file was before, its time of writing included. */
  async replace(): Promise<FileSignature> {
    const own = await this.handle.stat({ bigint: true });
    await this.#close();
    await rename(this.path, this.#target);
    await syncFolder(dirname(this.#target));
    const there = await lstat(this.#target, { bigint: true });
    if (there.ino !== own.ino || there.size !== own.size) {
      throw new LogError(
        this.#target,
        t("Cannot write {0}: {1}", this.#target, t("another program replaced it in the meantime.")),
      );
    }
    return signatureFrom(own);
  }

  async discard(): Promise<void> {
    await this.#close();
    await rm(this.path, { force: true });
  }

  async #close(): Promise<void> {
    if (this.#open) {
      this.#open = false;
      live.delete(this.path);
      await this.#flushing.catch(() => undefined);
      await this.handle.close();
    }
  }
}

/**
 * Removes what writers of `target` left behind when they were killed: files of processes of this computer that are
 * gone, and any after a day without a write: the number of such a process may be in use again.
 */
export async function removeLeftovers(target: string): Promise<void> {
  const folder = dirname(target);
  for (const name of await readdir(folder)) {
    if (name.startsWith(prefixOf(target)) && name.endsWith(".tmp") && !(await isInUse(folder, name, target))) {
      await rm(join(folder, name), { force: true });
    }
  }
}

/**
 * Tries whether a file can be written next to `target` at all, and takes it away again.
 * @throws what the system says where it cannot.
 */
export async function tryWriting(target: string): Promise<void> {
  const file = await TemporaryFile.create(target);
  try {
    await file.write(new Uint8Array(64 * 1024));
  } finally {
    await file.discard();
  }
}

/** A long file goes to the disk while it is written, in chunks of so many bytes, so that little is left to wait for. */
const flushEvery = 64 * 1024 * 1024;

/** Temporary files of this process that are not done with. */
const live = new Set<string>();

const dayLong = 24 * 3600 * 1000;

async function isInUse(folder: string, name: string, target: string): Promise<boolean> {
  const [host, pid] = name.slice(prefixOf(target).length).split("-");
  if (host === hostMark && Number(pid) === process.pid) {
    return live.has(join(folder, name));
  }
  if (host === hostMark && !isRunning(Number(pid))) {
    return false;
  }
  const modified = (await lstat(join(folder, name)).catch(() => null))?.mtimeMs ?? 0;
  return Date.now() - modified < dayLong;
}

function prefixOf(target: string): string {
  return `.${basename(target)}.slopewise-`;
}

async function modeOf(target: string): Promise<number> {
  try {
    return (await lstat(target)).mode & 0o777;
  } catch {
    return 0o666;
  }
}

/** A rename is safe only when the folder is on the disk; where folders cannot be synchronised, nothing is lost by it. */
async function syncFolder(folder: string): Promise<void> {
  let handle: FileHandle | null = null;
  try {
    handle = await open(folder, constants.O_RDONLY);
    await handle.sync();
  } catch (error) {
    if (!unsupported.has(errorCode(error) ?? "")) {
      throw error;
    }
  } finally {
    await handle?.close();
  }
}

const unsupported: ReadonlySet<string> = new Set(["EISDIR", "EPERM", "EINVAL", "ENOTSUP", "EACCES"]);
