import { closeSync, fstatSync } from "node:fs";
import { csvText, type CsvTextOptions } from "./csvStream.ts";
import { errorCode } from "../files/errorCode.ts";
import { readAt } from "../files/readAt.ts";
import { openLog } from "../files/regularFile.ts";

/** Files up to this size are compared as a whole, of larger ones a part is shown. */
const wholeBytes = 256 * 1024;
/** Whole lines before the first difference that are shown with it. */
const linesBefore = 20;

const newline = 0x0a;

/** A CSV next to what its log gives now, as text for a person. */
export interface CsvComparison {
  readonly present: string;
  readonly given: string;
  /** 1-based line of the first difference, or null where there is none. */
  readonly line: number | null;
  /** 1-based line at which the texts begin: past 1 where only a part is given. */
  readonly from: number;
  /** False where the texts are a part of the files. */
  readonly whole: boolean;
}

/**
 * Compares the CSV at `path` with what the log gives: both as a whole while they are small, else the lines around the
 * first difference. Memory does not grow with the files.
 * @throws {LogError} where the log, or what the system says where the CSV, cannot be read.
 */
export async function compareCsv(log: string, path: string, options: CsvTextOptions): Promise<CsvComparison> {
  const file = openPresent(path);
  try {
    const place = await firstDifference(file, csvText(log, options));
    const start = place.whole ? { at: 0, line: 1 } : (place.lines[0] ?? { at: 0, line: 1 });
    const given = await textFrom(csvText(log, options), start.at);
    return {
      present: shown(bytesOf(file, start.at, wholeBytes + 1)),
      given: shown(given),
      line: place.line,
      from: start.line,
      whole: place.whole,
    };
  } finally {
    if (file !== null) {
      closeSync(file);
    }
  }
}

/** The CSV that is there; null where there is none. */
function openPresent(path: string): number | null {
  try {
    return openLog(path).file;
  } catch (error) {
    if (errorCode(error) === "ENOENT") {
      return null;
    }
    throw error;
  }
}

/** Bytes of a file that may not be there. */
function bytesOf(file: number | null, start: number, length: number): Buffer {
  return file === null ? Buffer.alloc(0) : readAt(file, start, length);
}

interface LineStart {
  readonly at: number;
  readonly line: number;
}

interface Difference {
  /** 1-based line of the first difference, or null. */
  readonly line: number | null;
  /** Starts of the last lines up to the difference, oldest first. */
  readonly lines: readonly LineStart[];
  /** Whether both files are small. */
  readonly whole: boolean;
}

async function firstDifference(file: number | null, given: AsyncIterable<Uint8Array>): Promise<Difference> {
  const size = file === null ? 0 : fstatSync(file).size;
  const lines: LineStart[] = [{ at: 0, line: 1 }];
  let line: number | null = null;
  let at = 0;
  for await (const piece of given) {
    const there = bytesOf(file, at, piece.length);
    for (let index = 0; index < piece.length && line === null; index += 1) {
      if (index >= there.length || there[index] !== piece[index]) {
        line = lines.at(-1)?.line ?? 1;
      } else if (piece[index] === newline) {
        noteLine(lines, { at: at + index + 1, line: (lines.at(-1)?.line ?? 0) + 1 });
      }
    }
    at += piece.length;
    if (line !== null && at > wholeBytes) {
      break;
    }
  }
  const longer = line === null && size > at ? (lines.at(-1)?.line ?? 1) : null;
  return { line: line ?? longer, lines, whole: size <= wholeBytes && at <= wholeBytes };
}

function noteLine(lines: LineStart[], start: LineStart): void {
  lines.push(start);
  if (lines.length > linesBefore) {
    lines.shift();
  }
}

/** The bytes from a place on, a little more than are shown. */
async function textFrom(given: AsyncIterable<Uint8Array>, from: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let [at, length] = [0, 0];
  for await (const piece of given) {
    const part = new Uint8Array(piece.subarray(Math.max(0, Math.min(piece.length, from - at))));
    at += piece.length;
    length += part.length;
    parts.push(part);
    if (length > wholeBytes) {
      break;
    }
  }
  return Buffer.concat(parts).subarray(0, wholeBytes + 1);
}

/** Whole lines of what was read. */
function shown(bytes: Uint8Array): string {
  const cut = bytes.length > wholeBytes;
  const end = cut ? Buffer.from(bytes).lastIndexOf(newline) + 1 : bytes.length;
  return Buffer.from(bytes.subarray(0, end)).toString("utf8");
}
