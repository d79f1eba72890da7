import { closeSync, fstatSync, statSync, type BigIntStats } from "node:fs";
import { sameSignature, signatureFrom, type FileSignature } from "../../log/files/fileSignature.ts";
import { errorCode } from "../../log/files/errorCode.ts";
import { fileError } from "../../log/files/logError.ts";
import { openLog } from "../../log/files/regularFile.ts";
import { piecesOf } from "../../log/files/pieces.ts";
import { HoleFilter, type LogBytes } from "../../log/follow/holeFilter.ts";
import { TruncationCheck } from "../../log/follow/truncationCheck.ts";
import { LogEnds } from "../../log/files/logEnds.ts";
import { isAbsence, type ByteTaker, type FileLook, type GrowingFile } from "./fileLook.ts";

/** A file that changes all the time is believed at last after so many looks that found it changed. */
const mostWaits = 5;

/** Who writes a file: one that only appends, or one that at times writes the whole file again under the same name. */
export type Writer = "appends" | "appends or rewrites";

/** How a file grows. */
export interface FileGrowth {
  readonly writer: Writer;
  readonly bytes: LogBytes;
  /** Whether it has ended: all of its bytes are there. */
  readonly ended: boolean;
}

/**
 * A file that grows at its end: each look reads what is new. In any doubt about that it is read from its first byte.
 * NUL bytes may be what a network file system shows before the data come: they are read once they stay.
 *
 * Of a writer that also rewrites, a file that is another one now is believed only once it stood still from one look to
 * the next and while it was read: Stable-Baselines3 rewrites in place, so that half of a file may be old and half new.
 * Invariant: the taker has had exactly the bytes before `#ends.offset` of the file that `#ends` describes.
 */
export class AppendedFile implements GrowingFile {
  readonly #path: string;
  readonly #writer: Writer;
  readonly #ended: boolean;
  readonly #shrink = new TruncationCheck();
  readonly #holes: HoleFilter;
  #ends: LogEnds | null = null;
  #stat: BigIntStats | null = null;
  /** Of a rewritten file, as it was when it was seen first; null while nothing waits. */
  #rewritten: FileSignature | null = null;
  #waits = 0;

  constructor(path: string, { writer, bytes, ended }: FileGrowth) {
    this.#path = path;
    this.#writer = writer;
    this.#ended = ended;
    this.#holes = new HoleFilter(bytes);
  }

  async look(taker: ByteTaker): Promise<FileLook> {
    try {
      const stat = statSync(this.#path, { bigint: true });
      if (this.#isRead(stat)) {
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

  #isRead(stat: BigIntStats): boolean {
    const isKnown = this.#ends !== null && !this.#holes.waiting;
    return isKnown && this.#stat !== null && sameSignature(signatureFrom(stat), signatureFrom(this.#stat));
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
    this.#holes.look(ends.offset, this.#ended ? Infinity : Date.now() - Number(stat.mtimeMs));
    for await (const piece of piecesOf(file, ends.offset, Number(stat.size))) {
      const taken = this.#holes.take(piece, ends.offset);
      ends.push(piece.subarray(0, taken));
      taker.push(piece.subarray(0, taken));
      if (taken < piece.length) {
        break;
      }
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
