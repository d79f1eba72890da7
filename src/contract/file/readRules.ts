import type { Node } from "jsonc-parser";
import type { Derivation, MetricRule } from "../model/contract.ts";
import type { ContractNodes } from "./contractNodes.ts";
import { parseEvery } from "../model/cadence.ts";

export const metricFields = ["every", "min", "max", "derive"] as const;
export const derivationFields = ["from", "scale"] as const;

/** The rules of metrics that a contract gives; null where it gives none, or none that can be used. */
export function readMetrics(nodes: ContractNodes, node: Node | undefined): ReadonlyMap<string, MetricRule> | null {
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
    return nodes.reject(node, path, { kind: "rule" });
  }
  const everyText: unknown = everyNode.value;
  const every = typeof everyText === "string" ? parseEvery(everyText) : null;
  if (every === null) {
    return nodes.reject(everyNode, `${path}.every`, { kind: "cadence" });
  }
  const min = readBound(nodes, fields.get("min"), `${path}.min`);
  const max = readBound(nodes, fields.get("max"), `${path}.max`);
  if (min !== null && max !== null && min > max) {
    return nodes.reject(node, path, { kind: "orderedBounds" });
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
    return fields === null ? null : nodes.reject(node, path, { kind: "derivation" });
  }
  const fromMetric = nodes.text(from, `${path}.from`);
  const factor = nodes.number(scale, `${path}.scale`);
  if (factor === 0) {
    return nodes.reject(scale, `${path}.scale`, { kind: "notZero" });
  }
  return fromMetric === null || factor === null ? null : { from: fromMetric, scale: factor };
}
