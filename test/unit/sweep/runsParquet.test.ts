import { describe, expect, it } from "vitest";
import Papa from "papaparse";
import { runsCsv } from "../../../src/sweep/table/runsCsv.ts";
import { curvesOf } from "../../../src/sweep/table/curves.ts";
import { curvesParquet, runsParquet } from "../../../src/sweep/table/runsParquet.ts";
import { queried } from "../log/parquet/duckdb.ts";
import { reviewedRun } from "./reviewedRun.ts";
import { sweepRun } from "./runsOf.ts";

describe("a sweep as Parquet", () => {
  it("has the columns and values of runs.csv", async () => {
    const runs = [
      sweepRun({
        run: "a",
        settings: new Map<string, string | number>([
          ["lr", 0.1],
          ["sched", "cosine"],
        ]),
      }),
      sweepRun({
        run: "b",
        settings: new Map<string, string | number>([["lr", 0.01]]),
        lastTrain: NaN,
        kneeInterval: null,
      }),
    ];
    const { rows, types } = await queried([runsParquet(runs, {})], "select * from read_parquet($0)");
    const [header = [], ...cells] = Papa.parse<string[]>(runsCsv(runs), { skipEmptyLines: true }).data;
    expect([...types.keys()]).toEqual(header);
    // An absent text is null here and the empty text there.
    expect(rows.map((row) => row.map((value) => `${(value ?? "") as string | number | bigint}`))).toEqual(cells);
    expect(types.get("config.lr")).toBe("DOUBLE");
    expect(types.get("config.sched")).toBe("VARCHAR");
    expect(types.get("records")).toBe("BIGINT");
  });

  it("has the curves in bins that hold every record once", async () => {
    const bins = curvesOf(reviewedRun((epoch) => 2 * epoch ** -0.3));
    const { rows } = await queried(
      [curvesParquet(bins, {})],
      `select metric, sum(n)::int, count(*)::int, min(min) > 0, bool_and(min <= mean and mean <= max),
              bool_and(abs(exp(mean_log) - mean) < 0.02 * mean) from read_parquet($0) group by metric order by metric`,
    );
    expect(rows).toEqual([
      ["loss_train_nats", 600, 200, true, true, true],
      ["loss_val_nats", 600, 200, true, true, true],
    ]);
  });
});
