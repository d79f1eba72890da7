import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cannotConclude } from "../../../src/sweep/report/limits.ts";
import { sweepSentences } from "../../../src/sweep/report/sentences.ts";
import { sweepJson } from "../../../src/sweep/report/sweepJson.ts";
import { alikeButOne } from "../../../src/sweep/statistics/alikeButOne.ts";
import { analyzeSweep } from "../../../src/sweep/statistics/analyzeSweep.ts";
import { settingKeysOf } from "../../../src/sweep/table/commonSettings.ts";
import { configurationOf, designOf } from "../../../src/sweep/table/design.ts";
import { readRunsTable } from "../../../src/sweep/table/readTable.ts";
import { runsCsv } from "../../../src/sweep/table/runsCsv.ts";
import type { SettingValue, SweepRow } from "../../../src/sweep/table/sweepRow.ts";
import type { SweepRun } from "../../../src/sweep/table/sweepRun.ts";
import { sweepRun } from "./runsOf.ts";

/** A run's settings that count how often one of them is asked for. */
class CountedSettings extends Map<string, SettingValue> {
  static asked = 0;

  override get(key: string): SettingValue | undefined {
    CountedSettings.asked += 1;
    return super.get(key);
  }
}

/** Runs with a few settings in common, and so many of their own. */
function runsWithOwn(count: number, own: number): readonly SweepRun[] {
  return Array.from({ length: count }, (_, run) => {
    const bestVal = 1 + (run % 3) / 10 + run / 1e5;
    return sweepRun({
      run: `run-${run}`,
      settings: new CountedSettings([
        ["lr", [0.1, 0.03, 0.01][run % 3] ?? 0],
        ["act", run % 2 === 0 ? "relu" : "gelu"],
        ["seed", run],
        ...Array.from({ length: own }, (__, key) => [`own.${run}_${key}`, key % 2 === 0 ? key : `v${key}`] as const),
      ]),
      windows: new Map(),
      measures: { ...sweepRun().measures, bestVal, alphaEarly: 0.3 + Math.sin(run) / 10 },
    });
  });
}

/** How often the settings of runs are asked for. */
function asksOf(work: () => unknown): number {
  CountedSettings.asked = 0;
  work();
  return CountedSettings.asked;
}

describe("the settings that have a column", () => {
  const holders = fc.array(fc.array(fc.nat({ max: 400 }), { maxLength: 40 }), { minLength: 1, maxLength: 60 });
  const runsOf = (keys: readonly (readonly number[])[]): { readonly settings: ReadonlyMap<string, number> }[] =>
    keys.map((own) => ({ settings: new Map(own.map((key) => [`k${key}`, 1])) }));

  it("have no more cells than a multiple of the settings that runs have", () => {
    fc.assert(
      fc.property(holders, (keys) => {
        const runs = runsOf(keys);
        const all = runs.reduce((sum, { settings }) => sum + settings.size, 0);
        const { common, rare } = settingKeysOf(runs);
        expect(common.length * runs.length).toBeLessThanOrEqual(Math.max(20 * all, 200 * runs.length));
        expect(new Set([...common, ...rare])).toEqual(new Set(runs.flatMap(({ settings }) => [...settings.keys()])));
      }),
    );
  });

  it("are all of them up to 200", () => {
    const runs = Array.from({ length: 200 }, (_, run) => ({ settings: new Map([[`k${run}`, 1]]) }));
    expect(settingKeysOf(runs)).toEqual({ common: runs.map((__, run) => `k${run}`), rare: new Set() });
    expect(settingKeysOf([...runs, { settings: new Map([["one more", 1]]) }]).common).toEqual([]);
  });

  it("are those that the most runs have, and those of a twentieth of the runs at any rate", () => {
    const pairs = Array.from({ length: 100 }, (_, at) => [`pair ${at >> 1}`, at] as const);
    const runs = pairs.map(([pair, at]) => ({
      settings: new Map(["all", pair, `own ${at}`, `own too ${at}`].map((key) => [key, 1])),
    }));
    expect(settingKeysOf(runs).common).toEqual(["all", ...new Set(pairs.map(([pair]) => pair))]);
    const wide = runs.map(({ settings }, run) => ({
      settings: new Map([
        ...settings,
        ...Array.from({ length: 300 }, (_, key) => [`wide ${run % 20} ${key}`, 1] as const),
      ]),
    }));
    expect(settingKeysOf(wide).common).toHaveLength(1 + 20 * 300);
  });
});

