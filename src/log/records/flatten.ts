import type { JsonMember, JsonValue } from "./jsonLine.ts";
import type { KeyTable } from "./keyTable.ts";

/** One cell of a record on the slow path. */
export interface FlatCell {
  readonly column: number;
  readonly value: Exclude<JsonValue, { kind: "object" }>;
}

/**
 * The cells of a record: a value inside nested objects belongs to the column `outer.inner`; an empty object has none.
 * New keys are entered in `keys` on the way. Invariant: called for whole valid records only, in order, so that the
 * columns are numbered by first appearance. Values under keys for which there is no room are counted.
 */
export function flatten(members: ReadonlyMap<string, JsonMember>, keys: KeyTable): FlatCell[] {
  const cells: FlatCell[] = [];
  walk(members, { object: 0, prefix: "" });
  return cells;

  function walk(inside: ReadonlyMap<string, JsonMember>, { object, prefix }: { object: number; prefix: string }): void {
    for (const [key, { value, literal }] of inside) {
      const name = keys.intern(object, key, literal);
      if (name !== null && value.kind === "object") {
        walk(value.members, { object: keys.childOf(name), prefix: `${prefix}${key}.` });
        continue;
      }
      const column = name === null || value.kind === "object" ? null : keys.columnOf(name, prefix + key);
      if (column === null || value.kind === "object") {
        keys.valuesLeftOut += 1;
      } else {
        cells.push({ column, value });
      }
    }
  }
}
