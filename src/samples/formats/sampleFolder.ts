import { mkdir, open, readdir, rename, rm, writeFile, type FileHandle } from "node:fs/promises";
import { dirname, join } from "node:path";
import { errorCode } from "../../log/files/errorCode.ts";
import { LogError } from "../../log/files/logError.ts";

interface OpenFile {
  readonly handle: FileHandle;
  size: number;
  /** What is to be appended and was not written yet. */
  waiting: Uint8Array[];
  waitingBytes: number;
}

/** Bytes that are written at once: a few milliseconds of making up records. */
const chunkBytes = 128 * 1024;

/**
 * The files of a sample run in a folder that is its own, and the ways in which tools write to theirs. Names are paths
 * below the folder, with `/`.
 */
export class SampleFolder {
  readonly path: string;
  readonly #open = new Map<string, OpenFile>();

  private constructor(path: string) {
    this.path = path;
  }

  /**
   * A folder for a run; `log`: the one file that must not be there yet, or null where nothing may be in the folder.
   * @throws {LogError} where there is something already, which is not touched.
   */
  static async create(path: string, log: string | null): Promise<SampleFolder> {
    await mkdir(path, { recursive: true });
    const names = await readdir(path);
    if (log === null && names.length > 0) {
      throw new LogError(path, `${path} is not empty, and a log is never written over. Give another folder.`);
    }
    const folder = new SampleFolder(path);
    if (log !== null) {
      await folder.#file(log);
    }
    return folder;
  }

  /** Writes behind what is there, in one piece; at the latest when the folder is flushed. */
  async append(name: string, content: string | Uint8Array): Promise<void> {
    const file = await this.#file(name);
    const bytes = bytesOf(content);
    file.waiting.push(bytes);
    file.waitingBytes += bytes.length;
    if (file.waitingBytes >= chunkBytes) {
      await flushed(file);
    }
  }

  /** Empties the file and writes it again. */
  async rewrite(name: string, content: string): Promise<void> {
    const file = await this.#file(name);
    await flushed(file);
    await file.handle.truncate(0);
    file.size = 0;
    await put(file, bytesOf(content), 0);
  }

  /** Writes over what is there from the beginning on, without emptying the file first. */
  async overwrite(name: string, content: string): Promise<void> {
    const file = await this.#file(name);
    await flushed(file);
    await put(file, bytesOf(content), 0);
  }

  /** Puts another file in its place. */
  async replace(name: string, content: string): Promise<void> {
    const path = join(this.path, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(`${path}.tmp`, content);
    await rename(`${path}.tmp`, path);
  }

  /** Takes away a folder that was written here. */
  async remove(name: string): Promise<void> {
    await rm(join(this.path, name), { recursive: true });
  }

  /** Writes what was appended. */
  async flush(): Promise<void> {
    await Promise.all([...this.#open.values()].map(flushed));
  }

  /** Sees to it that what was written to files that are open is on the disk. */
  async sync(): Promise<void> {
    await this.flush();
    await Promise.all([...this.#open.values()].map(({ handle }) => handle.sync()));
  }

  async close(): Promise<void> {
    await Promise.all([...this.#open.values()].map(({ handle }) => handle.close()));
    this.#open.clear();
  }

  async #file(name: string): Promise<OpenFile> {
    const known = this.#open.get(name);
    if (known !== undefined) {
      return known;
    }
    const path = join(this.path, name);
    await mkdir(dirname(path), { recursive: true });
    const handle = await open(path, "wx").catch((error: unknown) => {
      throw errorCode(error) === "EEXIST"
        ? new LogError(path, `${path} exists already, and a log is never written over. Give another folder.`)
        : error;
    });
    const made = { handle, size: 0, waiting: [], waitingBytes: 0 };
    this.#open.set(name, made);
    return made;
  }
}

function bytesOf(content: string | Uint8Array): Uint8Array {
  return typeof content === "string" ? Buffer.from(content) : content;
}

async function flushed(file: OpenFile): Promise<void> {
  if (file.waiting.length > 0) {
    const bytes = Buffer.concat(file.waiting);
    file.waiting = [];
    file.waitingBytes = 0;
    await put(file, bytes, file.size);
  }
}

/** Writes all of some bytes at an offset: the disk may take a part of them at a time. */
async function put(file: OpenFile, bytes: Uint8Array, at: number): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    const { bytesWritten } = await file.handle.write(bytes, done, bytes.length - done, at + done);
    done += bytesWritten;
  }
  file.size = Math.max(file.size, at + bytes.length);
}
