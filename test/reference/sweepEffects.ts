import Papa from "papaparse";
import { seeds } from "../../src/samples/sweepDesign.ts";
import type { SweepTruth } from "../../src/samples/sweepTruth.ts";
import type { SweepAnalysis } from "../../src/sweep/statistics/analyzeSweep.ts";

/** One known effect of the sample sweep, and whether a reading of it gave it back. */
export interface Effect {
  readonly name: string;
  readonly truth: string;
  readonly found: string;
  readonly isRecovered: boolean;
}

/** The parts of `sweep --format json` that are compared. */
export interface SweepReading {
  readonly used: number;
  readonly excluded: SweepAnalysis["excluded"];
  readonly best: SweepAnalysis["best"];
  readonly differences: Readonly<
    Record<string, { readonly mean: number; readonly interval: readonly [number, number]; readonly pairs: number }>
  >;
  readonly prediction: {
    readonly between: { readonly spearman: { readonly interval: readonly [number, number]; readonly rho: number } };
    readonly within: { readonly r: number; readonly p: number };
  };
  readonly heat: Readonly<Record<string, HeatReading>>;
}

interface HeatReading {
  readonly best: string;
  readonly cells: Readonly<Record<string, { readonly mean: number | null; readonly diverged: number }>>;
}

/** Standard errors that an estimate may be off by: 999 sweeps in 1,000 stay within, where nothing is biased. */
export const reach = 3.3;
/** How far the median of estimated knees may be from the truth, in epochs: a bin is a quarter of an epoch. */
const kneeReach = 0.25;

/** Every effect that the truth names, from `sweep --format json` and the `runs.csv` next to it. */
export function effectsOf(reading: SweepReading, runsCsv: string, truth: SweepTruth): readonly Effect[] {
  const rows = Papa.parse<Record<string, string>>(runsCsv, { header: true, skipEmptyLines: true }).data;
  return [
    ...bestEffects(reading, truth),
    ...interactionEffects(reading, truth),
    architectureEffect(reading, truth),
    ...decayEffects(reading, truth),
    seedEffect(reading, truth),
    ...predictionEffects(reading),
    ...kneeEffects(rows, truth),
    ...fateEffects(rows, truth),
  ];
}

function bestEffects({ best }: SweepReading, truth: SweepTruth): readonly Effect[] {
  const { name, validation, lead } = truth.best;
  const ofMean = (truth.seeds.relative * validation) / Math.sqrt(seeds.length);
  const ofLead = Math.hypot(ofMean, ofMean * (1 + lead / validation));
  return [
    {
      name: "best configuration, without a tie",
      truth: name,
      found: [best?.configuration, ...(best?.ties ?? [])].join(" = "),
      isRecovered: best?.configuration === name && best.ties.length === 0,
    },
    near("its validation loss", { truth: validation, found: best?.cell.mean, by: reach * ofMean }),
    near("its lead over the next", { truth: lead, found: best?.lead, by: reach * ofLead }),
  ];
}

function interactionEffects({ heat }: SweepReading, truth: SweepTruth): readonly Effect[] {
  const { from, to, loss } = truth.interaction;
  const at = (arch: string, lr: number): number => heat[arch]?.cells[`${lr}|0.0005`]?.mean ?? Number.NaN;
  const cells = [at("transformer", to), at("transformer", from), at("convnet", to), at("convnet", from)] as const;
  const [t2, t1, c2, c1] = cells;
  const error = (truth.seeds.relative * Math.hypot(...cells)) / Math.sqrt(seeds.length);
  return [
    ...Object.entries(truth.bestOf).map(([arch, settings]) =>
      same(`best learning rate and weight decay of ${arch}`, settings, heat[arch]?.best ?? ""),
    ),
    near(`interaction of architecture and learning rate`, {
      truth: loss,
      found: t2 - t1 - (c2 - c1),
      by: reach * error,
    }),
  ];
}

