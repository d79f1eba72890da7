import { isOfAnalysis, settingPrefix } from "../table/columnIds.ts";
import type { ColumnInfo, RunRow } from "../rows/runRow.ts";

/** Results with a known order and direction; others come after them by name. */
const results: readonly (readonly [id: string, better: ColumnInfo["better"]])[] = [
  ["last_train", "low"],
  ["best_val", "low"],
  ["best_val_epoch", null],
  ["last_val", "low"],
  ["acc_train", "high"],
  ["acc_val", "high"],
  ["gap", null],
  ["epochs", null],
  ["alpha_early", "high"],
  ["alpha_full", "high"],
  ["r2", "high"],
  ["knee", null],
  ["plateau", null],
  ["noise_floor", "low"],
];

/** Columns that say what a run is. */
const ofRun: readonly ColumnInfo[] = [
  { id: "state", kind: "text", better: null, part: "run" },
  { id: "run", kind: "text", better: null, part: "run" },
  { id: "folder", kind: "text", better: null, part: "run" },
];

const curve: ColumnInfo = { id: "curve", kind: "curve", better: null, part: "run" };

/** Columns that are told after the results. */
const after: readonly string[] = ["best_model", "findings", "verdict", "reason", "tags", "note"];

/**
 * All columns that some run has a value for: what a run is, settings, results, what people say. `rare`: ids of settings that
 * are no columns.
 */
export function columnsOf(rows: readonly RunRow[], rare: ReadonlySet<string> = new Set()): readonly ColumnInfo[] {
  const numeric = new Map<string, boolean>();
  for (const { cells } of rows) {
    for (const id in cells) {
      const cell = isOfAnalysis(id) || rare.has(id) ? null : cells[id];
      if (cell !== null && cell !== undefined && cell !== "") {
        numeric.set(id, (numeric.get(id) ?? true) && typeof cell === "number");
      }
    }
  }
  const known = new Map(results);
  const kindOf = (id: string): ColumnInfo["kind"] => (numeric.get(id) === true ? "number" : "text");
  const settings = [...numeric.keys()].filter((id) => id.startsWith(settingPrefix));
  // A verdict can be given, and filtered by, before there is one.
  const told = after.filter((id) => id === "verdict" || numeric.has(id));
  const usual = results.map(([id]) => id).filter((id) => numeric.has(id));
  const others = [...numeric.keys()].filter(
    (id) => !id.startsWith(settingPrefix) && !told.includes(id) && !known.has(id),
  );
  return [
    ...ofRun,
    ...settings.map((id): ColumnInfo => ({ id, kind: kindOf(id), better: null, part: "setting" })),
    ...(rows.some(({ spark }) => spark.length > 0) ? [curve] : []),
    ...[...usual, ...others.sort()].map((id): ColumnInfo => ({
      id,
      kind: kindOf(id),
      better: betterOf(id, known),
      part: "result",
    })),
    ...told.map((id): ColumnInfo => ({ id, kind: kindOf(id), better: null, part: "run" })),
  ];
}

/** The lowest value of a metric was asked for where low ones are better, and the highest where high ones are. */
function betterOf(id: string, known: ReadonlyMap<string, ColumnInfo["better"]>): ColumnInfo["better"] {
  return id.startsWith("min.") ? "low" : id.startsWith("max.") ? "high" : (known.get(id) ?? directionOf(id));
}

/** Whether low or high values of a metric are better, by its name; null where that says nothing. */
export function directionOf(id: string): ColumnInfo["better"] {
  if (/loss|error|perplexity|ppl|nll|mse|mae|rmse|bpb|\bwer\b|\bfid\b/i.test(id)) {
    return "low";
  }
  return /acc|f1|auc|map\b|bleu|reward|return|precision|recall|iou|score/i.test(id) ? "high" : null;
}
