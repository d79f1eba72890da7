import { describe, expect, it } from "vitest";
import { cellText, decimalsOf, differenceText } from "../../../src/sweep/view/cellText.ts";
import { pandasText, plainTable } from "../../../src/sweep/view/copyTable.ts";
import { columnsOf } from "../../../src/sweep/view/columns.ts";
import type { ColumnInfo } from "../../../src/sweep/rows/runRow.ts";
import { rowOf } from "./rows.ts";

const result: ColumnInfo = { id: "best_val", kind: "number", better: "low", part: "result" };
const decimals = (...values: number[]): number | null =>
  decimalsOf(
    result,
    values.map((value, i) => rowOf(String(i), { best_val: value })),
  );

describe("numbers of a column", () => {
  it("have as many decimals as show three digits of the middle one", () => {
    expect([decimals(0.21, 0.32, 1e9), decimals(2.31, 2.35), decimals(0.00123), decimals(230.4)]).toEqual([3, 2, 5, 1]);
  });

  it("have none where all are whole, and stay as they are in settings", () => {
    expect(decimals(50, 60)).toBe(0);
    expect(decimalsOf({ ...result, part: "setting" }, [])).toBeNull();
    expect([0.1, 5e-4, 1e-7, 128, 1_000_000].map((value) => cellText(value, null))).toEqual([
      ...["0.1", "0.0005", "1e−7", "128", "1000000"],
    ]);
  });

  it("have real minus signs, and an exponent where fixed decimals would show none of their digits", () => {
    expect([-0.25, 1.3e9, 0.00001, 0, Number.NaN, -Infinity].map((value) => cellText(value, 3))).toEqual([
      ...["−0.250", "1.30e9", "1.00e−5", "0.000", "NaN", "−∞"],
    ]);
  });

  it("differ with a sign, which a difference of nothing has as a plus", () => {
    expect([0.012, -0.012, -0.0001, 0].map((value) => differenceText(value, 3))).toEqual([
      ...["+0.012", "−0.012", "+1.00e−4", "+0.000"],
    ]);
  });
});

describe("a copy of the table", () => {
  const rows = [
    rowOf("a", { "config.lr": 0.1, best_val: 0.25, best_val_epoch: 3, verdict: 'say "no"\n' }),
    rowOf("b", { "config.lr": 0.2, best_val: Number.NaN }),
  ];
  const table = plainTable(
    rows,
    columnsOf(rows).filter(({ id }) => ["run", "best_val", "verdict"].includes(id)),
  );

  it("has full numbers, and what goes with a result in columns of its own", () => {
    expect(table).toEqual({
      names: ["run", "best_val", "best_val_epoch", "verdict"],
      rows: [
        ["a", 0.25, 3, 'say "no"\n'],
        ["b", Number.NaN, null, null],
      ],
    });
  });

  it("is Python that makes a DataFrame", () => {
    expect(pandasText(table)).toBe(
      [
        ...["import pandas as pd", "", "runs = pd.DataFrame({", '    "run": ["a", "b"],'],
        ...['    "best_val": [0.25, float("nan")],', '    "best_val_epoch": [3, None],'],
        ...['    "verdict": ["say \\"no\\"\\n", None],', "})", ""],
      ].join("\n"),
    );
  });
});
