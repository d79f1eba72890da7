import { parseTree, printParseErrorCode, type Node, type ParseError } from "jsonc-parser";
import { builtInContract, builtInMetrics } from "./builtIn.ts";
import {
  roles,
  type AnalysisSettings,
  type Contract,
  type Derivation,
  type MetricRule,
  type Role,
} from "./contract.ts";
import { ContractNodes, type ContractProblem } from "./contractNodes.ts";
import { everyForms, parseEvery } from "./every.ts";
import { findingCodes, type FindingCode } from "./finding.ts";
import { isChoice, isCode, severityChoices, type Severities, type SeverityChoice } from "./severities.ts";

export type { ContractProblem } from "./contractNodes.ts";

export interface ParsedContract {
  /** The contract, or null where the text is no JSON or a value in it cannot be used. */
  readonly contract: Contract | null;
  /** Every defect at its place. A contract may come with problems that do no harm, such as an unknown field. */
  readonly problems: readonly ContractProblem[];
}

/** The fields of a contract file, in the order of its schema. */
export const contractFields = ["$schema", "metrics", "names", "logs", "analysis", "severities"] as const;
export const metricFields = ["every", "min", "max", "derive"] as const;
export const derivationFields = ["from", "scale"] as const;
export const analysisFields = ["earlyWindow", "binsPerEpoch", "seed"] as const;

/**
 * Reads a `metrics.contract.json`: JSON in which comments and a trailing comma are allowed.
 *
 * A contract may give some parts only. `metrics`, where given, is the whole list: a run need not log what it leaves out.
 * Without `metrics` the built-in list holds, under the names that `names` gives. `names` and `analysis` change the
 * built-in values field by field; `logs`, where given, replaces the built-in patterns. `severities` has no built-in part.
 */
export function parseContract(text: string): ParsedContract {
  const source = text.startsWith("\uFEFF") ? text.slice(1) : text;
  const nodes = new ContractNodes(source);
  const errors: ParseError[] = [];
  const root = parseTree(source, errors, { allowTrailingComma: true, allowEmptyContent: true });
  const [error] = errors;
  if (error !== undefined || root === undefined) {
    // What follows a syntax error is the parser's guess, so only the first is worth a person's time.
    const place = error ?? { offset: 0, length: source.length };
    nodes.report(error === undefined ? emptyFile : syntaxMessage(error), place);
    return { contract: null, problems: nodes.problems };
  }
  const contract = readContract(nodes, root);
  return { contract: nodes.unusable ? null : contract, problems: nodes.problems };
}

const emptyFile = "The contract is empty; a contract is a JSON object, {} for the built-in one.";

function syntaxMessage(error: ParseError): string {
  const words = printParseErrorCode(error.error)
    .replace(/(?<=[a-z])(?=[A-Z])/g, " ")
    .toLowerCase();
  return `The contract is not JSON: ${words} here.`;
}

function readContract(nodes: ContractNodes, root: Node): Contract {
  const fields = nodes.members(root, "The contract", contractFields);
  const names = readNames(nodes, fields?.get("names"));
  return {
    metrics: readMetrics(nodes, fields?.get("metrics")) ?? builtInMetrics(names),
    names,
    logs: readLogs(nodes, fields?.get("logs")) ?? builtInContract.logs,
    analysis: readAnalysis(nodes, fields?.get("analysis")),
    severities: readSeverities(nodes, fields?.get("severities")),
    written: true,
  };
}

function readNames(nodes: ContractNodes, node: Node | undefined): Readonly<Record<Role, string>> {
  const given = node === undefined ? null : nodes.members(node, "names", roles);
  const names = { ...builtInContract.names };
  for (const role of roles) {
    const name = given?.get(role);
    if (name !== undefined) {
      names[role] = nodes.text(name, `names.${role}`) ?? names[role];
    }
  }
  return names;
}

function readMetrics(nodes: ContractNodes, node: Node | undefined): ReadonlyMap<string, MetricRule> | null {
  const given = node === undefined ? null : nodes.members(node, "metrics", null);
  if (given === null) {
    return null;
  }
  const metrics = new Map<string, MetricRule>();
  for (const [metric, rule] of given) {
    const read = readRule(nodes, rule, `metrics.${metric}`);
    if (read !== null) {
      metrics.set(metric, read);
    }
  }
  return metrics;
}

