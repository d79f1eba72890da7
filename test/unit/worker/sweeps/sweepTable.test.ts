import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { LogError } from "../../../../src/log/files/logError.ts";
import { analysisRow } from "../../../../src/sweep/rows/analysisRow.ts";
import { unpackRows } from "../../../../src/sweep/rows/packedRows.ts";
import { readRunsTable } from "../../../../src/sweep/table/readTable.ts";
import { SweepFolders } from "../../../../src/worker/sweeps/sweepFolders.ts";

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "slopewise-table-"));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function opened(text: string, name = "runs.csv"): ReturnType<SweepFolders["open"]> {
  const path = join(folder, name);
  await writeFile(path, text);
  return new SweepFolders().open(path);
}

const table = `run,state,config.lr,config.amp,config.seed,best_val,alpha_early,aicc.power,window.5-15,F1,group
a/seed-1,ended,1e-3,true,1,1.5,0.31,-20,0.3,0.7,one
a/seed-2,diverged,1e-3,true,2,nan,,,,0.8,two
b,ended,,false,1,1.7x,0.29,-22,0.2,,3
`;

describe("a table of runs that is opened without logs", () => {
  it("shows every column, each cell as what it is", async () => {
    const { rows, missing, hasCurves } = await opened(table);
    const [first, second, third] = unpackRows(rows);
    expect(first).toMatchObject({ log: "a/seed-1", run: "a/seed-1", folder: "a", state: "ended" });
    expect(first?.cells).toEqual({
      ...{ "config.lr": 0.001, "config.amp": true, "config.seed": 1, best_val: 1.5, alpha_early: 0.31, F1: 0.7 },
      group: "one",
    });
    expect(second).toMatchObject({ state: "diverged", cells: { best_val: NaN, F1: 0.8 } });
    expect(third?.cells).toEqual({ "config.amp": false, "config.seed": 1, alpha_early: 0.29, group: "3" });
    expect(missing).toEqual([
      "The table has no column named alpha_full, r2, knee, plateau, noise_floor, tail_power, alpha_early_ls, alpha_early_huber, alpha_full_ls, alpha_full_huber, units_error, so figures that need it are left out.",
      'Row 4: best_val is not a number: "1.7x".',
    ]);
    expect(hasCurves).toBe(false);
  });

  it("gives an analysis what the command line reads of it", async () => {
    const { rows, analysis } = await opened(table);
    const more = unpackRows(analysis);
    const read = unpackRows(rows).map((row, at) =>
      analysisRow({ ...row, cells: { ...row.cells, ...more[at]?.cells } }),
    );
    expect(read).toEqual(readRunsTable(table).rows);
  });

  it("looks for logs from its folder, and tells rows of one name apart", async () => {
    const { rows, origins } = await opened("run,log\na,x/metrics.jsonl\na,x/metrics.jsonl\nb,\n");
    expect(rows.log).toEqual(["x/metrics.jsonl", "x/metrics.jsonl#3", "#4"]);
    expect(origins[1]?.path).toBe(join(folder, "x", "metrics.jsonl"));
    expect(origins[1]?.facts).toMatchObject({ findings: { error: 0, warning: 0 } });
  });

  it.each([
    ["without runs", "name,best_val\na,1\n", /no column named run/],
    ["without rows", "run,best_val\n", /has no rows/],
    ["that is binary", "\0\u0001\uFFFD", /no column named run/],
  ])("refuses one %s, and names its file", async (_, text, reason) => {
    const asked = opened(text, "bad.csv");
    await expect(asked).rejects.toThrow(LogError);
    await expect(asked).rejects.toThrow(reason);
    await expect(asked).rejects.toThrow("bad.csv");
  });

  it("refuses a file that is not there", async () => {
    await expect(new SweepFolders().open(join(folder, "none.csv"))).rejects.toThrow(LogError);
  });
});
