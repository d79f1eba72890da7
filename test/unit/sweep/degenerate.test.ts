import { describe, expect, it } from "vitest";
import { sweepSentences } from "../../../src/sweep/report/sentences.ts";
import { cannotConclude } from "../../../src/sweep/report/limits.ts";
import { sweepJson } from "../../../src/sweep/report/sweepJson.ts";
import { analyzeSweep, usualOptions } from "../../../src/sweep/statistics/analyzeSweep.ts";
import { readRunsTable } from "../../../src/sweep/table/readTable.ts";

/** A table from rows of cells under one header. */
function sentencesOf(header: string, rows: readonly string[]): string {
  const analysis = analyzeSweep(readRunsTable([header, ...rows].join("\n")).rows);
  // A sentence may say that a run became NaN.
  expect(JSON.stringify(sweepJson(analysis)).replaceAll("became NaN", "")).not.toContain("NaN");
  return sweepSentences(analysis).join("\n");
}

const header = "run,state,config.lr,config.wd,config.seed,best_val,alpha_early,aicc.power,aicc.exponential,r2";
const grid = (cells: (lr: number, wd: number, seed: number) => string): string[] =>
  [0.1, 0.01, 0.001].flatMap((lr) =>
    [0, 0.1].flatMap((wd) => [0, 1].map((seed) => `${lr}-${wd}-${seed},${cells(lr, wd, seed)}`)),
  );

describe("a sweep that cannot say much", () => {
  it("of no run", () => {
    expect(sentencesOf(header, [])).toMatch(/No run has a validation loss/);
  });

  it("of one run", () => {
    expect(sentencesOf(header, ["a,ended,0.1,0,0,1.5,0.3,-10,-5,0.99"])).toMatch(
      /All runs have the same configuration/,
    );
  });

  it("of one configuration", () => {
    const rows = [0, 1, 2, 3].map((seed) => `${seed},ended,0.1,0,${seed},${1.5 + seed / 100},0.3,-10,-5,0.99`);
    expect(sentencesOf(header, rows)).toMatch(/All runs have the same configuration/);
  });

  it("without seeds", () => {
    const text = sentencesOf(
      header,
      grid((lr, wd, seed) => `ended,${lr + seed},${wd},0,${1 + lr + wd},${0.3 + wd},-10,-5,0.99`),
    );
    expect(text).toMatch(/No configuration was run twice/);
    expect(text).toMatch(/the effect of seeds is unknown/);
  });

  it("in which all diverged", () => {
    const text = sentencesOf(
      header,
      grid((lr, wd, seed) => `diverged,${lr},${wd},${seed},,0.3,,,`),
    );
    expect(text).toMatch(/No run has a validation loss/);
    expect(text).toMatch(/12 runs were left out because they diverged/);
  });

  it("of which a run still trains: its loss is not its outcome", () => {
    const rows = grid(
      (lr, wd, seed) => `ended,${lr},${wd},${seed},${1 + lr + wd + seed / 1000},${0.3 + wd},-10,-5,0.99`,
    );
    const live = "live,ended,0.1,0,2,9,0.3,-10,-5,0.99";
    const of = (state: string) =>
      analyzeSweep(readRunsTable([header, ...rows, live.replace("ended", state)].join("\n")).rows);
    const [without, growing, stalled] = [
      analyzeSweep(readRunsTable([header, ...rows].join("\n")).rows),
      of("live"),
      of("stalled"),
    ];
    expect(of("ended").best?.seedSd).toBeGreaterThan(1);
    for (const { best, prediction, excluded, used, runs } of [growing, stalled]) {
      expect({ best, prediction, used }).toEqual({
        ...{ best: without.best, prediction: without.prediction, used: without.used },
      });
      expect({ runs, training: excluded.training, absent: excluded.absent }).toEqual({
        runs: 13,
        training: 1,
        absent: 5,
      });
    }
    expect(cannotConclude(growing)[0]).toBe("1 run is still training and is left out.");
    expect(cannotConclude(of("ended"))[0]).not.toMatch(/training/);
    expect(cannotConclude(of("stopped"))[0]).toBe("1 run is incomplete; its best loss up to where it stopped is used.");
    expect(sweepJson(growing)).toMatchObject({ excluded: { training: 1 }, unfinished: { stopped: 0, training: 0 } });
  });

  it("of which all runs still train: where they stand is compared, and said", () => {
    const text = sentencesOf(
      header,
      grid((lr, wd, seed) => `live,${lr},${wd},${seed},${1 + lr + wd + seed / 1000},0.3,-10,-5,0.99`),
    );
    expect(text).toMatch(/The best configuration is lr = 0.001, wd = 0/);
    expect(text).toMatch(/12 runs are still training; their best losses so far are used\./);
  });

  it("with an outcome that never changes", () => {
    const text = sentencesOf(
      header,
      grid((lr, wd, seed) => `ended,${lr},${wd},${seed},1.5,${0.3 + seed / 100},-10,-5,0.99`),
    );
    expect(text).not.toMatch(/Spearman/);
  });

  it("with settings that vary together", () => {
    const text = sentencesOf(
      header,
      grid((lr, _, seed) => `ended,${lr},${lr * 10},${seed},${1 + lr + seed / 50},0.3,-10,-5,0.99`),
    );
    expect(text).toMatch(/lr and wd vary together/);
  });
});

