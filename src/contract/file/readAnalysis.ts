import type { Node } from "jsonc-parser";
import { builtInContract } from "../model/builtIn.ts";
import type { AnalysisSettings } from "../model/contract.ts";
import type { ContractNodes } from "./contractNodes.ts";

export const analysisFields = ["earlyWindow", "binsPerEpoch", "seed", "straightness", "replicate"] as const;

/** The settings of the analysis, each the built-in one where the contract gives none. */
export function readAnalysis(nodes: ContractNodes, node: Node | undefined): AnalysisSettings {
  const fields = node === undefined ? null : nodes.members(node, "analysis", analysisFields);
  return {
    earlyWindow: readWindow(nodes, fields?.get("earlyWindow")) ?? builtInContract.analysis.earlyWindow,
    binsPerEpoch: readCount(nodes, fields?.get("binsPerEpoch"), { field: "binsPerEpoch", least: 1, most: 1000 }),
    seed: readCount(nodes, fields?.get("seed"), { field: "seed", least: 0, most: 2 ** 32 - 1 }),
    straightness: readShare(nodes, fields?.get("straightness")) ?? builtInContract.analysis.straightness,
    replicate: readNames(nodes, fields?.get("replicate")),
  };
}

function readWindow(nodes: ContractNodes, node: Node | undefined): readonly [number, number] | null {
  const items = node === undefined ? null : nodes.items(node, "analysis.earlyWindow");
  if (node === undefined || items === null) {
    return null;
  }
  const [start, end] = items.map((item, index) => nodes.number(item, `analysis.earlyWindow[${index}]`));
  if (items.length !== 2 || start === undefined || end === undefined) {
    return nodes.reject(node, "analysis.earlyWindow", { kind: "twoEpochs" });
  }
  if (start === null || end === null) {
    return null;
  }
  return start >= 0 && start < end ? [start, end] : nodes.reject(node, "analysis.earlyWindow", { kind: "window" });
}

function readShare(nodes: ContractNodes, node: Node | undefined): number | null {
  const value = node === undefined ? null : nodes.number(node, "analysis.straightness");
  return node === undefined || value === null || (value > 0 && value < 1)
    ? value
    : nodes.reject(node, "analysis.straightness", { kind: "share" });
}

function readNames(nodes: ContractNodes, node: Node | undefined): readonly string[] | null {
  return node === undefined ? null : nodes.texts(node, "analysis.replicate");
}

interface CountField {
  readonly field: "binsPerEpoch" | "seed";
  readonly least: number;
  readonly most: number;
}

function readCount(nodes: ContractNodes, node: Node | undefined, { field, least, most }: CountField): number {
  const usual = builtInContract.analysis[field];
  const value = node === undefined ? usual : nodes.number(node, `analysis.${field}`);
  if (node !== undefined && value !== null && !(Number.isSafeInteger(value) && value >= least && value <= most)) {
    nodes.reject(node, `analysis.${field}`, { kind: "whole", least, most });
  }
  return value ?? usual;
}
