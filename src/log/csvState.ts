/** How the CSV beside a log stands. */
export interface CsvState {
  readonly state: "current" | "off" | "missing" | "stale" | "foreign" | "refused" | "failed";
  /** A sentence for a person where something is to be said. */
  readonly message: string | null;
}

/** What to say of a file in the CSV's place that is not ours. */
export function notOurs(owner: "stale" | "foreign" | "refused", path: string): string {
  switch (owner) {
    case "stale":
      return `${path} is not what this log gives: it was edited, or made from another log. It is left alone.`;
    case "foreign":
      return `${path} was not made from this log. It is left alone.`;
    case "refused":
      return `${path} is a link, a folder or a device, which is never written over.`;
  }
}
