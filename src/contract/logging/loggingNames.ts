import { aliasFor } from "../model/alias.ts";
import { builtInContract } from "../model/builtIn.ts";
import type { Contract, Derivation } from "../model/contract.ts";
import type { Role } from "../../series/roles/role.ts";

/** What the logging code takes or measures, by the name it takes it under, and the built-in contract's metric of it. */
const quantities = {
  step: "step",
  epoch: "epoch",
  time: "time",
  loss: "loss_train_nats",
  acc: "acc_train",
  lr: "lr",
  wd: "wd",
  val_loss: "loss_val_nats",
  val_acc: "acc_val",
  grad_norm: "grad_norm",
  weight_norm: "weight_norm",
  checkpoint_mb: "checkpoint_size_mb",
  lambda_max: "lambda_max",
  hutch_trace: "hutch_trace",
  psd_tail: "psd_tail",
  grad_var: "grad_var",
  resid_power: "resid_power",
} as const;

type Quantity = keyof typeof quantities;

const rolesOf: Readonly<Partial<Record<Quantity, Role>>> = {
  step: "step",
  epoch: "epoch",
  time: "time",
  loss: "trainLoss",
  val_loss: "valLoss",
  lr: "learningRate",
  lambda_max: "curvature",
};

/** How logging code gets from the quantities it knows to the metrics that a contract asks for. */
export interface LoggingNames {
  /** What the log calls each quantity. */
  readonly names: ReadonlyMap<Quantity, string>;
  /** Metrics to compute from others, each after the ones that it is computed from. */
  readonly derived: ReadonlyMap<string, Derivation>;
  /** The losses among `names` whose unit, by their name, is the bit. */
  readonly inBits: readonly string[];
}

/**
 * The names of a contract's metrics by quantity: those of its roles, the built-in ones, or else the metric that looks
 * like it. A metric that looks like a role which has another name is a copy of that role's metric.
 */
export function loggingNames(contract: Contract): LoggingNames {
  const names = new Map<Quantity, string>();
  const derived = new Map<string, Derivation>();
  for (const quantity of Object.keys(quantities) as Quantity[]) {
    const metric = quantities[quantity];
    const role = rolesOf[quantity];
    const named = role === undefined ? metric : contract.names[role];
    const alike = contract.metrics.has(named) ? null : freeAlias(metric, contract);
    names.set(quantity, role === undefined ? (alike ?? named) : named);
    if (role !== undefined && alike !== null) {
      derived.set(alike, { from: named, scale: 1 });
    }
  }
  for (const [metric, { derive }] of contract.metrics) {
    if (derive !== null) {
      derived.set(metric, derive);
    }
  }
  const losses = [names.get("loss"), names.get("val_loss")].filter((name) => name !== undefined);
  return { names, derived: inOrder(derived), inBits: losses.filter(saysBits) };
}

/** A metric of the contract that looks like a built-in one, and that no role has claimed. */
function freeAlias(metric: string, { metrics, names }: Contract): string | null {
  const claimed = new Set(Object.values(names));
  const free = [...metrics].filter(([name, { derive }]) => derive === null && !claimed.has(name));
  return aliasFor(
    metric,
    free.map(([name]) => name),
    builtInContract,
  );
}

function saysBits(name: string): boolean {
  return /(?:^|[^a-z])bits?(?:[^a-z]|$)/i.test(name.replace(/([a-z])([A-Z])/g, "$1 $2"));
}

/** Sources before what is derived from them; what is derived from itself in a circle is left out. */
function inOrder(derived: ReadonlyMap<string, Derivation>): ReadonlyMap<string, Derivation> {
  const ordered = new Map<string, Derivation>();
  for (let size = -1; size < ordered.size;) {
    size = ordered.size;
    for (const [metric, derivation] of derived) {
      const { from } = derivation;
      if (!ordered.has(metric) && (!derived.has(from) || ordered.has(from))) {
        ordered.set(metric, derivation);
      }
    }
  }
  return ordered;
}
