import { findNodeAtLocation, parseTree, type Node } from "jsonc-parser";
import type { PlannedEpochs } from "../contract/measure/folderFacts.ts";
import { tooDeepAt } from "../contract/model/nesting.ts";

/** The keys that trainers use for the number of epochs, and for that of steps. */
const epochKeys = ["epochs", "max_epochs", "num_epochs", "num_train_epochs"];
const stepKeys = ["max_steps", "total_steps", "num_steps", "max_train_steps", "num_train_steps", "max_iters"];

interface NamedText {
  readonly name: string;
  readonly text: string;
}

/** A place that says how many were planned, and how many objects or indents it is inside. */
interface Candidate {
  readonly count: number;
  readonly key: string;
  readonly line: number;
  readonly depth: number;
}

/**
 * The number of epochs that the first of the files which says one asks for; null where none does. JSON is parsed; of
 * YAML only plain lines `epochs: 90` are read. The outermost place counts; where places of one depth differ (a warm-up
 * and the training after it), nobody can tell which is meant, and the file says nothing. Neither does one nested too deep.
 */
export function plannedEpochs(files: readonly NamedText[]): PlannedEpochs | null {
  const found = planned(files, epochKeys);
  return found && { epochs: found.count, key: found.key, line: found.line, file: found.file };
}

/** The number of steps that files ask for, found as that of epochs is. */
export function plannedSteps(files: readonly NamedText[]): number | null {
  return planned(files, stepKeys)?.count ?? null;
}

function planned(files: readonly NamedText[], keys: readonly string[]): (Candidate & { readonly file: string }) | null {
  for (const { name, text } of files) {
    const found = name.endsWith(".json") ? inJson(text, keys) : inYaml(text, keys);
    const least = Math.min(...found.map(({ depth }) => depth));
    const [first, ...others] = found.filter(({ depth }) => depth === least);
    if (first !== undefined && others.every(({ count }) => count === first.count)) {
      return { ...first, file: name };
    }
  }
  return null;
}

function inJson(text: string, keys: readonly string[]): Candidate[] {
  const root = tooDeepAt(text) === null ? parseTree(text, [], { allowTrailingComma: true }) : undefined;
  const found: Candidate[] = [];
  walk(root, 0);
  return found;

  function walk(node: Node | undefined, depth: number): void {
    if (node?.type !== "object") {
      return;
    }
    for (const key of keys) {
      const member = findNodeAtLocation(node, [key]);
      const value: unknown = member?.value;
      if (member !== undefined && isCount(value)) {
        found.push({ count: value, key, depth, line: text.slice(0, member.offset).split("\n").length });
      }
    }
    node.children?.forEach((property) => walk(property.children?.[1], depth + 1));
  }
}

function inYaml(text: string, keys: readonly string[]): Candidate[] {
  const wanted = new RegExp(`^(\\s*)(${keys.join("|")})\\s*:\\s*(\\d+(?:\\.\\d+)?)\\s*(?:#.*)?$`);
  return text.split(/\r?\n/).flatMap((line, index) => {
    const [, indent = "", key = "", number = ""] = wanted.exec(line) ?? [];
    const count = Number(number);
    return key !== "" && isCount(count) ? [{ count, key, line: index + 1, depth: indent.length }] : [];
  });
}

/** Some trainers write -1 or null for "no limit". */
function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value) && value > 0;
}
