import { closeSync, fstatSync, statSync, type BigIntStats } from "node:fs";
import { sameSignature, signatureFrom, type FileSignature } from "../../log/files/fileSignature.ts";
import { errorCode } from "../../log/files/errorCode.ts";
import { fileError } from "../../log/files/logError.ts";
import { openLog } from "../../log/files/regularFile.ts";
import { piecesOf } from "../../log/files/pieces.ts";
import { TruncationCheck } from "../../log/follow/truncationCheck.ts";
import { LogEnds } from "../../log/files/logEnds.ts";
import { isAbsence, type ByteTaker, type FileLook, type GrowingFile } from "./fileLook.ts";

/** A file that changes all the time is believed at last after so many looks that found it changed. */
const mostWaits = 5;

/** Who writes a file: one that only appends, or one that at times writes the whole file again under the same name. */
export type Writer = "appends" | "appends or rewrites";

/**
 * A file that grows at its end: each look reads what is new. In any doubt about that it is read from its first byte.
 *
 * Of a writer that also rewrites, a file that is another one now is believed only once it stood still from one look to
 * the next and while it was read: Stable-Baselines3 rewrites in place, so that half of a file may be old and half new.
 * Invariant: the taker has had exactly the bytes before `#ends.offset` of the file that `#ends` describes.
 */
export class AppendedFile implements GrowingFile {
  readonly #path: string;
  readonly #writer: Writer;
  readonly #shrink = new TruncationCheck();
  #ends: LogEnds | null = null;
  #stat: BigIntStats | null = null;
  /** Of a rewritten file, as it was when it was seen first; null while nothing waits. */
  #rewritten: FileSignature | null = null;
  #waits = 0;

  constructor(path: string, writer: Writer) {
    this.#path = path;
    this.#writer = writer;
  }

  async look(taker: ByteTaker): Promise<FileLook> {
    try {
      const stat = statSync(this.#path, { bigint: true });
      if (this.#ends !== null && this.#stat !== null && sameSignature(signatureFrom(stat), signatureFrom(this.#stat))) {
        return lookOf("same", stat);
      }
      return await this.#read(taker);
    } catch (error) {
      if (isAbsence(errorCode(error))) {
        this.#stat = null;
        return { state: "gone", size: 0, modified: 0 };
      }
      this.#ends = null;
      throw fileError(error, this.#path, "read");
    }
  }

  async #read(taker: ByteTaker): Promise<FileLook> {
    const { file, stat } = openLog(this.#path);
    try {
      const known = this.#ends?.standIn(file, stat) === true ? this.#ends : null;
      if (known !== null) {
        this.#rewritten = null;
        return await this.#takeOn(taker, { file, stat, ends: known });
      }
      if (this.#shrink.isOldStatus(this.#stat, stat, this.#ends?.offset ?? 0) || this.#isUnsettled(stat)) {
        return lookOf("waiting", stat);
      }
      return await this.#takeAll(taker, file, stat);
    } finally {
      closeSync(file);
    }
  }

  async #takeOn(taker: ByteTaker, { file, stat, ends }: OpenFile): Promise<FileLook> {
    const { offset } = ends;
    await this.#take(taker, { file, stat, ends });
    this.#stat = stat;
    return lookOf(ends.offset === offset ? "same" : "grew", stat);
  }

  async #takeAll(taker: ByteTaker, file: number, stat: BigIntStats): Promise<FileLook> {
    taker.restart();
    const ends = new LogEnds(stat);
    await this.#take(taker, { file, stat, ends });
    const after = signatureFrom(fstatSync(file, { bigint: true }));
    if (this.#writer === "appends or rewrites" && !sameSignature(signatureFrom(stat), after) && this.#mayWait()) {
      return lookOf("waiting", stat);
    }
    this.#ends = ends;
    this.#stat = stat;
    this.#rewritten = null;
    this.#waits = 0;
    return lookOf("rebuilt", stat);
  }

  async #take(taker: ByteTaker, { file, stat, ends }: OpenFile): Promise<void> {
    // Where reading fails half way, the taker has had bytes that no ends describe.
    this.#ends = null;
    for await (const piece of piecesOf(file, ends.offset, Number(stat.size))) {
      ends.push(piece);
      taker.push(piece);
    }
    this.#ends = ends;
  }

  /** Whether a file that is another one now may be in the middle of being written. */
  #isUnsettled(stat: BigIntStats): boolean {
    if (this.#writer === "appends" || this.#ends === null) {
      return false;
    }
    const now = signatureFrom(stat);
    const settled = this.#rewritten !== null && sameSignature(this.#rewritten, now);
    this.#rewritten = now;
    return !settled && this.#mayWait();
  }

  #mayWait(): boolean {
    this.#waits += 1;
    return this.#waits < mostWaits;
  }
}

interface OpenFile {
  readonly file: number;
  readonly stat: BigIntStats;
  readonly ends: LogEnds;
}

function lookOf(state: FileLook["state"], { size, mtimeMs }: BigIntStats): FileLook {
  return { state, size: Number(size), modified: Number(mtimeMs) };
}
