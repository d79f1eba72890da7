import { builtInContract } from "../../src/contract/model/builtIn.ts";
import type { Column, LogTable } from "../../src/log/columns/columns.ts";
import { at } from "../../src/numerics/at.ts";
import { seededRandom } from "../../src/numerics/stats/random.ts";
import { reviewRun } from "../../src/review/reviewRun.ts";
import type { Interval, RunReview } from "../../src/review/model/runReview.ts";
import type { Cell } from "./cell.ts";

/** What the reviews of a cell's runs come to; counts of runs unless they say otherwise. */
export interface Outcome {
  readonly runs: number;
  readonly found: number;
  /** Knees said to lie at or before the first place, and how many of those hold the true one. */
  readonly atEdge: number;
  readonly edgeHolds: number;
  /** Distance of found knees from the true one. */
  readonly errors: readonly number[];
  readonly kneeHolds: number;
  /** Full slopes that were measured, and those whose interval holds the truth. */
  readonly slopes: number;
  readonly slopeHolds: number;
  readonly early: number;
  readonly earlyHolds: number;
  /** Of the true model's parameters: how many runs gave an interval, held the truth; and the estimates' mean ratio to it. */
  readonly params: Readonly<Record<string, { readonly given: number; readonly holds: number; readonly ratio: number }>>;
  readonly dropsFound: number;
  readonly falseDrops: number;
  /** Second knees, and those of them whose interval holds the true one; runs with stairs. */
  readonly secondKnees: number;
  readonly secondHolds: number;
  readonly stairs: number;
  /** What the reader is told. */
  readonly said: Readonly<
    Record<"memory" | "slow" | "bends" | "close" | "undetermined" | "few" | "still" | "open" | "early" | "late", number>
  >;
}

/** Reviews a cell's runs, each with a seed of its own. */
export function outcomeOf(cell: Cell, { runs, seed }: { readonly runs: number; readonly seed: number }): Outcome {
  const truthEarly = reviewOf(cell, null).slopes?.early.alpha ?? null;
  const reviews = Array.from({ length: runs }, (_, run) => reviewOf(cell, 1_000_003 * seed + run));
  const { knee: tau, alpha, params, drop } = cell.truth;
  const found = reviews.filter(({ knee }) => typeof knee?.epoch === "number");
  const edges = reviews.filter(({ knee }) => knee?.epoch === null && knee.interval !== null);
  const full = tau === undefined ? reviews : found;
  const slopes = full.map(({ slopes: one }) => one?.full.interval ?? null).filter((one) => one !== null);
  const early = reviews.map(({ slopes: one }) => one?.early.interval ?? null).filter((one) => one !== null);
  const near = (time: number): boolean => drop !== undefined && time >= drop[0] - 0.51 && time <= drop[1] + 0.51;
  return {
    runs,
    found: found.length,
    atEdge: edges.length,
    edgeHolds: edges.filter(({ knee }) => holds(knee?.interval, tau)).length,
    errors: found.map(({ knee }) => Math.abs((knee?.epoch ?? NaN) - (tau ?? NaN))),
    kneeHolds: found.filter(({ knee }) => holds(knee?.interval, tau)).length,
    slopes: alpha === undefined ? 0 : slopes.length,
    slopeHolds: slopes.filter((interval) => holds(interval, alpha)).length,
    early: truthEarly === null ? 0 : early.length,
    earlyHolds: early.filter((interval) => holds(interval, truthEarly ?? undefined)).length,
    params: Object.fromEntries(
      Object.entries(params?.of ?? {}).map(([name, value]) => [
        name,
        paramOf(reviews, params?.model ?? "power", { name, value }),
      ]),
    ),
    dropsFound: reviews.filter(({ lrDrops }) => lrDrops.some(near)).length,
    falseDrops: reviews.filter(({ lrDrops }) => lrDrops.some((time) => !near(time))).length,
    secondKnees: reviews.filter(({ secondKnee }) => secondKnee !== null).length,
    secondHolds: reviews.filter(({ secondKnee }) => holds(secondKnee?.second.interval, cell.truth.secondKnee)).length,
    stairs: reviews.filter(({ stairs }) => stairs !== null).length,
    said: saidOf(reviews),
  };
}

/** What summaries say in the words that they are counted by; a test keeps these as the summaries have them. */
export const saidPhrases = {
  memory: ["correlated over long times"],
  slow: ["are strongly autocorrelated"],
  few: ["too few to find a knee", "many knees are missed"],
  open: ["Whether there is a knee is undecided"],
  early: ["to look for a knee there"],
  late: ["would often be missed"],
  still: ["hardly changes"],
  undetermined: ["not determined"],
} as const;

function saidOf(reviews: readonly RunReview[]): Outcome["said"] {
  const count = (is: (review: RunReview) => boolean): number => reviews.filter(is).length;
  const said = (what: keyof typeof saidPhrases): number =>
    count(({ summary }) => saidPhrases[what].some((phrase) => summary.includes(phrase)));
  return {
    memory: said("memory"),
    slow: said("slow"),
    bends: count(({ misfit }) => misfit !== null && !misfit.isClose),
    close: count(({ misfit }) => misfit?.isClose === true),
    few: said("few"),
    open: said("open"),
    early: said("early"),
    late: said("late"),
    still: said("still"),
    undetermined: said("undetermined"),
  };
}

interface Parameter {
  readonly name: string;
  readonly value: number;
}

function paramOf(
  reviews: readonly RunReview[],
  model: "offsetPower" | "shiftedPower" | "exponential" | "power",
  { name, value }: Parameter,
): { given: number; holds: number; ratio: number } {
  const fits = reviews.map((review) => review.fits?.[model]).filter((fit) => fit !== undefined);
  const intervals = fits.map((fit) => fit.intervals[name] ?? null).filter((interval) => interval !== null);
  const total = fits.reduce((sum, fit) => sum + (fit.params[name] ?? 0) / value, 0);
  const held = intervals.filter((interval) => holds(interval, value)).length;
  return { given: intervals.length, holds: held, ratio: total / fits.length };
}

function holds(interval: Interval | null | undefined, truth: number | undefined): boolean {
  return (
    interval !== null && interval !== undefined && truth !== undefined && interval[0] <= truth && truth <= interval[1]
  );
}

/** The review of one run; without a seed, of the curve without noise. */
function reviewOf(cell: Cell, seed: number | null): RunReview {
  const table = tableOf(cell, seed);
  const input = { run: cell.name, log: "log", contract: builtInContract, findings: [], growing: false };
  return reviewRun({ ...input, table }).review;
}

function tableOf({ t, clock, logged, shape, noise, rate }: Cell, seed: number | null): LogTable {
  const rows = Uint32Array.from(t.keys());
  const columns = new Map<string, Column>();
  const add = (key: string, values: Float64Array): void => {
    columns.set(key, { key, rows, values, texts: 0 });
  };
  const disturbance = seed === null ? new Float64Array(t.length) : noise.of(t, seededRandom(seed));
  add(clock, logged === undefined ? t : t.map(logged));
  add(
    "loss_train_nats",
    t.map((time, i) => Math.exp(shape(time) + at(disturbance, i))),
  );
  if (rate !== undefined) {
    add("lr", t.map(rate));
  }
  return { records: t.length, keys: [...columns.keys()], column: (key) => columns.get(key), lineOf: (row) => row + 1 };
}
