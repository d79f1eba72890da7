import type { OwnCsv } from "./csvAppend.ts";
import type { FileSignature } from "../files/fileSignature.ts";

/** How the CSV beside a log stands. */
export interface CsvState {
  readonly state: "current" | "off" | "missing" | "stale" | "foreign" | "refused" | "failed";
  /** Why it could not be written, in a sentence, where it failed; else null. */
  readonly message: string | null;
}

/** How the CSV stood: ours, as it was written last, or judged to be somebody else's. */
export interface KeptCsv {
  readonly own: OwnCsv | null;
  readonly judged: FileSignature | null;
  readonly columns: number;
  readonly state: CsvState;
}
