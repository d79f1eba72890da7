import { LineBuffer } from "./lineBuffer.ts";
import { LogStart, type LogBeginning } from "./logStart.ts";

/** Pieces are taken in so small steps that they stay in the processor's cache. */
const stepBytes = 64 * 1024;

/** What is made of the lines. */
export interface LineSink {
  /** Whole lines, each with its newline; valid during the call. */
  lines(bytes: Uint8Array): void;
  /** A line is longer than the limit, so that it is skipped: called at once, and `lineEnded` when its newline came. */
  lineTooLong(): void;
  lineEnded(): void;
  /** How the log begins. What is UTF-16 is not taken any further. */
  began(beginning: { readonly nulls: number; readonly encoding: LogBeginning["encoding"] }): void;
}

/**
 * Bytes in, whole lines out. Invariant: the lines depend on the bytes alone, however they are cut into pieces. Everything
 * up to the last newline was handed on; the beginning of a line is kept until its newline comes.
 */
export class LineFraming {
  readonly #longest: number;
  readonly #sink: LineSink;
  readonly #buffer = new LineBuffer();
  #start: LogStart | null = new LogStart();
  #skipping = false;
  #unreadable = false;

  /** Lines longer than `longest` bytes are skipped. */
  constructor(longest: number, sink: LineSink) {
    this.#longest = longest;
    this.#sink = sink;
  }

  /** Bytes in hand, the beginning of a line. */
  get length(): number {
    return this.#buffer.length;
  }

  /** Whether a line that is too long has not ended yet. */
  get skipping(): boolean {
    return this.#skipping;
  }

  /** Whether the log has begun and can be read. */
  get isReading(): boolean {
    return this.#start === null && !this.#unreadable;
  }

  /** The bytes in hand: a view, valid until the next change. */
  bytes(): Uint8Array {
    return this.#buffer.bytes();
  }

  /** The bytes in hand and a newline after them, as a copy. */
  withNewline(): Uint8Array {
    return this.#buffer.withNewline();
  }

  /** Goes on somewhere inside a log, at the start of a line or inside one that is skipped. */
  goOn({ skipping }: { readonly skipping: boolean }): void {
    this.#start = null;
    this.#skipping = skipping;
  }

  push(chunk: Uint8Array): void {
    if (this.isReading && !this.#skipping && this.#buffer.length === 0 && chunk.at(-1) === 0x0a) {
      this.#sink.lines(chunk);
      return;
    }
    for (let at = 0; at < chunk.length && !this.#unreadable; at += stepBytes) {
      const step = chunk.subarray(at, at + stepBytes);
      const beginning = this.#start?.push(step);
      if (beginning === undefined) {
        this.#take(step);
      } else if (beginning !== null) {
        this.#begin(beginning);
      }
    }
  }

  /** The log is over: however little there is, it has begun. */
  end(): void {
    if (this.#start !== null) {
      this.#begin(this.#start.end());
    }
  }

  /** Forgets the bytes in hand. */
  drop(): void {
    this.#buffer.drop(this.#buffer.length);
  }

  /** Gives back all memory but what the bytes in hand need. */
  releaseMemory(): void {
    this.#buffer.releaseMemory();
  }

  #begin({ rest, encoding }: LogBeginning): void {
    const nulls = this.#start?.nulls ?? 0;
    this.#start = null;
    this.#unreadable = encoding === "utf-16";
    this.#sink.began({ nulls, encoding });
    if (!this.#unreadable) {
      this.#take(rest);
    }
  }

  #take(piece: Uint8Array): void {
    const end = this.#buffer.append(this.#skipping ? this.#afterLongLine(piece) : piece);
    if (end > 0) {
      this.#sink.lines(this.#buffer.bytes().subarray(0, end));
      this.#buffer.drop(end);
    }
    if (this.#buffer.length > this.#longest) {
      this.#sink.lineTooLong();
      this.#skipping = true;
      this.drop();
    }
  }

  #afterLongLine(piece: Uint8Array): Uint8Array {
    const newline = piece.indexOf(0x0a);
    if (newline === -1) {
      return piece.subarray(piece.length);
    }
    this.#skipping = false;
    this.#sink.lineEnded();
    return piece.subarray(newline + 1);
  }
}
