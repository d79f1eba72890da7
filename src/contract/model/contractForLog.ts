import type { LogTable } from "../../log/columns/columns.ts";
import { roleNames, type Role } from "../../series/roles/role.ts";
import { readRoles, type NamesByRole, type Roles } from "../../series/roles/roles.ts";
import { builtInContract, builtInMetrics } from "./builtIn.ts";
import type { Contract, MetricRule } from "./contract.ts";

/** When a run without a list of metrics is held to the built-in list: where its log follows it, always or never. */
export type BuiltInUse = "auto" | "always" | "never";

/** What is known of a log besides its contract. */
export interface LogNames {
  /** The names that its format uses. */
  readonly format?: NamesByRole;
  /** The columns that a person chose for this run. */
  readonly chosen?: NamesByRole;
}

/** A contract as it holds for one log, and which column plays which role. */
export interface ContractForLog {
  readonly contract: Contract;
  readonly roles: Roles;
  /** The roles as they are read where nobody has chosen. */
  readonly automatic: Roles;
}

/**
 * The contract with the names of the log: each role by the column that plays it, and rules of a role's metric under that
 * column's name, so that another name for the loss takes nothing away. Without a list of metrics in a file, the built-in
 * list holds where the log follows it; else the log is checked for soundness alone.
 */
export function contractForLog(
  contract: Contract,
  table: LogTable,
  use: BuiltInUse,
  { format = {}, chosen = {} }: LogNames = {},
): ContractForLog {
  const named = { contract: contract.given, format };
  const automatic = readRoles(table, named);
  const roles = Object.keys(chosen).length === 0 ? automatic : readRoles(table, { ...named, chosen });
  const names = Object.fromEntries(
    roleNames.map((role) => [role, roles[role]?.column ?? contract.names[role]]),
  ) as Record<Role, string>;
  if (!contract.listed && (use === "never" || (use === "auto" && !followsBuiltIn(table)))) {
    return { contract: { ...contract, names, metrics: heldMetrics(roles), scope: "soundness" }, roles, automatic };
  }
  const metrics = contract.listed ? renamed(contract, names, table) : builtInMetrics(playable(names, table));
  return { contract: { ...contract, names, metrics, scope: "full" }, roles, automatic };
}

/** Whether two readings give every role to the same column and ask for the same. */
export function sameForLog(one: Contract, other: Contract): boolean {
  const sameNames = roleNames.every((role) => one.names[role] === other.names[role]);
  const sameMetrics =
    one.metrics.size === other.metrics.size && [...one.metrics.keys()].every((name) => other.metrics.has(name));
  return one.scope === other.scope && sameNames && sameMetrics;
}

/** Half of the built-in metrics, or most of those that every batch logs: rare ones come late in a young run. */
function followsBuiltIn(table: LogTable): boolean {
  const metrics = [...builtInContract.metrics];
  const keys = new Set(table.keys);
  const held = metrics.filter(([metric]) => keys.has(metric));
  const ofBatch = ([, { every }]: (typeof metrics)[number]): boolean => every.kind === "batch";
  return 2 * held.length >= metrics.length || held.filter(ofBatch).length >= metrics.filter(ofBatch).length - 1;
}

/** The columns that play a role, asked for nothing. */
function heldMetrics(roles: Roles): ReadonlyMap<string, MetricRule> {
  const free: MetricRule = { every: { kind: "batch" }, min: null, max: null, derive: null };
  const held = roleNames.map((role) => roles[role]?.column).filter((column) => column !== undefined);
  return new Map(held.map((column) => [column, free]));
}

/** The rules of a contract, those of a role's first name under the name of the column that plays it. */
function renamed(contract: Contract, names: Contract["names"], table: LogTable): ReadonlyMap<string, MetricRule> {
  const moved = new Map<string, string>();
  for (const role of roleNames) {
    const [from, to] = [contract.names[role], names[role]];
    if (from !== to && !isHeld(table, from) && !contract.metrics.has(to)) {
      moved.set(from, to);
    }
  }
  if (moved.size === 0) {
    return contract.metrics;
  }
  const nameOf = (metric: string): string => moved.get(metric) ?? metric;
  return new Map(
    [...contract.metrics].map(([metric, rule]) => [
      nameOf(metric),
      rule.derive === null ? rule : { ...rule, derive: { ...rule.derive, from: nameOf(rule.derive.from) } },
    ]),
  );
}

/** Names for the built-in rules: one that is another built-in metric, such as the loss in bits, would stand twice. */
function playable(names: Contract["names"], table: LogTable): Contract["names"] {
  const own = builtInContract.names;
  return Object.fromEntries(
    roleNames.map((role) => {
      const taken = builtInContract.metrics.has(names[role]) || isHeld(table, own[role]);
      return [role, taken ? own[role] : names[role]];
    }),
  ) as Record<Role, string>;
}

function isHeld(table: LogTable, key: string): boolean {
  return (table.column(key)?.values.length ?? 0) > 0;
}
