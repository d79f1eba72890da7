import { ProblemList } from "./problemList.ts";
import type { LogProblemKind } from "./logProblem.ts";
import type { LineDefect } from "./slowPath.ts";
import type { RecordReader } from "./recordReader.ts";
import { t } from "../../l10n.ts";

/**
 * Lines in, records and problems out. Invariant: `line` is the number of the next line, and each line before it has given
 * its record and what is wrong with it.
 */
export class LineReader {
  readonly problems = new ProblemList();
  line = 1;
  /** Whether a line held NUL bytes. */
  binary = false;
  readonly #reader: RecordReader;
  readonly #longest: number;

  /** Lines longer than `longest` bytes are skipped and reported. */
  constructor(reader: RecordReader, longest: number) {
    this.#reader = reader;
    this.#longest = longest;
  }

  /** Reads whole lines, each with its newline. */
  read(lines: Uint8Array): void {
    this.line = this.#reader.readLines(lines, this.line, (from, to, line) => {
      this.line = line;
      this.#readLeft(lines.subarray(from, to));
    });
  }

  /** Reads one line, its newline left out, for its meaning; returns what is wrong with it, or null. */
  readOne(bytes: Uint8Array): LineDefect | null {
    const read = this.#reader.readLine(bytes, this.line);
    if (read.kind === "bad") {
      this.binary ||= read.binary;
      return read.defect;
    }
    if (read.kind === "record") {
      for (const { column, reason } of read.repeated) {
        this.report("duplicate-key", column, reason);
      }
    }
    return null;
  }

  /** The line in hand is longer than the limit. */
  reportTooLong(): void {
    this.report("line-too-long", null, t("the line is longer than {0} and was skipped", bytesText(this.#longest)));
  }

  report(kind: LogProblemKind, column: number | null, reason: string): void {
    this.problems.add({ kind, line: this.line, column, reason });
  }

  /** A line that the kernel left. */
  #readLeft(bytes: Uint8Array): void {
    if (bytes.length > this.#longest) {
      this.reportTooLong();
      return;
    }
    const defect = this.readOne(bytes);
    if (defect !== null) {
      this.report("bad-line", defect.column, defect.reason);
    }
  }
}

function bytesText(bytes: number): string {
  const mebi = 1024 * 1024;
  return bytes % mebi === 0 ? `${bytes / mebi} MiB` : `${Math.round(bytes / 1024)} KiB`;
}
