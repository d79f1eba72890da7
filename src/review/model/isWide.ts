import type { Interval } from "./runReview.ts";

/** Whether an interval is wider than the value is large: then the value is not determined. */
export function isWide(value: number, [low, high]: Interval): boolean {
  return high - low > Math.abs(value);
}

/** Parameters that are times at which two pieces meet: how wide their interval is does not depend on where they are. */
export const joints: readonly string[] = ["tau", "breakpoint"];
