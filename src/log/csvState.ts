/** How the CSV beside a log stands. */
export interface CsvState {
  readonly state: "current" | "off" | "missing" | "stale" | "foreign" | "refused" | "failed";
  /** A sentence for a person where something is to be said. */
  readonly message: string | null;
}
