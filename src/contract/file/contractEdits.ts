import {
  applyEdits,
  createScanner,
  findNodeAtLocation,
  modify,
  parseTree,
  type FormattingOptions,
  type JSONPath,
  type Node,
} from "jsonc-parser";
import { builtInRole } from "../model/builtIn.ts";
import { roleNames } from "../../series/roles/role.ts";
import { metricsText } from "./contractText.ts";
import type { ContractFault } from "../model/contractFault.ts";
import { formatEvery, type Cadence } from "../model/cadence.ts";
import { parseContract } from "./parseContract.ts";

/** Changes the text of a contract file and leaves all else of it as it is, comments and layout included. */
export type ContractEdit = (text: string) => string;

/** A contract file that cannot be changed, since it cannot be read; the message is a sentence for a person. */
export class UnusableContractError extends Error {
  /** What is wrong in it. */
  readonly fault: ContractFault;

  constructor(fault: ContractFault) {
    super(`The contract cannot be used: ${fault.kind}`);
    this.name = "UnusableContractError";
    this.fault = fault;
  }
}

/** A log need not hold this metric any more. */
export function leaveOut(metric: string): ContractEdit {
  return (text) => {
    const shorter = withoutMember(withMetrics(text), ["metrics", metric]);
    return ruleOf(shorter, metric) === undefined ? shorter : leaveOut(metric)(shorter);
  };
}

/** A metric has to come as often as this. */
export function setCadence(metric: string, every: Cadence): ContractEdit {
  return (text) => {
    const spelled = withMetrics(text);
    const rule = ruleOf(spelled, metric);
    const present = rule && lastMember(rule, "every");
    return present === undefined
      ? changed(spelled, ["metrics", metric, "every"], formatEvery(every))
      : replaced(spelled, present, JSON.stringify(formatEvery(every)));
  };
}

/**
 * What the contract calls `metric` is `key` in the log: the rule, derivations from it and the part that it plays in the
 * analysis go over to the new name.
 */
export function rename(metric: string, key: string): ContractEdit {
  return (text) => {
    const { names, metrics } = contractOf(text);
    const played = roleNames.filter((role) => names[role] === metric);
    const role = builtInRole(metric);
    const parts = played.length === 0 && role !== undefined && !metrics.has(names[role]) ? [role] : played;
    const derived = [...metrics].filter(([, { derive }]) => derive?.from === metric).map(([name]) => name);
    const named = parts.reduce((result, part) => changed(result, ["names", part], key), withMetrics(text));
    const followed = derived.reduce((result, name) => changed(result, ["metrics", name, "derive", "from"], key), named);
    return withKey(followed, metric, key);
  };
}

/** The text with `metrics` spelled out: a contract without them asks for the built-in ones. */
function withMetrics(text: string): string {
  const { metrics } = contractOf(text);
  if (findNodeAtLocation(rootOf(text), ["metrics"]) !== undefined) {
    return text;
  }
  const formattingOptions = layoutOf(text);
  const spelled = applyEdits(text, modify(text, ["metrics"], null, { formattingOptions, getInsertionIndex: () => 0 }));
  const place = findNodeAtLocation(rootOf(spelled), ["metrics"]);
  const inLayout = metricsText(metrics)
    .replace(/^(?: {2})+/gm, (spaces) => indentOf(formattingOptions).repeat(spaces.length / 2))
    .replaceAll("\n", formattingOptions.eol);
  return replaced(spelled, place ?? { offset: 0, length: 0 }, inLayout);
}

/** The text with the rule of a metric under another name. */
function withKey(text: string, metric: string, key: string): string {
  const [name] = findNodeAtLocation(rootOf(text), ["metrics", metric])?.parent?.children ?? [];
  return name === undefined ? text : replaced(text, name, JSON.stringify(key));
}

function replaced(text: string, { offset, length }: Pick<Node, "offset" | "length">, part: string): string {
  return text.slice(0, offset) + part + text.slice(offset + length);
}

function ruleOf(text: string, metric: string): Node | undefined {
  const metrics = lastMember(rootOf(text), "metrics");
  return metrics && lastMember(metrics, metric);
}

/** The value of a member; of one that is given twice the last, which is the one that counts. */
function lastMember(object: Node, name: string): Node | undefined {
  return object.children?.findLast((property) => property.children?.[0]?.value === name)?.children?.[1];
}

/** The text without a member and its comma, and without its line where nothing else but a comment stands on that. */
function withoutMember(text: string, path: JSONPath): string {
  const property = findNodeAtLocation(rootOf(text), path)?.parent;
  if (property === undefined) {
    return text;
  }
  const { offset } = property;
  const end = commaAfter(text, offset + property.length);
  const before = end === null ? lastComma(text, property) : null;
  const from = text.lastIndexOf("\n", offset - 1) + 1;
  const rest = /[^\n]*\n?/y;
  rest.lastIndex = end ?? offset + property.length;
  const following = rest.exec(text)?.[0] ?? "";
  const alone = text.slice(from, offset).trim() === "" && /^[ \t\r]*(\/\/.*)?\n?$/.test(following);
  const [start, stop] = alone
    ? [from, rest.lastIndex]
    : [offset, (end ?? offset + property.length) + (/^[ \t]*/.exec(following)?.[0].length ?? 0)];
  const head = before === null ? text.slice(0, start) : text.slice(0, before) + text.slice(before + 1, start);
  return head + text.slice(stop);
}

/** The offset after the comma that follows a member, comments between them passed over; null where none follows. */
function commaAfter(text: string, offset: number): number | null {
  const scanner = createScanner(text, true);
  scanner.setPosition(offset);
  scanner.scan();
  return text[scanner.getTokenOffset()] === "," ? scanner.getPosition() : null;
}

/** The offset of the comma before a member; null before the first. */
function lastComma(text: string, property: Node): number | null {
  const siblings = property.parent?.children ?? [];
  const previous = siblings[siblings.indexOf(property) - 1];
  const end = previous === undefined ? null : commaAfter(text, previous.offset + previous.length);
  return end === null ? null : end - 1;
}

/** How a text ends its lines and indents the first that is indented: what is added to it does so too. */
function layoutOf(text: string): FormattingOptions & { readonly eol: string } {
  const [, indent = "  "] = /^([ \t]+)["}]/m.exec(text) ?? [];
  const tabs = indent.startsWith("\t");
  return { tabSize: tabs ? 4 : indent.length, insertSpaces: !tabs, eol: /\r?\n/.exec(text)?.[0] ?? "\n" };
}

function indentOf({ insertSpaces = true, tabSize = 2 }: FormattingOptions): string {
  return insertSpaces ? " ".repeat(tabSize) : "\t";
}

function changed(text: string, path: JSONPath, value: string): string {
  return applyEdits(text, modify(text, path, value, { formattingOptions: layoutOf(text) }));
}

function rootOf(text: string): NonNullable<ReturnType<typeof parseTree>> {
  const root = parseTree(text, [], { allowTrailingComma: true });
  if (root === undefined) {
    throw new UnusableContractError({ kind: "empty" });
  }
  return root;
}

function contractOf(text: string): NonNullable<ReturnType<typeof parseContract>["contract"]> {
  const { contract, problems } = parseContract(text);
  if (contract === null) {
    throw new UnusableContractError(problems[0]?.fault ?? { kind: "empty" });
  }
  return contract;
}
