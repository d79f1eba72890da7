import type { GroupResults } from "./groupSummary.ts";
import type { RunRow } from "../rows/runRow.ts";

/** A line of the table. */
export type TableLine =
  | {
      readonly kind: "group";
      /** Its values and those of the groups around it: what is remembered where it is closed. */
      readonly key: string;
      readonly name: string;
      readonly depth: number;
      readonly runs: number;
      readonly open: boolean;
      readonly summary: GroupResults;
    }
  | { readonly kind: "run"; readonly row: RunRow; readonly depth: number };
