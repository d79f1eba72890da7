import type { Contract } from "./contract.ts";

/** Words that logs use for the same thing, by the word that the built-in contract uses. */
const synonyms: Readonly<Record<string, string>> = {
  training: "train",
  valid: "val",
  validation: "val",
  eval: "val",
  dev: "val",
  test: "val",
  accuracy: "acc",
  acc1: "acc",
  top1: "acc",
  iteration: "step",
  iterations: "step",
  iter: "step",
  steps: "step",
  learningrate: "lr",
  weightdecay: "wd",
  gradnorm: "grad_norm",
  gradient: "grad",
  weights: "weight",
  lambdamax: "lambda_max",
  sharpness: "lambda_max",
  epochs: "epoch",
  timestamp: "time",
  walltime: "time",
  elapsed: "time",
  eigenvalue: "lambda",
  checkpointsize: "checkpoint_size",
  ckpt: "checkpoint",
};

/** Two words that mean one; applied before the single words. */
const pairs: readonly (readonly [pair: string, word: string])[] = [
  ["learning rate", "lr"],
  ["weight decay", "wd"],
  ["global step", "step"],
  ["wall time", "time"],
  ["top eigenvalue", "lambda max"],
];

/** Words that say the unit or that something is measured over the whole of it, and not what it is. */
const silent = new Set(["nats", "bits", "mb", "nat", "bit", "mean", "avg", "total", "global"]);

const sides = ["train", "val"] as const;

/** What a metric or a log is of by its name, training or validation; null for a name that says neither, or both. */
export function sideOf(name: string): "train" | "val" | null {
  const words = wordsOf(name);
  const said = sides.filter((side) => words.has(side));
  return said.length === 1 ? (said[0] ?? null) : null;
}

/**
 * The key of a log that looks like a metric that the log does not have, or null: `train_loss` for `loss_train_nats`. A key
 * that the contract knows under its own name is nobody's alias, and no key is offered where two look alike.
 */
export function aliasFor(metric: string, keys: readonly string[], contract: Contract): string | null {
  const wanted = wordsOf(metric);
  const free = keys.filter((key) => !contract.metrics.has(key));
  const exact = free.filter((key) => sameWords(wanted, wordsOf(key)));
  const alike = exact.length > 0 ? exact : free.filter((key) => sameBesideSide(wanted, wordsOf(key)));
  const [only] = alike;
  return alike.length === 1 && only !== undefined ? only : null;
}

/** The words of names seen before: a log that grows is asked about the same ones every second. */
const knownWords = new Map<string, ReadonlySet<string>>();
const mostKnown = 10_000;

/** The words of a metric's name, whatever separates them, without its unit. */
function wordsOf(name: string): ReadonlySet<string> {
  const known = knownWords.get(name);
  if (known !== undefined) {
    return known;
  }
  if (knownWords.size === mostKnown) {
    knownWords.clear();
  }
  const words = splitWords(name);
  knownWords.set(name, words);
  return words;
}

function splitWords(name: string): ReadonlySet<string> {
  const spaced = name
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, " ")
    .trim();
  const joined = pairs.reduce((text, [pair, word]) => text.replace(pair, word), spaced);
  const words = joined.split(" ").flatMap((word) => {
    const usual = Object.hasOwn(synonyms, word) ? synonyms[word] : undefined;
    return (usual ?? word).split("_");
  });
  return new Set(words.filter((word) => !silent.has(word)));
}

function sameWords(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return one.size > 0 && one.size === other.size && [...one].every((word) => other.has(word));
}

/** `loss` may be the training loss and `train_lr` the learning rate, but nothing of validation is of training. */
function sameBesideSide(wanted: ReadonlySet<string>, found: ReadonlySet<string>): boolean {
  if (wanted.has("val") || found.has("val")) {
    return false;
  }
  return sameWords(withoutSide(wanted), withoutSide(found));
}

function withoutSide(words: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...words].filter((word) => !sides.some((side) => side === word)));
}
