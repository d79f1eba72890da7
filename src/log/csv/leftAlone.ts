import type { CsvOwner } from "./csvOwnership.ts";
import type { LeftAlone, OurCsv } from "./csvStates.ts";

/** Looks at a file that holds more than the log gave, before that counts as a mistake in it. */
const retries = 3;

/** Whether a CSV was ahead for so long that what is more in it counts as a mistake. */
export function isAheadForGood(csv: OurCsv | null): boolean {
  return csv !== null && csv.looks !== "explained" && csv.looks >= retries;
}

/** The standing of a file that another program's content, or somebody's edit, keeps from being replaced; null where it is ours. */
export function leftAlone(owner: CsvOwner, before: OurCsv | null): LeftAlone | null {
  switch (owner) {
    case "stale":
    case "foreign":
    case "refused":
      return owner;
    case "ahead":
      return isAheadForGood(before) ? "stale" : null;
    case "absent":
    case "same":
    case "prefix":
      return null;
  }
}
