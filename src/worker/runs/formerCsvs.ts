import { sameWrite, signatureAt, type FileSignature } from "../../log/files/fileSignature.ts";

/** CSVs that were kept of logs that are not followed any more. */
export class FormerCsvs {
  readonly #seen = new Map<string, FileSignature | null>();

  /** From now on a CSV is one of them, as it is now. */
  add(path: string): void {
    this.#seen.set(path, signatureAt(path));
  }

  /** Whether a CSV is one of them that nobody wrote to since. */
  has(path: string): boolean {
    const [former, now] = [this.#seen.get(path) ?? null, signatureAt(path)];
    return former !== null && now !== null && sameWrite(former, now);
  }
}
