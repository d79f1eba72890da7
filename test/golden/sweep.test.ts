import { describe, expect, it } from "vitest";
import { designOf } from "../../src/sweep/table/design.ts";
import { measures, type Measure, type SettingValue, type SweepRow } from "../../src/sweep/table/sweepRow.ts";
import { WeightedPairs } from "../../src/sweep/statistics/clusterBootstrap.ts";
import { groupTables } from "../../src/sweep/statistics/groups.ts";
import { heatMaps, usualAxes } from "../../src/sweep/statistics/heat.ts";
import { modelStandings } from "../../src/sweep/statistics/models.ts";
import { noiseRelations } from "../../src/sweep/statistics/noise.ts";
import { plateauKneeOf } from "../../src/sweep/statistics/plateauKnee.ts";
import { predictionOf } from "../../src/sweep/statistics/prediction.ts";
import { straightnessOf } from "../../src/sweep/statistics/straightness.ts";
import { byConfiguration, columnsOf, usedPairs } from "../../src/sweep/statistics/used.ts";
import { scanWindows } from "../../src/sweep/statistics/windows.ts";
import { golden } from "./golden.ts";

interface GoldenRow extends Readonly<Record<Measure, number | null>> {
  readonly run: string;
  readonly arch: string;
  readonly lr: number;
  readonly wd: number;
  readonly seed: number;
  readonly diverged: boolean;
  readonly aicc: Readonly<Record<string, number | null>> | null;
  readonly windows: Readonly<Record<string, number | null>> | null;
}

interface Bootstrap {
  readonly draws: readonly (readonly number[])[];
  readonly pearson: readonly number[];
  readonly spearman: readonly number[];
  readonly first5: { readonly pearson: readonly number[]; readonly spearman: readonly number[] };
}

interface GoldenSweep {
  readonly rows: readonly GoldenRow[];
  readonly expected: {
    readonly counts: Readonly<Record<string, number>>;
    readonly alphaVsVal: Readonly<Record<string, unknown>> & { readonly clusterBootstrap: Bootstrap };
    readonly partial: unknown;
    readonly worstRank: unknown;
    readonly r2: unknown;
    readonly dAIC: unknown;
    readonly groups: Readonly<Record<"arch" | "lr" | "wd" | "resnetMinusVit", unknown>>;
    readonly heat: unknown;
    readonly scan: {
      readonly windows: unknown;
      readonly maxT: {
        readonly permutations: readonly (readonly number[])[];
        readonly rho: unknown;
        readonly p: unknown;
      };
    };
    readonly plateauKnee: unknown;
    readonly noise: unknown;
  };
}

const { rows: given, expected } = golden("sweep.json") as GoldenSweep;

const present = (values: Readonly<Record<string, number | null>> | null): ReadonlyMap<string, number> =>
  new Map(Object.entries(values ?? {}).flatMap(([name, value]) => (value === null ? [] : [[name, value] as const])));

const rows: readonly SweepRow[] = given.map((row) => ({
  run: row.run,
  diverged: row.diverged,
  stage: "over",
  verdict: null,
  settings: new Map<string, SettingValue>([
    ["arch", row.arch],
    ["lr", row.lr],
    ["wd", row.wd],
    ["seed", row.seed],
  ]),
  measures: Object.fromEntries(measures.map((name) => [name, row[name]])) as Record<Measure, number | null>,
  doubts: new Map(),
  aicc: present(row.aicc),
  windows: present(row.windows),
}));

const design = designOf(rows);

/** Maps as objects, so that both sides can be walked alike. */
function plain(value: unknown): unknown {
  return value instanceof Map ? Object.fromEntries([...value].map(([key, inner]) => [key, plain(inner)])) : value;
}

/** Every number that is wanted, at its place, to 1e-9. */
function expectSame(actual: unknown, wanted: unknown, place = ""): void {
  const found = plain(actual);
  if (typeof wanted === "object" && wanted !== null) {
    for (const [key, inner] of Object.entries(wanted)) {
      const there = typeof found === "object" && found !== null ? (found as Record<string, unknown>)[key] : undefined;
      expectSame(there, inner, `${place}.${key}`);
    }
  } else if (typeof wanted === "number" && typeof found === "number") {
    expect(Math.abs(found - wanted), `${place}: ${found} for ${wanted}`).toBeLessThanOrEqual(
      Math.max(1e-9 * Math.abs(wanted), 1e-12),
    );
  } else {
    expect(found, place).toBe(wanted);
  }
}

describe("statistics of a sweep against scipy and statsmodels", () => {
  const prediction = predictionOf(rows, design, { seed: 1, draws: expected.alphaVsVal.clusterBootstrap.draws });

  it("find the design", () => {
    expect(design.varying).toEqual(["arch", "lr", "wd"]);
    expect(design.replicate).toEqual(["seed"]);
    expect(design.configurations.size).toBe(expected.counts["configurations"]);
  });

  it.each(["pearson", "spearman", "between", "within", "icc", "clusterSlope"] as const)("prediction: %s", (part) => {
    expectSame(prediction[part], expected.alphaVsVal[part], part);
  });

  it("prediction: bootstrap over configurations, with the stored draws", () => {
    const { draws, first5, pearson, spearman } = expected.alphaVsVal.clusterBootstrap;
    expectSame(prediction.clusterBootstrap, { pearson, spearman });
    const pairs = usedPairs(
      rows,
      ({ measures: { alphaEarly } }) => alphaEarly,
      ({ measures: { bestVal } }) => bestVal,
    );
    const clusters = [...byConfiguration(pairs, design).values()].map(columnsOf);
    const weighted = new WeightedPairs(clusters);
    const estimates = draws.slice(0, 5).map((picks) => weighted.estimate(picks));
    expectSame(
      estimates.map(({ r }) => r),
      first5.pearson,
    );
    expectSame(
      estimates.map(({ rho }) => rho),
      first5.spearman,
    );
  });

  it("prediction: partial correlations", () => {
    expectSame(prediction.partial, expected.partial);
  });

  it("prediction: diverged runs as the worst", () => {
    expectSame(prediction.worstRank, expected.worstRank);
  });

  it("straightness", () => {
    expectSame(straightnessOf(rows, design, 0.98), expected.r2);
  });

  it("models", () => {
    const { byModel, exponentialMinusPower } = modelStandings(rows, design);
    expectSame({ ...Object.fromEntries(byModel), exponentialMinusPower }, expected.dAIC);
  });

  it("groups", () => {
    const { bySetting, differences } = groupTables(rows, design);
    expectSame(bySetting, { arch: expected.groups.arch, lr: expected.groups.lr, wd: expected.groups.wd });
    expectSame(differences.get("arch"), expected.groups.resnetMinusVit);
    expect(differences.get("arch")?.levels).toEqual(["resnet", "vit"]);
  });

  it("heat maps", () => {
    expect(usualAxes(rows, design)).toEqual({ x: "lr", y: "wd" });
    expectSame(heatMaps(rows, design, { x: "lr", y: "wd" }), expected.heat);
  });

  it("windows", () => {
    const scan = scanWindows(rows, design, { seed: 1, permutations: expected.scan.maxT.permutations });
    expectSame(scan.windows, expected.scan.windows);
    expectSame(scan.maxT, { rho: expected.scan.maxT.rho, p: expected.scan.maxT.p });
  });

  it("plateau and knee", () => {
    expectSame(plateauKneeOf(rows), expected.plateauKnee);
  });

  it("noise", () => {
    expectSame(noiseRelations(rows, design), expected.noise);
  });
});