function architectureEffect({ differences }: SweepReading, truth: SweepTruth): Effect {
  const { mean, interval, pairs } = differences["arch"] ?? { mean: NaN, interval: [NaN, NaN], pairs: 0 };
  const [low, high] = interval;
  const { loss } = truth.architectures;
  return {
    name: "convnet minus transformer",
    truth: `${shown(loss)}, ${truth.architectures.pairs} pairs`,
    found: `${shown(mean)} [${shown(low)}, ${shown(high)}], ${pairs} pairs`,
    isRecovered: low > 0 && low <= loss && loss <= high && pairs === truth.architectures.pairs,
  };
}

/** Ratios over the learning rates at which both architectures were run to the end; the one that stopped early is not there. */
function decayEffects({ heat }: SweepReading, truth: SweepTruth): readonly Effect[] {
  const rates = ["0.03", "0.1"];
  const total = (wd: string): number =>
    Object.values(heat)
      .flatMap(({ cells }) => rates.map((lr) => cells[`${lr}|${wd}`]?.mean ?? Number.NaN))
      .reduce((sum, mean) => sum + mean, 0);
  const error = (truth.seeds.relative * Math.SQRT2) / Math.sqrt(2 * rates.length * seeds.length);
  return Object.entries(truth.weightDecays)
    .filter(([wd]) => wd !== "0.0005")
    .map(([wd, ratio]) =>
      near(`loss at weight decay ${wd} over that at 0.0005`, {
        truth: ratio,
        found: total(wd) / total("0.0005"),
        by: reach * error * ratio,
      }),
    );
}

/** 999 of 1,000 standard deviations of some 41 degrees of freedom lie within these parts of the truth. */
const spreadReach = [0.66, 1.38] as const;

function seedEffect({ best }: SweepReading, { seeds: { pooled } }: SweepTruth): Effect {
  const found = best?.seedSd ?? Number.NaN;
  const [low, high] = spreadReach;
  return {
    name: "spread of seeds",
    truth: `${shown(pooled)} [${shown(low * pooled)}, ${shown(high * pooled)}]`,
    found: shown(found),
    isRecovered: found >= low * pooled && found <= high * pooled,
  };
}

function predictionEffects({ prediction: { between, within } }: SweepReading): readonly Effect[] {
  const [, high] = between.spearman.interval;
  return [
    {
      name: "early slope predicts the loss between configurations",
      truth: "rho below 0",
      found: `rho ${shown(between.spearman.rho)}, at most ${shown(high)}`,
      isRecovered: high < 0,
    },
    {
      name: "and not between seeds",
      truth: "r = 0",
      found: `r ${shown(within.r)}, p ${shown(within.p)}`,
      isRecovered: within.p > 0.001,
    },
  ];
}

function kneeEffects(rows: readonly Readonly<Record<string, string>>[], truth: SweepTruth): readonly Effect[] {
  return Object.entries(truth.kneeEpochs).map(([lr, epoch]) => {
    const knees = rows.filter((row) => row["config.lr"] === lr && row["state"] === "ended" && row["knee"] !== "");
    const sorted = knees.map((row) => Number(row["knee"])).sort((one, other) => one - other);
    const found = sorted[Math.floor(sorted.length / 2)];
    return near(`knee at learning rate ${lr}`, { truth: epoch, found, by: kneeReach });
  });
}

function fateEffects(rows: readonly Readonly<Record<string, string>>[], { fates }: SweepTruth): readonly Effect[] {
  const inState = (state: string): string =>
    rows
      .filter((row) => row["state"] === state)
      .map((row) => row["run"] ?? "")
      .sort()
      .join(", ");
  return (["diverged", "nan", "stopped"] as const).map((state) =>
    same(`runs that are ${state}`, [...fates[state]].sort().join(", "), inState(state)),
  );
}

interface Nearness {
  readonly truth: number;
  readonly found: number | null | undefined;
  readonly by: number;
}

function near(name: string, { truth, found, by }: Nearness): Effect {
  return {
    name,
    truth: `${shown(truth)} [${shown(truth - by)}, ${shown(truth + by)}]`,
    found: shown(found ?? Number.NaN),
    isRecovered: Math.abs((found ?? Number.NaN) - truth) <= by,
  };
}

function same(name: string, truth: string, found: string): Effect {
  return { name, truth, found, isRecovered: truth === found };
}

function shown(value: number): string {
  return String(Number(value.toPrecision(3)));
}
