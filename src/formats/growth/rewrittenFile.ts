import { closeSync, fstatSync, statSync } from "node:fs";
import { t } from "../../l10n.ts";
import { sameSignature, signatureFrom, type FileSignature } from "../../log/files/fileSignature.ts";
import { errorCode } from "../../log/files/errorCode.ts";
import { fileError, LogError } from "../../log/files/logError.ts";
import { piecesOf } from "../../log/files/pieces.ts";
import { openLog } from "../../log/files/regularFile.ts";
import { isAbsence, type FileLook } from "./fileLook.ts";

/** A larger document is not read: it is parsed whole, which takes about three times its size in memory. */
export const mostDocumentBytes = 128 * 1024 * 1024;

/** A document that is too large to be parsed whole. */
class TooLargeDocumentError extends LogError {
  constructor(path: string) {
    const reason = t(
      "the JSON document is larger than {0} MiB and would have to be read whole.",
      mostDocumentBytes / 2 ** 20,
    );
    super(path, t("Cannot read {0}: {1}", path, `${reason} ${t("JSON Lines have no such limit.")}`));
    this.name = "TooLargeDocumentError";
  }
}

/**
 * What one look at a document came to. `changed`: there is a new one, which stood still while it was read. `broken`: it
 * is not whole, and is not being written either.
 */
export interface DocumentLook extends Omit<FileLook, "state"> {
  readonly state: "same" | "changed" | "waiting" | "broken" | "gone";
}

/** A file that is rewritten each time: each look reads all of it, where anything about it changed. */
export class RewrittenFile {
  readonly #path: string;
  #taken: FileSignature | null = null;
  /** Of a document that was not whole. */
  #torn: FileSignature | null = null;

  constructor(path: string) {
    this.#path = path;
  }

  /**
   * `take` gets the document's text and says whether that is whole; it may let others have the thread meanwhile.
   * @throws {LogError} where the file is there but cannot be read.
   */
  async look(take: (text: string) => Promise<boolean>): Promise<DocumentLook> {
    try {
      const stat = statSync(this.#path, { bigint: true });
      const now = signatureFrom(stat);
      const place = { size: Number(stat.size), modified: Number(stat.mtimeMs) };
      if (this.#taken !== null && sameSignature(this.#taken, now)) {
        return { state: "same", ...place };
      }
      const text = await this.#read();
      if (text !== null && (await take(text))) {
        this.#taken = now;
        this.#torn = null;
        return { state: "changed", ...place };
      }
      const still = this.#torn !== null && sameSignature(this.#torn, now);
      this.#torn = now;
      return { state: text !== null && still ? "broken" : "waiting", ...place };
    } catch (error) {
      if (isAbsence(errorCode(error))) {
        this.#taken = null;
        return { state: "gone", size: 0, modified: 0 };
      }
      throw fileError(error, this.#path, "read");
    }
  }

  /** The text of the file, or null where it was written to meanwhile. */
  async #read(): Promise<string | null> {
    const { file, stat } = openLog(this.#path);
    try {
      const size = Number(stat.size);
      if (size > mostDocumentBytes) {
        throw new TooLargeDocumentError(this.#path);
      }
      const bytes = await wholeOf(file, size);
      const after = fstatSync(file, { bigint: true });
      return sameSignature(signatureFrom(stat), signatureFrom(after)) ? bytes.toString("utf8") : null;
    } finally {
      closeSync(file);
    }
  }
}

/** The bytes of an open file of so many bytes; fewer where it has less by now. */
async function wholeOf(file: number, size: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafe(size);
  let length = 0;
  for await (const piece of piecesOf(file, 0, size)) {
    bytes.set(piece, length);
    length += piece.length;
  }
  return bytes.subarray(0, length);
}
