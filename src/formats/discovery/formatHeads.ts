import { stat } from "node:fs/promises";
import { openRegularHandle } from "../../log/files/regularFile.ts";
import { headBytes } from "../model/fileHead.ts";
import type { FileHead, Format } from "../model/format.ts";

/** More files than these are not remembered: their beginnings are read again. */
const mostKnown = 200_000;

interface Known {
  /** What the system said of the file, and which formats it was looked at for. */
  readonly state: string;
  readonly format: Format | null;
}

/** Tells by the beginnings of files which format they are of. What was found holds until a file's size or time changes. */
export class FormatHeads {
  readonly #known = new Map<string, Known>();

  /** The first of some formats that a file begins like; null where it is none of them or cannot be read. */
  async formatOf(path: string, like: readonly Format[]): Promise<Format | null> {
    if (like.length === 0) {
      return null;
    }
    try {
      const { size, mtimeMs, ino } = await stat(path);
      const state = [size, mtimeMs, ino, ...like.map(({ name }) => name)].join(" ");
      const known = this.#known.get(path);
      return known?.state === state ? known.format : this.#note(path, { state, format: await beginsLike(path, like) });
    } catch {
      // What cannot be read is no log for anybody.
      this.#known.delete(path);
      return null;
    }
  }

  #note(path: string, known: Known): Format | null {
    if (this.#known.size >= mostKnown) {
      this.#known.clear();
    }
    this.#known.set(path, known);
    return known.format;
  }
}

async function beginsLike(path: string, like: readonly Format[]): Promise<Format | null> {
  const handle = await openRegularHandle(path, { followLinks: true });
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    const bytes = buffer.subarray(0, bytesRead);
    const head: FileHead = { path, bytes, text: bytes.toString("utf8") };
    return like.find((format) => format.matches(head)) ?? null;
  } finally {
    await handle.close();
  }
}
