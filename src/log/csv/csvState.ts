import type { OwnCsv } from "./csvAppend.ts";
import type { FileSignature } from "../files/fileSignature.ts";

/** How the CSV next to a log stands. */
export interface CsvState {
  /** `current`: as it should be, which for a log without a record is none. `tooWide`: none is written unasked, since it would have many times the log's size (csvWidth.ts). */
  readonly state: "current" | "off" | "missing" | "stale" | "foreign" | "refused" | "failed" | "readOnly" | "tooWide";
  /** Why it could not be written, in a sentence, where it failed or must not be (`readOnly`); else null. */
  readonly message: string | null;
}

/** How the CSV stood when a session ended (csvStates.ts); `judged` is the file as it was then, or null. */
export type KeptCsv =
  | { readonly kind: "missing" | "tooWide" }
  | { readonly kind: "ours"; readonly own: OwnCsv; readonly columns: number }
  | { readonly kind: "askedFor"; readonly judged: FileSignature | null }
  | {
      readonly kind: "left";
      readonly why: "stale" | "foreign" | "refused";
      readonly judged: FileSignature | null;
    };

/** What the log has come to. */
export interface LogRows {
  readonly keys: readonly string[];
  readonly records: number;
  /** All bytes of the log. */
  readonly bytes: number;
  /** Whether values are missing in the rows, since there are too many keys. */
  readonly isCut: boolean;
  /** The row that a last line without its newline would give, or null. */
  readonly incompleteRow: () => Uint8Array | null;
  /** The whole CSV with that row, read from the log again; null where no line waits for its newline. */
  readonly csvWithLastLine: (() => AsyncIterable<Uint8Array>) | null;
}
