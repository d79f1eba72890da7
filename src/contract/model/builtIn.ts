import type { Cadence } from "./cadence.ts";
import type { Contract, MetricRule } from "./contract.ts";
import { roleNames, type Role } from "../../series/roles/role.ts";
import type { NamesByRole } from "../../series/roles/roles.ts";
import { logGlobs } from "./logGlobs.ts";

const batch: Cadence = { kind: "batch" };
const quarterEpoch: Cadence = { kind: "epochs", epochs: 0.25 };
const epoch: Cadence = { kind: "epochs", epochs: 1 };
const twoEpochs: Cadence = { kind: "epochs", epochs: 2 };
const everyFiveHundredSteps: Cadence = { kind: "steps", steps: 500 };

/** One nat in bits, 1 / ln 2: a loss in bits is a loss in nats times this. */
export const bitsPerNat = Math.LOG2E;

const anyValue = { min: null, max: null, derive: null };
const notNegative = { min: 0, max: null, derive: null };
const share = { min: 0, max: 1, derive: null };

/** `step` to `acc_train` in the order of a batch's record, then the rarer metrics. */
const rules: readonly (readonly [metric: string, rule: MetricRule])[] = [
  ["step", { every: batch, ...notNegative }],
  ["epoch", { every: batch, ...notNegative }],
  ["time", { every: batch, ...anyValue }],
  ["lr", { every: batch, ...notNegative }],
  ["wd", { every: batch, ...notNegative }],
  ["loss_train_nats", { every: batch, ...notNegative }],
  ["loss_train_bits", { every: batch, ...notNegative, derive: { from: "loss_train_nats", scale: bitsPerNat } }],
  ["acc_train", { every: batch, ...share }],
  ["loss_val_nats", { every: quarterEpoch, ...notNegative }],
  ["acc_val", { every: quarterEpoch, ...share }],
  ["grad_norm", { every: quarterEpoch, ...notNegative }],
  ["weight_norm", { every: quarterEpoch, ...notNegative }],
  ["checkpoint_size_mb", { every: epoch, ...notNegative }],
  // An indefinite Hessian may have a negative trace, and power iteration may meet a negative eigenvalue first.
  ["lambda_max", { every: everyFiveHundredSteps, ...anyValue }],
  ["hutch_trace", { every: everyFiveHundredSteps, ...anyValue }],
  ["psd_tail", { every: twoEpochs, ...notNegative }],
  ["grad_var", { every: twoEpochs, ...notNegative }],
  ["resid_power", { every: twoEpochs, ...notNegative }],
];

const names: Readonly<Record<Role, string>> = {
  trainLoss: "loss_train_nats",
  valLoss: "loss_val_nats",
  trainAccuracy: "acc_train",
  valAccuracy: "acc_val",
  step: "step",
  epoch: "epoch",
  time: "time",
  learningRate: "lr",
  weightDecay: "wd",
  gradNorm: "grad_norm",
  weightNorm: "weight_norm",
  curvature: "lambda_max",
  curvatureTrace: "hutch_trace",
};

/** What a log must hold where no `metrics.contract.json` says otherwise. */
export const builtInContract: Contract = {
  metrics: new Map(rules),
  names,
  given: {},
  logs: logGlobs,
  analysis: { earlyWindow: [5, 15], binsPerEpoch: 4, seed: 1, straightness: 0.98, replicate: null },
  severities: {},
  written: false,
  listed: false,
  scope: "full",
};

/** The preferred name of each role, the built-in one where none is given. */
export function firstNames(given: NamesByRole): Readonly<Record<Role, string>> {
  const chosen = roleNames.map((role) => [role, given[role]?.[0] ?? names[role]] as const);
  return Object.fromEntries(chosen) as Record<Role, string>;
}

/** The metric of the built-in contract that plays a role, by its name there. */
export function builtInRole(metric: string): Role | undefined {
  return roleNames.find((role) => names[role] === metric);
}

/**
 * The built-in metrics under the names that a contract gives to the roles, so that `{ "names": { "trainLoss":
 * "train_loss" } }` alone is enough for a log that calls its loss `train_loss`. Derivations follow the new name.
 */
export function builtInMetrics(given: Readonly<Record<Role, string>>): ReadonlyMap<string, MetricRule> {
  function renamed(metric: string): string {
    const role = builtInRole(metric);
    return role === undefined ? metric : given[role];
  }
  return new Map(
    rules.map(([metric, rule]) => [
      renamed(metric),
      rule.derive === null ? rule : { ...rule, derive: { ...rule.derive, from: renamed(rule.derive.from) } },
    ]),
  );
}
