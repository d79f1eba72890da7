import { mkdir, readdir, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { openRegularHandle } from "../../../log/files/regularFile.ts";
import type { BlobStore } from "../../../log/follow/followMemory.ts";

const day = 24 * 60 * 60 * 1000;

/** A temporary file this old was left by a program that was killed; a blob this old by a log that is gone. */
const leftoverAge = day;
const forgottenAge = 90 * day;

/** Nothing larger is ever written: followMemory.ts bounds the numbers of a state, which are nearly all of it. */
const mostBytes = 512 * 1024 * 1024;

/**
 * Blobs as files of one folder, which is made when it is needed first. A blob is written next to its place and renamed
 * into it, so that a reader finds the old one or the new one; whether it fits is for the reader to check.
 */
export class BlobFolder implements BlobStore {
  readonly #folder: string;
  #writes = 0;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** The blob of a key, or null where there is none. Reading makes it young again for `prune`. */
  async read(key: string): Promise<Uint8Array | null> {
    const path = this.#path(key);
    try {
      const blob = await wholeFile(path);
      const now = new Date();
      // Without it the blob is pruned too early, and made again.
      await utimes(path, now, now).catch(() => undefined);
      return blob;
    } catch {
      // Nothing there, or nothing readable: either way it has to be made again.
      return null;
    }
  }

  /** Takes away what was not read or written for a long time: logs that are gone, and what a killed program left. */
  async prune(): Promise<void> {
    // The folder may not be there yet.
    for (const name of await readdir(this.#folder).catch(() => [])) {
      // Another window may prune it too.
      await this.#forgetOld(name).catch(() => undefined);
    }
  }

  /** Keeps a blob. What cannot be kept is not: everything in it can be read from the log again. */
  async write(key: string, blob: Uint8Array): Promise<void> {
    const temporary = `${this.#path(key)}.${process.pid}-${++this.#writes}.tmp`;
    try {
      await mkdir(this.#folder, { recursive: true });
      await writeFile(temporary, blob);
      await rename(temporary, this.#path(key));
    } catch {
      await rm(temporary, { force: true }).catch(() => undefined);
    }
  }

  async #forgetOld(name: string): Promise<void> {
    const path = join(this.#folder, name);
    const { mtimeMs } = await stat(path);
    if (Date.now() - mtimeMs > (name.endsWith(".tmp") ? leftoverAge : forgottenAge)) {
      await rm(path, { force: true });
    }
  }

  #path(key: string): string {
    return join(this.#folder, `${key.replaceAll(/[^\w-]/g, "_")}.run`);
  }
}

/** @throws what the system says, or where something else than a blob stands there. */
async function wholeFile(path: string): Promise<Uint8Array> {
  const handle = await openRegularHandle(path);
  try {
    const { size } = await handle.stat();
    if (size > mostBytes) {
      throw new RangeError(`${path} is too large`);
    }
    return await handle.readFile();
  } finally {
    await handle.close();
  }
}
