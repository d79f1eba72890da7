import { describe, expect, it } from "vitest";
import { RunsTableError } from "../../../src/sweep/table/csvTable.ts";
import { readRunsTable } from "../../../src/sweep/table/readTable.ts";

describe("a table of runs", () => {
  it("gives settings as what they are, and absent cells as absent", () => {
    const text =
      "run,state,config.lr,config.arch,config.amp,best_val,aicc.power,window.5-15\na,ended,1e-3,vit,true,1.5,-20,0.3\nb,diverged,0.1,,false,,,\n";
    const { rows, missing, problems } = readRunsTable(text);
    expect(rows[0]).toMatchObject({ run: "a", diverged: false, measures: { bestVal: 1.5, knee: null } });
    expect([...(rows[0]?.settings ?? [])]).toEqual([
      ["lr", 0.001],
      ["arch", "vit"],
      ["amp", true],
    ]);
    expect([...(rows[1]?.settings.keys() ?? [])]).toEqual(["lr", "amp"]);
    expect(rows[1]).toMatchObject({ diverged: true, measures: { bestVal: null } });
    expect(rows[1]?.aicc.size).toBe(0);
    expect(rows[0]?.windows.get("5-15")).toBe(0.3);
    expect(missing).toEqual([
      ...["alpha_early", "alpha_full", "r2", "knee", "plateau", "noise_floor", "tail_power"],
      ...["alpha_early_ls", "alpha_early_huber", "alpha_full_ls", "alpha_full_huber", "units_error"],
    ]);
    expect(problems).toEqual([]);
  });

  it("reads NaN as absent, whatever its spelling, and a BOM as nothing", () => {
    const { rows, problems } = readRunsTable("\uFEFFrun,best_val,knee\na,nan,-inf\n");
    expect(rows[0]?.measures).toMatchObject({ bestVal: null, knee: null });
    expect(problems).toEqual([]);
  });

  it("says where a cell is no number, and goes on", () => {
    const { rows, problems } = readRunsTable("run,best_val\na,1.5x\nb,2\n");
    expect(problems).toEqual(['Row 2: best_val is not a number: "1.5x".']);
    expect(rows[1]?.measures.bestVal).toBe(2);
  });

  it("counts problems past the first twenty", () => {
    const { problems } = readRunsTable(`run,best_val\n${"a,x\n".repeat(50)}`);
    expect(problems).toHaveLength(21);
    expect(problems.at(-1)).toBe("30 more cells were not read.");
  });

  it("says where a row has too few or too many cells", () => {
    expect(readRunsTable("run,best_val\na\nb,1,2\n").problems).toEqual([
      "Row 2 has 1 cells, the header 2.",
      "Row 3 has 3 cells, the header 2.",
    ]);
  });

  it("keeps names such as __proto__ as names", () => {
    const { rows } = readRunsTable("run,config.__proto__,config.constructor\na,1,2\nb,3,2\n");
    expect([...(rows[0]?.settings.entries() ?? [])]).toEqual([
      ["__proto__", 1],
      ["constructor", 2],
    ]);
  });

  it.each([
    ["without run", "name,best_val\na,1\n", /no column named run/],
    ["with a column twice", "run,best_val,best_val\na,1,2\n", /two columns named best_val/],
    ["with an open quote", 'run,best_val\n"a,1\n', /a quote is misplaced or never closed/],
  ])("%s is refused", (_, text, reason) => {
    expect(() => readRunsTable(text)).toThrow(RunsTableError);
    expect(() => readRunsTable(text)).toThrow(reason);
  });
});
