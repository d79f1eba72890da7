import { findNodeAtLocation, parseTree, type Node } from "jsonc-parser";

/** How many epochs a run was meant to last, and where that is said. */
export interface PlannedEpochs {
  readonly epochs: number;
  /** Name of the file beside the log, the key in it and its line (1-based). */
  readonly file: string;
  readonly key: string;
  readonly line: number;
}

/** The keys that trainers use for the number of epochs. */
const keys = ["epochs", "max_epochs", "num_epochs", "num_train_epochs"];

const yamlLine = new RegExp(`^(\\s*)(${keys.join("|")})\\s*:\\s*(\\d+(?:\\.\\d+)?)\\s*(?:#.*)?$`);

/** A place that says a number of epochs, and how many objects or indents it is inside. */
interface Candidate {
  readonly epochs: number;
  readonly key: string;
  readonly line: number;
  readonly depth: number;
}

/**
 * The number of epochs that the first of the files which says one asks for; null where none does. JSON is parsed; of
 * YAML only plain lines `epochs: 90` are read. The outermost place counts; where places of one depth differ (a warm-up
 * and the training after it), nobody can tell which is meant, and the file says nothing.
 */
export function plannedEpochs(
  files: readonly { readonly name: string; readonly text: string }[],
): PlannedEpochs | null {
  for (const { name, text } of files) {
    const found = name.endsWith(".json") ? inJson(text) : inYaml(text);
    const least = Math.min(...found.map(({ depth }) => depth));
    const [first, ...others] = found.filter(({ depth }) => depth === least);
    if (first !== undefined && others.every(({ epochs }) => epochs === first.epochs)) {
      return { epochs: first.epochs, key: first.key, line: first.line, file: name };
    }
  }
  return null;
}

function inJson(text: string): Candidate[] {
  const root = parseTree(text, [], { allowTrailingComma: true });
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
        found.push({ epochs: value, key, depth, line: text.slice(0, member.offset).split("\n").length });
      }
    }
    node.children?.forEach((property) => walk(property.children?.[1], depth + 1));
  }
}

function inYaml(text: string): Candidate[] {
  return text.split(/\r?\n/).flatMap((line, index) => {
    const [, indent = "", key = "", number = ""] = yamlLine.exec(line) ?? [];
    const epochs = Number(number);
    return key !== "" && isCount(epochs) ? [{ epochs, key, line: index + 1, depth: indent.length }] : [];
  });
}

/** Some trainers write -1 or null for "no limit". */
function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value) && value > 0;
}
