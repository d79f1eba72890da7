import { closeSync } from "node:fs";
import { fileError } from "../files/logError.ts";
import { openLog } from "../files/regularFile.ts";
import { piecesOf } from "../files/pieces.ts";

/**
 * The bytes of a log in pieces, as many as it has now, and at most `limit`. A piece is valid until the next one.
 * @throws {LogError} where it cannot be read or is no regular file.
 */
export async function* logPieces(path: string, limit: number): AsyncGenerator<Uint8Array> {
  try {
    const { file, stat } = openLog(path);
    try {
      yield* piecesOf(file, 0, Math.min(Number(stat.size), limit));
    } finally {
      closeSync(file);
    }
  } catch (error) {
    throw fileError(error, path, "read");
  }
}
