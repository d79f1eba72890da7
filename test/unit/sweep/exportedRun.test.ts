import { describe, expect, it } from "vitest";
import { builtInContract } from "../../../src/contract/model/builtIn.ts";
import { reviewRun } from "../../../src/review/reviewRun.ts";
import { runsCsv } from "../../../src/sweep/table/runsCsv.ts";
import { summarizeRun } from "../../../src/sweep/table/summarizeRun.ts";
import { sweepRowOf } from "../../../src/sweep/table/sweepRowOf.ts";
import type { SettingValue } from "../../../src/sweep/table/sweepRow.ts";
import { exportedRun } from "../../../src/sweep/rows/exportedRun.ts";
import { tableOf } from "../review/tableOf.ts";

/** The run that a log is, from its table's row and from its review. */
function bothWays(lossAt: (epoch: number) => number): readonly [fromRow: string, fromReview: string] {
  const table = tableOf(
    Array.from({ length: 600 }, (_, i) => {
      const epoch = (i + 1) / 20;
      const loss = lossAt(epoch) * (1 + 0.01 * Math.sin(i * 12.9898));
      return {
        step: i + 1,
        epoch,
        loss_train_nats: loss,
        loss_train_bits: loss * 1.44,
        loss_val_nats: loss + 0.1,
        lambda_max: 20 - epoch / 10,
      };
    }),
  );
  const log = "sweep/a/metrics.jsonl";
  const about = { table, contract: builtInContract };
  const reviewed = reviewRun({ run: "sweep/a", log, ...about, findings: [], growing: false });
  const settings = new Map<string, SettingValue>([
    ["lr", 0.1],
    ["arch", "vit"],
  ]);
  const state = "ended";
  const cells = {
    ...{ "config.lr": 0.1, "config.arch": "vit", verdict: "accept", note: "best so far" },
    ...summarizeRun({ ...about, reviewed }).cells,
  };
  const row = { log, run: "a", folder: "sweep", state, stateText: "", stateReason: "", cells, sources: {}, spark: [] };
  const judgment = { verdict: "accept", note: "best so far" } as const;
  return [
    runsCsv([exportedRun(row, { log, format: "jsonl", findings: { error: 0, warning: 0 } })]),
    runsCsv([sweepRowOf({ reviewed, ...about, format: "jsonl", state, settings, judgment })]),
  ];
}

describe("a run as the page exports it", () => {
  it("says in every column what the command line says", () => {
    const [fromRow, fromReview] = bothWays((epoch) => 3 * (epoch + 1) ** -0.4);
    expect(fromRow).toBe(fromReview);
    expect(fromRow).toMatch(/alpha_early/);
    expect(fromRow).toMatch(/units_error/);
  });

  it("does so of a run that diverged", () => {
    const [fromRow, fromReview] = bothWays((epoch) => (epoch < 15 ? 3 * epoch ** -0.4 : 50 + epoch));
    expect(fromRow).toBe(fromReview);
    expect(fromReview.split("\n")[1]?.split(",")[6]).not.toBe("");
  });
});