describe("runs that each have settings of their own", () => {
  it("make a table with their common settings as columns, and lose none of the others", () => {
    const runs = runsWithOwn(100, 10);
    const csv = runsCsv(runs);
    const header = csv.slice(0, csv.indexOf("\n")).split(",");
    expect(header.filter((name) => name.startsWith("config."))).toEqual(["config.lr", "config.act", "config.seed"]);
    expect(header.at(-1)).toBe("other_settings");
    const { rows, problems } = readRunsTable(csv);
    expect(problems).toEqual([]);
    expect(rows.map(({ settings }) => new Map(settings))).toEqual(runs.map(({ settings }) => new Map(settings)));
  });

  it("make a table and an analysis that grow with what the runs have", () => {
    const [half, whole] = [50, 100].map((count) => {
      const runs = runsWithOwn(count, 25);
      let json = "";
      const asks = asksOf(() => (json = JSON.stringify(sweepJson(analyzeSweep(runs)))));
      return { csv: runsCsv(runs).length, json: json.length, asks };
    });
    for (const size of ["csv", "json", "asks"] as const) {
      expect(whole?.[size]).toBeLessThan(2.2 * (half?.[size] ?? 0));
    }
    expect(whole?.csv).toBeLessThan(100 * 1500);
    expect(whole?.asks).toBeLessThan(100 * 300);
  });

  it("are compared in the common ones alone, and are no repetitions of each other", () => {
    const rows = runsWithOwn(100, 10);
    const analysis = analyzeSweep(rows);
    expect(analysis.design).toMatchObject({
      varying: ["lr", "act"],
      replicate: ["seed"],
      others: { settings: 1000, runs: 100 },
    });
    expect([...analysis.groups.bySetting.keys()]).toEqual(["lr", "act"]);
    expect(analysis.design.configurations.size).toBe(100);
    expect(analysis.best?.configuration).toBe("0.1|relu|run-0");
    expect(sweepSentences(analysis)[0]).toMatch(
      /^The best configuration is lr = 0\.1, act = relu, other_settings = run-0:/,
    );
    expect(cannotConclude(analysis)).toContain(
      "1,000 settings are not compared, because few runs have each of them. 100 runs have such settings, and those that differ in them count as different configurations. The column other_settings of runs.csv has them.",
    );
    expect(sweepJson(analysis)).toHaveProperty("settings.others", { settings: 1000, runs: 100 });
  });

  it("are repetitions of those with the same ones, and of those without any", () => {
    const runs = runsWithOwn(60, 10);
    const again = runs.map((run) => ({
      ...run,
      run: "again",
      settings: new Map([...run.settings, ["seed", 99] as const]),
    }));
    const plain = [0, 1].map((seed) =>
      sweepRun({
        settings: new Map([
          ["lr", 0.1],
          ["seed", seed],
        ]),
      }),
    );
    const { configurations, others } = designOf([...runs, ...again, ...plain]);
    expect(others).toEqual({ settings: 600, runs: 120 });
    expect(configurations.get("0.1|relu|run-0")?.map(({ run }) => run)).toEqual(["run-0", "again"]);
    expect(configurations.get("0.1||")).toHaveLength(2);
    expect(configurations.size).toBe(61);
  });

  it("are told apart by a seed of few runs as little as by any seed", () => {
    const runs = Array.from({ length: 250 }, (_, run) => ({
      settings: new Map([
        ["lr", 1],
        [`m${run}.seed`, run],
      ]),
    }));
    expect(designOf(runs)).toMatchObject({ varying: [], others: null });
    expect(designOf(runs).configurations.size).toBe(1);
  });
});

it("a configuration of many settings is named by the first of them", () => {
  const rows = [0, 1].map((value) =>
    sweepRun({
      settings: new Map(Array.from({ length: 50 }, (_, key) => [`k${key}`, value])),
      measures: { ...sweepRun().measures, bestVal: value },
    }),
  );
  expect(sweepSentences(analyzeSweep(rows))[0]).toMatch(
    /^The best configuration is k0 = 0, .*, k19 = 0 and 30 more: mean/,
  );
});

describe("a cell of other settings", () => {
  it.each(["{", "[1]", "7", "null"])("that is no JSON object is said: %s", (cell) => {
    const { rows, problems } = readRunsTable(`run,other_settings\na,"${cell}"\n`);
    expect(problems).toEqual([`Row 2: other_settings is not a JSON object: ${JSON.stringify(cell)}.`]);
    expect(rows[0]?.settings).toEqual(new Map());
  });

  it("may hold what is no setting of ours", () => {
    const csv = `run,config.lr,other_settings\na,1,"{""__proto__"": 2, ""n"": null, ""list"": [1], ""text"": ""3"", ""b"": true}"\n`;
    expect(readRunsTable(csv).rows[0]?.settings).toEqual(
      new Map<string, SettingValue>([
        ["lr", 1],
        ["__proto__", 2],
        ["list", "[1]"],
        ["text", 3],
        ["b", true],
      ]),
    );
  });
});

describe("runs that are alike in all settings but one", () => {
  const value = fc.constantFrom<SettingValue>(0, 1, "a", true);
  const settings = fc.array(fc.tuple(fc.constantFrom("x", "y", "z", "w"), value), { maxLength: 4 });

  it("are those with the same values in all the others", () => {
    fc.assert(
      fc.property(fc.array(settings, { maxLength: 20 }), (all) => {
        const rows: readonly SweepRow[] = all.map((own) => sweepRun({ settings: new Map(own) }));
        const design = designOf(rows);
        const found = [...alikeButOne(rows, design)];
        expect(found.map(({ key }) => key)).toEqual(design.varying);
        for (const { key, alike } of found) {
          const others = design.varying.filter((other) => other !== key);
          const names = rows.map((row) => configurationOf(row, others));
          expect(alike.map((number) => alike.indexOf(number))).toEqual(names.map((name) => names.indexOf(name)));
        }
      }),
    );
  });

  it("are found without asking for each setting once for each other one", () => {
    const runs = Array.from({ length: 40 }, (_, run) =>
      sweepRun({
        ...{ run: String(run), windows: new Map() },
        settings: new CountedSettings(Array.from({ length: 150 }, (__, key) => [`k${key}`, (run >> (key % 5)) % 2])),
        measures: { ...sweepRun().measures, bestVal: 1 + run / 100 },
      }),
    );
    expect(asksOf(() => analyzeSweep(runs))).toBeLessThan(60 * 40 * 150);
  });
});
