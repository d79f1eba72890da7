import { describe, expect, it } from "vitest";
import { analyzeSweep, usualOptions, type SweepAnalysis } from "../../../src/sweep/statistics/analyzeSweep.ts";
import { scanWindows } from "../../../src/sweep/statistics/windows.ts";
import { designOf } from "../../../src/sweep/table/design.ts";
import { doubts, type SettingValue, type SweepRow } from "../../../src/sweep/table/sweepRow.ts";
import { seededRandom } from "../../../src/numerics/stats/random.ts";

/** A run's settings that count how often one of them is asked for. */
class CountedSettings extends Map<string, SettingValue> {
  static asked = 0;

  override get(key: string): SettingValue | undefined {
    CountedSettings.asked += 1;
    return super.get(key);
  }
}

/** A random search: every run is a configuration of its own. */
function randomSearch(count: number): readonly SweepRow[] {
  const random = seededRandom(3);
  return Array.from({ length: count }, (_, i) => {
    const [lr, wd, alpha] = [random(), random(), random()];
    const bestVal = 1 + lr + 0.1 * alpha;
    return {
      run: `r${i}`,
      diverged: false,
      stage: "over",
      verdict: null,
      settings: new CountedSettings([
        ["lr", lr],
        ["wd", wd],
        ["arch", i % 2 === 0 ? "a" : "b"],
      ]),
      measures: {
        ...{ bestVal, alphaEarly: alpha, alphaFull: alpha, r2: 0.9 + alpha / 10 },
        ...{ knee: 5 + lr, plateau: 6 + wd, noiseFloor: lr, tailPower: wd },
      },
      doubts: new Map(doubts.map((name) => [name, alpha])),
      aicc: new Map([
        ["power", lr],
        ["exponential", wd],
      ]),
      windows: new Map([["1-5", alpha]]),
    };
  });
}

// Resampling is linear in runs by its making, and would take most of the time.
const options = { ...usualOptions, draws: [], permutations: [] };

function askedFor(count: number): number {
  const rows = randomSearch(count);
  CountedSettings.asked = 0;
  analyzeSweep(rows, options);
  return CountedSettings.asked;
}

describe("a sweep whose runs are each a configuration of its own", () => {
  it("asks for settings twice as often where it has twice as many runs", () => {
    const [few, many] = [askedFor(500), askedFor(1000)];
    expect(many / few).toBeLessThan(2.2);
  });

  it("ends for 10,000 runs", () => {
    const analysis: SweepAnalysis = analyzeSweep(randomSearch(10_000), options);
    expect(analysis.design.configurations.size).toBe(10_000);
    expect(analysis.prediction.partial.linear?.controls).toBe(3);
    // A level of its own for every run leaves nothing to correlate.
    expect(analysis.prediction.partial.factors).toBeNull();
    expect(analysis.groups.bySetting.get("lr")?.size).toBe(10_000);
    expect(analysis.prediction.between.spearman?.n).toBe(10_000);
  });
});

describe("the scan of windows", () => {
  it("leaves out of its test a window that few configurations have, which would leave none with all", () => {
    const rows: readonly SweepRow[] = randomSearch(40).map((row, i) => ({
      ...row,
      windows: new Map([["1-5", row.windows.get("1-5") ?? 0], ...(i < 4 ? ([["8-10", i]] as const) : [])]),
    }));
    const { maxT, windows } = scanWindows(rows, designOf(rows), { seed: 1 });
    expect([...(maxT?.p.keys() ?? [])]).toEqual(["1-5"]);
    expect(maxT?.configurations).toHaveLength(40);
    expect([...windows.keys()]).toEqual(["1-5", "8-10"]);
  });

  it("is not misled by a window in which every run has the same slope", () => {
    const pOf = (more: readonly (readonly [string, number])[]): ReadonlyMap<string, number> | undefined => {
      const rows: readonly SweepRow[] = randomSearch(30).map((row) => ({
        ...row,
        windows: new Map([...row.windows, ...more]),
      }));
      return scanWindows(rows, designOf(rows), { seed: 1 }).maxT?.p;
    };
    const p = pOf([["2-3", 0.5]]);
    expect(p?.get("1-5")).toBe(pOf([])?.get("1-5"));
    expect(p?.get("2-3")).toBeNaN();
  });
});
