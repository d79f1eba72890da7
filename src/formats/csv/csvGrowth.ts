import type { FileGrowth } from "../growth/appendedFile.ts";
import type { ReaderOptions } from "../model/format.ts";

/** How a CSV grows: several tools rewrite it when a metric is new. */
export function csvGrowth({ ended }: Pick<ReaderOptions, "ended">): FileGrowth {
  return { writer: "appends or rewrites", bytes: "text", ended };
}