describe("maps of chosen settings", () => {
  it("are those of the usual ones where the chosen do not vary, or are one", () => {
    const rows = grid((lr, wd, seed) => `ended,${lr},${wd},${seed},${1 + lr + wd + seed / 50},0.3,-10,-5,0.99`);
    const { rows: all } = readRunsTable([header, ...rows].join("\n"));
    const axesOf = (x: string, y: string) => analyzeSweep(all, { ...usualOptions, axes: { x, y } }).heat?.axes;
    expect(axesOf("wd", "lr")).toEqual({ x: "wd", y: "lr" });
    for (const [x, y] of [
      ["wd", "wd"],
      ["seed", "lr"],
      ["", ""],
    ] as const) {
      expect(axesOf(x, y)).toEqual({ x: "lr", y: "wd" });
    }
  });
});

describe("verdicts", () => {
  it("take runs out of everything, and say so", () => {
    const rows = grid((lr, wd, seed) => `ended,${lr},${wd},${seed},${1 + lr + wd + seed / 50},0.3,-10,-5,0.99`);
    const table = readRunsTable(
      [`${header},verdict`, ...rows.map((row, i) => `${row},${i === 8 || i === 9 ? "exclude" : "accept"}`)].join("\n"),
    );
    const analysis = analyzeSweep(table.rows);
    expect(analysis.best?.configuration).toBe("0.01|0");
    expect(analysis.excluded.verdict).toBe(2);
    expect(analysis.design.configurations.size).toBe(5);
  });
});

describe("statistics of a table", () => {
  it("do not depend on the order of its rows, nor on the unit of the loss", () => {
    const cell = (scale: number) => (lr: number, wd: number, seed: number) =>
      `ended,${lr},${wd},${seed},${scale * (1 + lr + wd + ((seed * 7 + lr * 100) % 3) / 50)},${0.3 + ((seed * 5 + wd * 100) % 7) / 90},-10,-5,0.99`;
    const of = (rows: readonly string[]) => analyzeSweep(readRunsTable([header, ...rows].join("\n")).rows);
    const plain = of(grid(cell(1)));
    const turned = of(grid(cell(1)).reverse());
    const scaled = of(grid(cell(Math.LOG2E)));
    expect(turned.prediction.between.spearman?.rho).toBeCloseTo(plain.prediction.between.spearman?.rho ?? NaN, 12);
    expect(turned.best?.configuration).toBe(plain.best?.configuration);
    expect(scaled.best?.ties).toEqual(plain.best?.ties);
    expect(scaled.prediction.pearson?.r).toBeCloseTo(plain.prediction.pearson?.r ?? NaN, 12);
  });
});