function readRule(nodes: ContractNodes, node: Node, path: string): MetricRule | null {
  const fields = nodes.members(node, path, metricFields);
  if (fields === null) {
    return null;
  }
  const everyNode = fields.get("every");
  if (everyNode === undefined) {
    return nodes.reject(node, `${path} needs "every": ${everyForms}`);
  }
  const everyText: unknown = everyNode.value;
  const every = typeof everyText === "string" ? parseEvery(everyText) : null;
  if (every === null) {
    return nodes.reject(everyNode, `${path}.every must be ${everyForms}`);
  }
  const min = readBound(nodes, fields.get("min"), `${path}.min`);
  const max = readBound(nodes, fields.get("max"), `${path}.max`);
  if (min !== null && max !== null && min > max) {
    return nodes.reject(node, `${path}: min must not be above max`);
  }
  return { every, min, max, derive: readDerivation(nodes, fields.get("derive"), `${path}.derive`) };
}

/** A bound that is absent or null does not bound. */
function readBound(nodes: ContractNodes, node: Node | undefined, path: string): number | null {
  return node === undefined || node.type === "null" ? null : nodes.number(node, path);
}

function readDerivation(nodes: ContractNodes, node: Node | undefined, path: string): Derivation | null {
  if (node === undefined || node.type === "null") {
    return null;
  }
  const fields = nodes.members(node, path, derivationFields);
  const from = fields?.get("from");
  const scale = fields?.get("scale");
  if (from === undefined || scale === undefined) {
    return fields === null ? null : nodes.reject(node, `${path} needs "from", a metric, and "scale", a number`);
  }
  const fromMetric = nodes.text(from, `${path}.from`);
  const factor = nodes.number(scale, `${path}.scale`);
  if (factor === 0) {
    return nodes.reject(scale, `${path}.scale must not be 0`);
  }
  return fromMetric === null || factor === null ? null : { from: fromMetric, scale: factor };
}

function readLogs(nodes: ContractNodes, node: Node | undefined): readonly string[] | null {
  const items = node === undefined ? null : nodes.items(node, "logs");
  if (node === undefined || items === null) {
    return null;
  }
  if (items.length === 0) {
    return nodes.reject(node, 'logs must hold at least one pattern, such as "**/metrics.jsonl"');
  }
  const logs = items.map((item, index) => nodes.text(item, `logs[${index}]`));
  return logs.filter((pattern) => pattern !== null);
}

function readAnalysis(nodes: ContractNodes, node: Node | undefined): AnalysisSettings {
  const fields = node === undefined ? null : nodes.members(node, "analysis", analysisFields);
  return {
    earlyWindow: readWindow(nodes, fields?.get("earlyWindow")) ?? builtInContract.analysis.earlyWindow,
    binsPerEpoch: readCount(nodes, fields?.get("binsPerEpoch"), { field: "binsPerEpoch", least: 1, most: 1000 }),
    seed: readCount(nodes, fields?.get("seed"), { field: "seed", least: 0, most: 2 ** 32 - 1 }),
  };
}

function readWindow(nodes: ContractNodes, node: Node | undefined): readonly [number, number] | null {
  const items = node === undefined ? null : nodes.items(node, "analysis.earlyWindow");
  if (node === undefined || items === null) {
    return null;
  }
  const [start, end] = items.map((item, index) => nodes.number(item, `analysis.earlyWindow[${index}]`));
  if (items.length !== 2 || start === undefined || end === undefined) {
    return nodes.reject(node, "analysis.earlyWindow must hold two epochs, the first and the last");
  }
  if (start === null || end === null) {
    return null;
  }
  return start >= 0 && start < end
    ? [start, end]
    : nodes.reject(node, "analysis.earlyWindow must start at 0 or later and end after its start");
}

/** An unknown code is reported and does no harm: it may be that of a later version. */
function readSeverities(nodes: ContractNodes, node: Node | undefined): Severities {
  const given = node === undefined ? null : nodes.members(node, "severities", findingCodes);
  const severities: Partial<Record<FindingCode, SeverityChoice>> = {};
  for (const [code, value] of given ?? []) {
    const choice: unknown = value.value;
    if (isCode(code) && isChoice(choice)) {
      severities[code] = choice;
    } else {
      nodes.reject(value, `severities.${code} must be ${listedChoices}`);
    }
  }
  return severities;
}

const listedChoices = severityChoices.map((choice) => JSON.stringify(choice)).join(", ");

interface CountField {
  readonly field: "binsPerEpoch" | "seed";
  readonly least: number;
  readonly most: number;
}

function readCount(nodes: ContractNodes, node: Node | undefined, { field, least, most }: CountField): number {
  const usual = builtInContract.analysis[field];
  const value = node === undefined ? usual : nodes.number(node, `analysis.${field}`);
  if (node !== undefined && value !== null && !(Number.isSafeInteger(value) && value >= least && value <= most)) {
    nodes.reject(node, `analysis.${field} must be a whole number from ${least} to ${most}`);
  }
  return value ?? usual;
}
