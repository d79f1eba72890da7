/** How the CSV beside a log stands. */
export interface CsvState {
  readonly state: "current" | "off" | "missing" | "stale" | "foreign" | "refused" | "failed";
  /** Why it could not be written, in a sentence, where it failed; else null. */
  readonly message: string | null;
}
