import { statSync } from "node:fs";
import { sameSignature, signatureFrom, type FileSignature } from "../../log/files/fileSignature.ts";
import { errorCode } from "../../log/files/errorCode.ts";
import { fileError } from "../../log/files/logError.ts";
import { isAbsence, type FileLook } from "./fileLook.ts";

/** What one look at a database came to. `changed`: it was asked again, and stood still meanwhile. */
export interface DatabaseLook extends Omit<FileLook, "state"> {
  readonly state: "same" | "changed" | "waiting" | "gone";
}

/** A database that another program writes: it is asked again where its file, or the log next to it, changed. */
export class DatabaseFile {
  readonly #path: string;
  #asked: Signatures | null = null;

  constructor(path: string) {
    this.#path = path;
  }

  /**
   * `ask` asks the database again; what it took counts only where the look is `changed`.
   * @throws {LogError} where the database is there but cannot be read.
   */
  async look(ask: () => Promise<void>): Promise<DatabaseLook> {
    try {
      const { size, mtimeMs: modified } = statSync(this.#path);
      const before = signaturesOf(this.#path);
      if (this.#asked !== null && isSame(this.#asked, before)) {
        return { state: "same", size, modified };
      }
      await ask();
      const isStill = isSame(before, signaturesOf(this.#path));
      this.#asked = isStill ? before : null;
      return { state: isStill ? "changed" : "waiting", size, modified };
    } catch (error) {
      this.#asked = null;
      if (isAbsence(errorCode(error))) {
        return { state: "gone", size: 0, modified: 0 };
      }
      throw fileError(error, this.#path, "read");
    }
  }
}

/** Of a database, and of the log that it is written into first. */
type Signatures = readonly [FileSignature | null, FileSignature | null];

function signaturesOf(path: string): Signatures {
  return [signatureOf(path), signatureOf(`${path}-wal`)];
}

/** Of the file that a link leads to: a database may lie elsewhere. */
function signatureOf(path: string): FileSignature | null {
  const stat = statSync(path, { bigint: true, throwIfNoEntry: false });
  return stat === undefined ? null : signatureFrom(stat);
}

function isSame(one: Signatures, other: Signatures): boolean {
  return sameSignature(one[0], other[0]) && sameSignature(one[1], other[1]);
}
