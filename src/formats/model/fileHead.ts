import { closeSync } from "node:fs";
import { openLog } from "../../log/files/regularFile.ts";
import { readAt } from "../../log/files/readAt.ts";
import type { FileHead } from "./format.ts";

/** The format of a file shows in so many of its first bytes. */
export const headBytes = 4096;

/** The beginning of a file; null where it cannot be read or is no regular file: then it is no log for anybody. */
export function readHead(path: string): FileHead | null {
  try {
    const { file } = openLog(path);
    try {
      const bytes = readAt(file, 0, headBytes);
      return { path, bytes, text: bytes.toString("utf8") };
    } finally {
      closeSync(file);
    }
  } catch {
    return null;
  }
}
