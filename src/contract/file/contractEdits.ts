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
import { roleNames, type Role } from "../../series/roles/role.ts";
import type { NamesByRole } from "../../series/roles/roles.ts";
import { commented, metricsText } from "./contractText.ts";
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
 * What the contract calls `metric` is `key` in a log. Of a metric that plays a role, the key is one more of its names, so
 * that logs with the other names are read as before; the rule and derivations follow the name that a log holds. Of any
 * other metric the rule goes over to the key.
 */
export function addName(metric: string, key: string): ContractEdit {
  return (text) => {
    const { names } = contractOf(text);
    const played = roleNames.filter((role) => names[role] === metric);
    return played.length === 0
      ? renamed(text, metric, key)
      : played.reduce((result, role) => named(result, role, key), text);
  };
}

/** Roles are read off these columns where a log holds them, before whatever the contract names besides. */
export function nameRoles(chosen: NamesByRole): ContractEdit {
  return (text) =>
    roleNames.reduce((result, role) => {
      const first = chosen[role] ?? [];
      const others = (contractOf(result).given[role] ?? []).filter((name) => !first.includes(name));
      return first.length === 0 ? result : withNames(result, role, [...first, ...others]);
    }, text);
}

/** A role may also be read off these columns, where a log holds none of the names that the contract gave before. */
export function addRoleNames(role: Role, keys: readonly string[]): ContractEdit {
  return (text) => keys.reduce((result, key) => named(result, role, key), text);
}

/** The contract for a folder below that of its file. Which logs there are the file says that stands above. */
export function forFolderBelow(text: string, remark: string): string {
  const own = leaveMember(["logs"])(text.replace(/^\uFEFF/, ""));
  return `${commented(remark)}${layoutOf(own).eol}${own}`;
}

function named(text: string, role: Role, key: string): string {
  const { given, names } = contractOf(text);
  // A contract that says nothing yet takes nothing away.
  const before = given[role] ?? (isEmpty(text) ? [] : [names[role]]);
  return withNames(text, role, [...before.filter((name) => name !== key), key]);
}

function withNames(text: string, role: Role, names: readonly string[]): string {
  const written = names.map((name) => JSON.stringify(name)).join(", ");
  return withValue(text, ["names", role], names.length === 1 ? written : `[${written}]`);
}

function isEmpty(text: string): boolean {
  return (rootOf(text).children ?? []).length === 0;
}

/** The text with the rule of a metric, and derivations from it, under another name. */
function renamed(text: string, metric: string, key: string): string {
  const { metrics } = contractOf(text);
  const derived = [...metrics].filter(([, { derive }]) => derive?.from === metric).map(([name]) => name);
  const spelled = withMetrics(text);
  const followed = derived.reduce((result, name) => changed(result, ["metrics", name, "derive", "from"], key), spelled);
  return withKey(followed, metric, key);
}

function leaveMember(path: JSONPath): ContractEdit {
  return (text) => (findNodeAtLocation(rootOf(text), path) === undefined ? text : withoutMember(text, path));
}

/** The text with `metrics` spelled out: a contract without them asks for the built-in ones. */
function withMetrics(text: string): string {
  const { metrics } = contractOf(text);
  if (findNodeAtLocation(rootOf(text), ["metrics"]) !== undefined) {
    return text;
  }
  const layout = layoutOf(text);
  const inLayout = metricsText(metrics)
    .replace(/^(?: {2})+/gm, (spaces) => indentOf(layout).repeat(spaces.length / 2))
    .replaceAll("\n", layout.eol);
  return withValue(text, ["metrics"], inLayout);
}

/** The text with a value as it is written here, where `modify` would lay it out again; `metrics` come first. */
function withValue(text: string, path: JSONPath, written: string): string {
  const present = findNodeAtLocation(rootOf(text), path);
  if (present !== undefined) {
    return replaced(text, present, written);
  }
  const formattingOptions = layoutOf(text);
  const getInsertionIndex = (names: string[]): number => (path.length === 1 ? 0 : names.length);
  const added = applyEdits(text, modify(text, path, null, { formattingOptions, getInsertionIndex }));
  return replaced(added, findNodeAtLocation(rootOf(added), path) ?? { offset: 0, length: 0 }, written);
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

/** The text without a member and its comma, and without its line where nothing else but a comment is on that. */
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
