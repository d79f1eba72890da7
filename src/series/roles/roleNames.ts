import { roleNames, type Role } from "./role.ts";

/** How well a column's name fits a role: 0 is best. */
export interface NameMatch {
  readonly role: Role;
  readonly match: number;
}

/**
 * The roles that a column's name fits. Names are compared by their words, whatever separates them (`train/loss`,
 * `trainLoss`, `loss_train`), after synonyms.
 */
export function matchName(name: string): readonly NameMatch[] {
  const words = wordsOf(name);
  return roleNames.flatMap((role) => {
    const exact = exactNames[role]?.indexOf(name) ?? -1;
    const rank = wordsByRole[role].findIndex((wanted) => sameWords(words, wanted));
    const match = exact >= 0 ? exact / 100 : 1 + rank;
    return exact >= 0 || rank >= 0 ? [{ role, match }] : [];
  });
}

/** Names whose words alone would not say what they are of. */
const exactNames: Readonly<Partial<Record<Role, readonly string[]>>> = {
  trainLoss: ["loss_train_nats", "Loss/loss.mean"],
  valLoss: ["loss_val_nats"],
  step: ["step", "_step", "time/total_timesteps", "misc/total_timesteps", "current_steps"],
  time: ["time", "_timestamp", "timestamp", "wall_time", "_runtime", "time/time_elapsed"],
};

const both = (words: readonly string[], side: string): readonly (readonly string[])[] => [
  [side, ...words],
  [side, ...words, "step"],
  [side, ...words, "epoch"],
];

/** The words of a role's names, the most telling first. */
const wordsByRole: Readonly<Record<Role, readonly (readonly string[])[]>> = {
  trainLoss: [...both(["loss"], "train"), ["loss"], ["loss", "step"], ["loss", "epoch"]],
  valLoss: both(["loss"], "val"),
  trainAccuracy: [...both(["acc"], "train"), ["acc"], ["acc", "step"], ["acc", "epoch"]],
  valAccuracy: both(["acc"], "val"),
  step: [["step"], ["train", "step"]],
  epoch: [["epoch"], ["train", "epoch"]],
  time: [["time"], ["time", "sec"], ["time", "seconds"], ["train", "time"]],
  learningRate: [
    ["lr"],
    ["train", "lr"],
    ["lr", "pg0"],
    ["lr", "group0"],
    ["lr", "adam"],
    ["lr", "adamw"],
    ["lr", "sgd"],
  ],
  weightDecay: [["wd"], ["train", "wd"]],
  gradNorm: [
    ["grad", "norm"],
    ["train", "grad", "norm"],
  ],
  weightNorm: [
    ["weight", "norm"],
    ["param", "norm"],
    ["train", "weight", "norm"],
  ],
  curvature: [
    ["lambda", "max"],
    ["train", "lambda", "max"],
  ],
  curvatureTrace: [
    ["hutch", "trace"],
    ["hessian", "trace"],
  ],
};

/** Words that logs use for the same thing. */
const synonyms: Readonly<Record<string, string>> = {
  training: "train",
  tr: "train",
  valid: "val",
  validation: "val",
  eval: "val",
  dev: "val",
  test: "val",
  losses: "loss",
  accuracy: "acc",
  acc1: "acc",
  top1: "acc",
  steps: "step",
  iteration: "step",
  iterations: "step",
  iter: "step",
  iters: "step",
  it: "step",
  timestep: "step",
  timesteps: "step",
  update: "step",
  updates: "step",
  epochs: "epoch",
  timestamp: "time",
  walltime: "time",
  datetime: "time",
  asctime: "time",
  ts: "time",
  date: "time",
  elapsed: "time",
  runtime: "time",
  learningrate: "lr",
  weightdecay: "wd",
  gradient: "grad",
  gradnorm: "grad norm",
  weights: "weight",
  params: "param",
  parameter: "param",
  parameters: "param",
  lambdamax: "lambda max",
  sharpness: "lambda max",
};

/** Two or three words that mean one thing. */
const phrases: readonly (readonly [phrase: string, words: string])[] = [
  ["learning rate", "lr"],
  ["weight decay", "wd"],
  ["wall clock time", "time"],
  ["wall time", "time"],
  ["wall clock", "time"],
  ["date time", "time"],
  ["elapsed time", "time"],
  ["time elapsed", "time"],
  ["top eigenvalue", "lambda max"],
  ["max eigenvalue", "lambda max"],
  ["top 1", "acc"],
];

/** Words that say how a value was made up, and not what it is. */
const silent: ReadonlySet<string> = new Set([
  ...[
    "nats",
    "nat",
    "bits",
    "bit",
    "mean",
    "avg",
    "average",
    "total",
    "global",
    "current",
    "trainer",
    "metrics",
    "raw",
  ],
]);

function wordsOf(name: string): ReadonlySet<string> {
  const spaced = name
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, " ")
    .trim();
  const joined = phrases.reduce((text, [phrase, words]) => text.replace(phrase, words), spaced);
  const words = joined
    .split(" ")
    .flatMap((word) => (Object.hasOwn(synonyms, word) ? (synonyms[word] ?? word) : word).split(" "));
  return new Set(words.filter((word) => !silent.has(word)));
}

function sameWords(words: ReadonlySet<string>, wanted: readonly string[]): boolean {
  return words.size === wanted.length && wanted.every((word) => words.has(word));
}
