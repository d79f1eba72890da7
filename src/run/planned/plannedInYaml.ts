import { addAll } from "../../extremes.ts";
import { isAlias, isMap, isScalar, isSeq, visit, type Alias, type Document, type Node, type YAMLMap } from "yaml";
import { deepest } from "../../contract/model/nesting.ts";
import { isCount, type PlannedPlace } from "./plannedPlace.ts";
import { mostLexemes, yamlDocuments } from "../yamlDocuments.ts";

/**
 * The outermost places in a YAML text that give one of the keys a count: aliases and merged maps (`<<: *base`) are
 * followed, all documents count alike. None where the text is no YAML or too large, deep or entangled for settings.
 */
export function plannedInYaml(text: string, keys: readonly string[]): readonly PlannedPlace[] {
  const documents = yamlDocuments(text);
  return documents === null ? [] : new YamlMaps(documents).places(keys);
}

/** A member of a map; an alias as value is followed. */
interface Member {
  readonly key: Node;
  readonly value: unknown;
}

/** The maps of a text, from the outside in. */
class YamlMaps {
  readonly #targets = new Map<Alias, Node>();
  readonly #roots: readonly unknown[];
  /** Members that may still be looked at: maps that merge each other could have any number. */
  #left = 2 * mostLexemes;

  constructor(documents: readonly Document.Parsed[]) {
    documents.forEach((document) => this.#noteTargets(document));
    this.#roots = documents.map(({ contents }) => contents);
  }

  /** Goes down a level at a time. A map that was seen before is as far out there, so that aliases multiply nothing. */
  places(keys: readonly string[]): readonly PlannedPlace[] {
    const seen = new Set<YAMLMap>();
    const found: PlannedPlace[] = [];
    let level = this.#roots;
    for (let depth = 0; level.length > 0 && found.length === 0; depth += 1) {
      const maps = new Set(level.filter((node) => isMap(node)).filter((map) => !seen.has(map)));
      const inside: unknown[] = [];
      for (const map of maps) {
        seen.add(map);
        for (const [name, { key, value }] of this.#members(map, 0)) {
          const count = isScalar(value) ? value.value : null;
          if (keys.includes(name) && isCount(count)) {
            found.push({ count, key: name, depth, offset: key.range?.[0] ?? 0 });
          }
          inside.push(value);
        }
      }
      level = inside;
    }
    return this.#left < 0 ? [] : found;
  }

  /** An alias stands for the last node before it that has its name. */
  #noteTargets(document: Document.Parsed): void {
    const named = new Map<string, Node>();
    visit(document, {
      Node: (_, node) => {
        const target = isAlias(node) ? named.get(node.source) : undefined;
        if (isAlias(node)) {
          this.#targets.set(node, target ?? node);
        } else if (node.anchor !== undefined) {
          named.set(node.anchor, node);
        }
      },
    });
  }

  /** The members by name: of a name given twice the last, before those of merged maps, of which the first counts. */
  #members(map: YAMLMap, merges: number): ReadonlyMap<string, Member> {
    const members = new Map<string, Member>();
    const merged: YAMLMap[] = [];
    for (const { key, value } of map.items) {
      this.#left -= merges > deepest ? Infinity : 1;
      if (this.#left < 0) {
        return members;
      }
      if (isScalar(key) && isMergeKey(key.value)) {
        addAll(merged, this.#mapsOf(value));
      } else if (isScalar(key)) {
        members.set(String(key.value), { key, value: this.#target(value) });
      }
    }
    for (const other of merged) {
      for (const [name, member] of this.#members(other, merges + 1)) {
        members.set(name, members.get(name) ?? member);
      }
    }
    return members;
  }

  #mapsOf(value: unknown): readonly YAMLMap[] {
    const node = this.#target(value);
    const nodes = isSeq(node) ? node.items.map((item) => this.#target(item)) : [node];
    return nodes.filter((one) => isMap(one));
  }

  #target(node: unknown): unknown {
    return isAlias(node) ? this.#targets.get(node) : node;
  }
}

/** The parser gives `<<` as a symbol where it merges, as a text where it is quoted. */
function isMergeKey(value: unknown): boolean {
  return typeof value === "symbol" && value.description === "<<";
}
