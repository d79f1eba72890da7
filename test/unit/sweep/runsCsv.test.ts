import fc from "fast-check";
import Papa from "papaparse";
import { describe, expect, it } from "vitest";
import { modelNames } from "../../../src/numerics/models/modelFit.ts";
import { readRunsTable } from "../../../src/sweep/table/readTable.ts";
import { runsCsv } from "../../../src/sweep/table/runsCsv.ts";
import { sweepRun } from "./runsOf.ts";

describe("the table of runs as CSV", () => {
  it("is read again with every number, setting and name as it was", () => {
    const name = fc.string({ unit: "binary", minLength: 1, maxLength: 20 }).map((text) => `r${text}r`);
    const number = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constant(null));
    fc.assert(
      fc.property(name, name, number, number, (run, text, bestVal, alphaEarly) => {
        const base = sweepRun();
        const measures = { ...base.measures, bestVal, alphaEarly };
        const settings = new Map<string, string | number | boolean>([
          ["opt.lr", bestVal ?? 1e-300],
          ["note", text],
          ["amp", true],
        ]);
        const [row] = readRunsTable(runsCsv([{ ...base, run, measures, settings }])).rows;
        expect(row?.run).toBe(run);
        expect(row?.settings).toEqual(settings);
        expect(row?.measures).toEqual(measures);
        expect(row?.windows).toEqual(base.windows);
        expect(row?.aicc).toEqual(base.aicc);
      }),
    );
  });

  it("has the same columns whatever the runs have", () => {
    const header = (csv: string): string[] => Papa.parse<string[]>(csv).data[0] ?? [];
    const full = header(runsCsv([sweepRun()]));
    expect(header(runsCsv([sweepRun({ aicc: new Map(), windows: new Map(), bestModel: null })]))).toEqual(full);
    expect(full.filter((name) => name.startsWith("aicc."))).toEqual(modelNames.map((model) => `aicc.${model}`));
    expect(new Set(full).size).toBe(full.length);
  });

  it("leaves cells empty that have no value, and keeps a NaN", () => {
    const csv = runsCsv([sweepRun({ lastTrain: NaN, lastVal: null, kneeInterval: null })]);
    const [header = [], cells = []] = Papa.parse<string[]>(csv).data;
    const cell = (name: string): string | undefined => cells[header.indexOf(name)];
    expect(["last_train", "last_val", "knee", "knee_low"].map(cell)).toEqual(["NaN", "", "5.25", ""]);
  });

  it("says a setting that only some runs have, in its own kind where all agree", () => {
    const csv = runsCsv([
      sweepRun({ run: "a", settings: new Map([["lr", 0.1]]) }),
      sweepRun({ run: "b", settings: new Map<string, number | string>([["lr", "cosine"]]) }),
      sweepRun({ run: "c", settings: new Map([["wd", 0]]) }),
    ]);
    expect(readRunsTable(csv).rows.map(({ settings }) => [...settings])).toEqual([
      [["lr", 0.1]],
      [["lr", "cosine"]],
      [["wd", 0]],
    ]);
  });
});
