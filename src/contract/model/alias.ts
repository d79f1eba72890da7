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
  return new Aliases(keys, contract).of(metric);
}

/** The keys of a log by what they look like, for many metrics: each key is looked at once. As `aliasFor`. */
export class Aliases {
  /** By words, and by words without the side: the keys that have them. */
  readonly #exact = new Map<string, readonly string[]>();
  readonly #withoutSide = new Map<string, readonly string[]>();

  constructor(keys: readonly string[], contract: Contract) {
    for (const key of keys) {
      const words = wordsOf(key);
      if (!contract.metrics.has(key) && words.size > 0) {
        note(this.#exact, textOf(words), key);
        // `loss` may be the training loss and `train_lr` the learning rate, but nothing of validation is of training.
        note(this.#withoutSide, words.has("val") ? "" : textOf(withoutSide(words)), key);
      }
    }
  }

  /** The key that looks like a metric; null where there is none, or more than one. */
  of(metric: string): string | null {
    const wanted = wordsOf(metric);
    const exact = this.#exact.get(textOf(wanted)) ?? [];
    const sideless = wanted.has("val") ? "" : textOf(withoutSide(wanted));
    const alike = exact.length > 0 || sideless === "" ? exact : (this.#withoutSide.get(sideless) ?? []);
    const [only] = alike;
    return alike.length === 1 && only !== undefined ? only : null;
  }
}

/** Notes a key; of those that look alike it is enough to know that there are two. */
function note(places: Map<string, readonly string[]>, words: string, key: string): void {
  const known = places.get(words) ?? [];
  if (known.length < 2) {
    places.set(words, [...known, key]);
  }
}

/** The same text for the same words; empty for none. */
function textOf(words: ReadonlySet<string>): string {
  return [...words].sort().join(" ");
}

/** The words of names seen before: a log that grows is asked about the same ones every second. */
const knownWords = new Map<string, ReadonlySet<string>>();
const mostKnown = 50_000;

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

function withoutSide(words: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...words].filter((word) => !sides.some((side) => side === word)));
}
