import { closeSync } from "node:fs";
import type { LineMarks } from "../parser/lineMarks.ts";
import { LogError } from "../files/logError.ts";
import { piecesOf } from "../files/pieces.ts";
import { openLog } from "../files/regularFile.ts";

/** A line further than so many bytes from the mark before it is not looked for: a search must not take seconds. */
const longestSearch = 256 * 1024 * 1024;
/** Longer lines are nothing that an editor shows. */
const longestLine = 1024 * 1024;

const newline = 0x0a;
const byteOrderMark = "\uFEFF";

/**
 * The texts of some lines (1-based) of a log, read again from its file; those that cannot be found are left out. Bytes
 * that are no UTF-8 are shown as replacement characters, as editors do; the byte order mark is no part of line 1.
 */
export async function linesAt(
  path: string,
  marks: LineMarks,
  lines: readonly number[],
): Promise<ReadonlyMap<number, string>> {
  const texts = new Map<number, string>();
  try {
    const { file } = openLog(path);
    try {
      for (const line of new Set(lines)) {
        const text = await textAt(file, marks, line);
        if (text !== null) {
          texts.set(line, text);
        }
      }
    } finally {
      closeSync(file);
    }
  } catch (error) {
    // The log may be gone or locked since it was read: then nobody sees its lines.
    if (!(error instanceof LogError || (error instanceof Error && "code" in error))) {
      throw error;
    }
  }
  return texts;
}

async function textAt(file: number, marks: LineMarks, line: number): Promise<string | null> {
  const start = marks.before(line);
  const end = start.offset + longestSearch;
  const parts: Buffer[] = [];
  let length = 0;
  let left = line - start.line;
  let passed = start.offset;
  for await (const piece of piecesOf(file, start.offset, end)) {
    const from = lineStart(piece, left);
    left = from.left;
    if (from.at > 0) {
      marks.add({ line: line - left, offset: passed + from.at });
    }
    passed += piece.length;
    if (left > 0) {
      continue;
    }
    const stop = piece.indexOf(newline, from.at);
    const part = piece.subarray(from.at, stop === -1 ? piece.length : stop);
    parts.push(Buffer.from(part));
    length += part.length;
    if (stop !== -1) {
      return decoded(parts, line);
    }
    if (length > longestLine) {
      return null;
    }
  }
  return left === 0 && length > 0 ? decoded(parts, line) : null;
}

/** Position after `count` newlines of a piece, or after the last of fewer and how many are `left`. */
function lineStart(piece: Uint8Array, count: number): { readonly at: number; readonly left: number } {
  let at = 0;
  for (let left = count; left > 0; left -= 1) {
    const next = piece.indexOf(newline, at);
    if (next === -1) {
      return { at, left };
    }
    at = next + 1;
  }
  return { at, left: 0 };
}

function decoded(parts: readonly Uint8Array[], line: number): string {
  const text = Buffer.concat(parts).toString("utf8").replace(/\r$/, "");
  return line === 1 && text.startsWith(byteOrderMark) ? text.slice(1) : text;
}
