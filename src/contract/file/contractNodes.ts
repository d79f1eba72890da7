import type { Node } from "jsonc-parser";
import { lowerBound } from "../../series/lowerBound.ts";
import type { ContractFault, WantedValue } from "../model/contractFault.ts";

/** A defect of a contract file at its place. Lines and columns count from 1, offsets from 0, in UTF-16 code units. */
export interface ContractProblem {
  readonly fault: ContractFault;
  readonly line: number;
  readonly column: number;
  readonly offset: number;
  readonly length: number;
}

/** Reads the values of a contract's syntax tree and notes at its place whatever is not as it should be. */
export class ContractNodes {
  readonly problems: ContractProblem[] = [];
  /** True once a value could not be used; unknown fields alone do no harm. */
  unusable = false;
  readonly #text: string;
  /** Offsets at which lines begin; empty until one is asked for. */
  #lineStarts = new Float64Array();

  constructor(text: string) {
    this.#text = text;
  }

  /** Notes a defect of a range of the text. */
  report(fault: ContractFault, place: { readonly offset: number; readonly length: number }): void {
    this.#lineStarts = this.#lineStarts.length > 0 ? this.#lineStarts : lineStartsOf(this.#text);
    const line = lowerBound(this.#lineStarts, place.offset + 1);
    this.problems.push({
      fault,
      line,
      column: place.offset - (this.#lineStarts[line - 1] ?? 0) + 1,
      offset: place.offset,
      length: place.length,
    });
  }

  /** Notes that the value at a path is not what is wanted there; returns null so that readers can end with it. */
  reject(node: Node, path: string, wanted: WantedValue): null {
    this.unusable = true;
    this.report({ kind: "value", path, wanted, found: shown(this.#text, node) }, node);
    return null;
  }

  /**
   * The members of an object by name. Fields that are not in `known` are reported and left out (null: all are known);
   * a field given twice is reported and its last value counts, as in JSON.parse.
   */
  members(node: Node, path: string, known: readonly string[] | null): Map<string, Node> | null {
    if (node.type !== "object") {
      return this.reject(node, path, { kind: "object" });
    }
    const members = new Map<string, Node>();
    for (const property of node.children ?? []) {
      const [key, value] = property.children ?? [];
      if (key === undefined || value === undefined) {
        continue;
      }
      const name = String(key.value);
      if (known !== null && !known.includes(name)) {
        this.report({ kind: "unknownField", path, field: name, known }, key);
        continue;
      }
      if (members.has(name)) {
        this.report({ kind: "repeatedField", path, field: name }, key);
      }
      members.set(name, value);
    }
    return members;
  }

  text(node: Node, path: string): string | null {
    const value: unknown = node.value;
    return typeof value === "string" && value !== "" ? value : this.reject(node, path, { kind: "text" });
  }

  /** A text, or the texts of a list that is not empty; null after a report. */
  texts(node: Node, path: string): readonly string[] | null {
    if (node.type !== "array") {
      const text = this.text(node, path);
      return text === null ? null : [text];
    }
    const items = node.children ?? [];
    if (items.length === 0) {
      return this.reject(node, path, { kind: "text" });
    }
    const texts = items.map((item, index) => this.text(item, `${path}[${index}]`)).filter((text) => text !== null);
    return texts.length === items.length ? texts : null;
  }

  number(node: Node, path: string): number | null {
    const value: unknown = node.value;
    return typeof value === "number" && Number.isFinite(value) ? value : this.reject(node, path, { kind: "number" });
  }

  /** The items of an array, or null after a report. */
  items(node: Node, path: string): readonly Node[] | null {
    return node.type === "array" ? (node.children ?? []) : this.reject(node, path, { kind: "array" });
  }
}

function lineStartsOf(text: string): Float64Array<ArrayBuffer> {
  const starts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) {
    starts.push(at + 1);
  }
  return Float64Array.from(starts);
}

/** Characters of a value that are looked at for a message. */
const longestSource = 200;

/** The source text of a value, short enough for a message. */
function shown(text: string, node: Node): string {
  const end = node.offset + Math.min(node.length, longestSource);
  const source = text.slice(node.offset, end).replace(/\s+/g, " ");
  return source.length > 40 ? `${source.slice(0, 40)}…` : source;
}
