import { findNodeAtLocation, parseTree, type Node } from "jsonc-parser";
import { tooDeepAt } from "../../contract/model/nesting.ts";
import { isCount, type PlannedPlace } from "./plannedPlace.ts";

/** The places in a JSON text that give one of the keys a count, at any depth of objects; none where it nests too deep. */
export function plannedInJson(text: string, keys: readonly string[]): readonly PlannedPlace[] {
  const root = tooDeepAt(text) === null ? parseTree(text, [], { allowTrailingComma: true }) : undefined;
  const found: PlannedPlace[] = [];
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
        found.push({ count: value, key, depth, offset: member.offset });
      }
    }
    node.children?.forEach((property) => walk(property.children?.[1], depth + 1));
  }
}
