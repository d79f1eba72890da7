import { parseTree, printParseErrorCode, type Node, type ParseError } from "jsonc-parser";
import { builtInContract, builtInMetrics, firstNames } from "../model/builtIn.ts";
import type { Contract } from "../model/contract.ts";
import { roleNames, type Role } from "../../series/roles/role.ts";
import type { NamesByRole } from "../../series/roles/roles.ts";
import { ContractNodes, type ContractProblem } from "./contractNodes.ts";
import { findingCodes, type FindingCode } from "../model/finding.ts";
import { patternProblem } from "../model/logPattern.ts";
import { deepest, tooDeepAt } from "../model/nesting.ts";
import { readAnalysis } from "./readAnalysis.ts";
import { readMetrics } from "./readRules.ts";
import { isChoice, isCode, severityChoices, type Severities, type SeverityChoice } from "../model/severities.ts";

export interface ParsedContract {
  /** The contract, or null where the text is no JSON or a value in it cannot be used. */
  readonly contract: Contract | null;
  /** Every defect at its place. A contract may come with problems that do no harm, such as an unknown field. */
  readonly problems: readonly ContractProblem[];
}

/** The fields of a contract file, in the order of its schema. */
export const contractFields = ["$schema", "metrics", "names", "logs", "analysis", "severities"] as const;

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
  const tooDeep = tooDeepAt(source);
  if (tooDeep !== null) {
    nodes.report({ kind: "tooDeep", most: deepest }, { offset: tooDeep, length: 1 });
    return { contract: null, problems: nodes.problems };
  }
  const errors: ParseError[] = [];
  const root = parseTree(source, errors, { allowTrailingComma: true, allowEmptyContent: true });
  const [error] = errors;
  if (error !== undefined || root === undefined) {
    // What follows a syntax error is the parser's guess, so only the first is worth a person's time.
    const place = error ?? { offset: 0, length: source.length };
    nodes.report(
      error === undefined ? { kind: "empty" } : { kind: "syntax", error: printParseErrorCode(error.error) },
      place,
    );
    return { contract: null, problems: nodes.problems };
  }
  const contract = readContract(nodes, root);
  return { contract: nodes.unusable ? null : contract, problems: nodes.problems };
}

function readContract(nodes: ContractNodes, root: Node): Contract {
  const fields = nodes.members(root, "", contractFields);
  const given = readNames(nodes, fields?.get("names"));
  const names = firstNames(given);
  const listed = readMetrics(nodes, fields?.get("metrics"));
  return {
    metrics: listed ?? builtInMetrics(names),
    names,
    given,
    logs: readLogs(nodes, fields?.get("logs")) ?? builtInContract.logs,
    analysis: readAnalysis(nodes, fields?.get("analysis")),
    severities: readSeverities(nodes, fields?.get("severities")),
    written: true,
    scope: "full",
    listed: listed !== null,
  };
}

/** Names by role: one, or a list of which the first counts that a log holds. */
function readNames(nodes: ContractNodes, node: Node | undefined): NamesByRole {
  const members = node === undefined ? null : nodes.members(node, "names", roleNames);
  const given: Partial<Record<Role, readonly string[]>> = {};
  for (const role of roleNames) {
    const value = members?.get(role);
    const names = value === undefined ? null : nodes.texts(value, `names.${role}`);
    if (names !== null) {
      given[role] = names;
    }
  }
  return given;
}

function readLogs(nodes: ContractNodes, node: Node | undefined): readonly string[] | null {
  const items = node === undefined ? null : nodes.items(node, "logs");
  if (node === undefined || items === null) {
    return null;
  }
  if (items.length === 0) {
    return nodes.reject(node, "logs", { kind: "pattern" });
  }
  const logs = items.map((item, index) => readPattern(nodes, item, `logs[${index}]`));
  return logs.filter((pattern) => pattern !== null);
}

function readPattern(nodes: ContractNodes, node: Node, path: string): string | null {
  const pattern = nodes.text(node, path);
  const problem = pattern === null ? null : patternProblem(pattern, path);
  return problem === null ? pattern : nodes.reject(node, path, { kind: "glob", problem });
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
      nodes.reject(value, `severities.${code}`, { kind: "choice", choices: severityChoices });
    }
  }
  return severities;
}
