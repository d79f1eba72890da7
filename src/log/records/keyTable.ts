import { addAll } from "../../extremes.ts";
import type { LeftOut } from "./leftOut.ts";
import {
  childWord,
  columnWord,
  lengthWord,
  literalWords,
  nameWord,
  objectWord,
  slotWord,
  textWord,
} from "../kernel/layout.ts";

/** The tables of the keys as the kernel reads them: the sizes that say where each begins, and all of them in a row. */
export interface KeyTables {
  readonly objects: number;
  readonly literals: number;
  readonly names: number;
  readonly columns: number;
  readonly buckets: number;
  readonly words: Int32Array;
}

/** What a table knows, as another thread needs it to read lines of the same log. */
export interface KnownKeys {
  /** Grows with every change of the table. */
  readonly changes: number;
  readonly columns: readonly string[];
  readonly owners: readonly number[];
  readonly literals: readonly Literal[];
  /** By object: its names by key. */
  readonly names: readonly ReadonlyMap<string, number>[];
  /** By name: its column and the object that it holds, or -1. */
  readonly nameColumns: readonly number[];
  readonly children: readonly number[];
}

/** Tables past this size cost more to hand over than a reader needs to learn them from the lines. */
const mostHandedOver = 2_000;

/**
 * Longer spellings of a key, in characters, are not noted: only escapes make them so long, and V8 hashes strings of many
 * thousand characters by their length alone.
 */
const longestLiteral = 8_192;

/** Spellings of one name that are noted: a log with more of them, by escapes, is read without the fast path. */
const mostSpellings = 32;

/** Spellings that are noted of all names: a log with more of them is read without the fast path. */
const mostLiterals = 200_000;

/** Where the keys of a log are limited, so many characters of their names are kept. */
const mostCharacters = 2 ** 24;

interface Literal {
  readonly object: number;
  readonly name: number;
  /** The key as it stands in the log, quotes included. */
  readonly text: string;
  /** How many bytes it has. */
  readonly length: number;
  /** These bytes, four a word, with zeros up to a multiple of sixteen. */
  readonly words: Int32Array;
  readonly hash: number;
}

/**
 * The keys of a log: which column or nested object a key leads to.
 *
 * Two spellings of one key (`"a"` and `"\u0061"`) are two literals of one name. Invariants: a literal is in the table
 * only after a whole valid line held it, and only if it is not too long; a name's column is set only when a valid line gave it a value; columns are
 * numbered in order of first appearance.
 */
export class KeyTable {
  /** Flattened key of each column. */
  readonly columns: string[] = [];
  /** Columns whose numbers are kept, in order; a column's place here is its slot. */
  readonly kept: number[] = [];
  /** Grows with every change. */
  changes = 0;

  /** Values that were left out, since there were too many keys before theirs. */
  valuesLeftOut = 0;

  readonly #keep: (key: string) => boolean;
  readonly #most: number;
  /** Characters of all names. */
  #characters = 0;
  /** By column: its slot, or -1. */
  readonly #slots: number[] = [];
  readonly #columnOf = new Map<string, number>();
  /** By column: the name that had it first. */
  readonly #owners: number[] = [];
  readonly #literals: Literal[] = [];
  /** How many of them are of a name. */
  readonly #spellings: number[] = [];
  /** By object: the literals and names that it has. */
  readonly #literalsOf: Set<string>[] = [];
  readonly #namesOf: Map<string, number>[] = [];
  /** By name: column of a value under it, or -1; object that it holds, or -1. */
  readonly #columns: number[] = [];
  readonly #children: number[] = [];
  /** As they were made last: a kernel that many logs share asks for them again and again. */
  #made: { readonly changes: number; readonly tables: KeyTables } | null = null;

  /** `keep`: whether the numbers of a column are wanted. `most`: values under more keys than this are left out. */
  constructor(keep: (key: string) => boolean, most = Infinity) {
    this.#keep = keep;
    this.#most = most;
    this.#newObject();
  }

  /** Slot of a column's kept numbers, or -1. */
  slotOf(column: number): number {
    return this.#slots[column] ?? -1;
  }

  /** How many entries there are to be searched. */
  get size(): number {
    return this.#literals.length + this.columns.length;
  }

  /** What was left out; null where nothing was. */
  get leftOut(): LeftOut | null {
    const values = this.valuesLeftOut;
    return values === 0 ? null : { most: this.#most, values };
  }

  /** Whether so many more columns may be added. */
  hasRoomFor(columns: number): boolean {
    return this.columns.length + columns <= this.#most;
  }

  /**
   * The name of a key inside an object (0: the record), known by its decoded text and its source text (quotes included);
   * null for a new one where there are too many.
   */
  intern(object: number, key: string, literal: string): number | null {
    const names = this.#namesOf[object];
    const literals = this.#literalsOf[object];
    if (names === undefined || literals === undefined) {
      throw new RangeError(`there is no object ${object}`);
    }
    const known = names.get(key);
    const name = known ?? this.#columns.length;
    if (known === undefined) {
      if (this.#isFull) {
        return null;
      }
      this.#characters += key.length;
      names.set(key, name);
      this.#columns.push(-1);
      this.#children.push(-1);
    }
    const spellings = this.#spellings[name] ?? 0;
    if (
      spellings < mostSpellings &&
      this.#literals.length < mostLiterals &&
      literal.length <= longestLiteral &&
      !literals.has(literal)
    ) {
      this.#spellings[name] = spellings + 1;
      literals.add(literal);
      this.#literals.push(newLiteral(object, name, literal));
      this.changes += 1;
    }
    return name;
  }

  /**
   * The column of a name, given its flattened key. Two paths may lead to one flattened key (`a.b`, and `b` inside `a`);
   * then neither name keeps the column, so that only the slow path, which knows which one counts, handles them. Null for a
   * new column where there are too many.
   */
  columnOf(name: number, flattened: string): number | null {
    const known = this.#columnOf.get(flattened);
    if (known === undefined && !this.hasRoomFor(1)) {
      return null;
    }
    const column = known ?? this.#newColumn(flattened);
    const owner = this.#owners[column] ?? name;
    this.#owners[column] = owner;
    this.#setColumn(owner, owner === name ? column : -1);
    this.#setColumn(name, owner === name ? column : -1);
    return column;
  }

  /** Takes up columns that were kept; their names come with the first lines that hold them. */
  restore(columns: readonly string[]): void {
    columns.forEach((key) => this.#newColumn(key));
  }

  /** What is known by now: a view, which changes with the table. */
  get known(): KnownKeys {
    const { columns, changes } = this;
    return this.size > mostHandedOver
      ? { changes, columns, owners: [], literals: [], names: [], nameColumns: [], children: [] }
      : {
          changes,
          columns,
          owners: this.#owners,
          literals: this.#literals,
          names: this.#namesOf,
          nameColumns: this.#columns,
          children: this.#children,
        };
  }

  /** Takes up what another table of the same log knows; only before anything else. */
  takeUp({ columns, owners, literals, names, nameColumns, children }: KnownKeys): void {
    this.restore(columns);
    owners.forEach((name, column) => (this.#owners[column] = name));
    names.slice(this.#namesOf.length).forEach(() => this.#newObject());
    names.forEach((known, object) => (this.#namesOf[object] = new Map(known)));
    addAll(this.#columns, nameColumns);
    addAll(this.#children, children);
    for (const literal of literals) {
      this.#literals.push(literal);
      this.#literalsOf[literal.object]?.add(literal.text);
    }
    this.changes += 1;
  }

  /** The object under a name, made when it is met first. */
  childOf(name: number): number {
    const known = this.#children[name] ?? -1;
    if (known !== -1) {
      return known;
    }
    const object = this.#newObject();
    this.#children[name] = object;
    return object;
  }

  /** Everything as the kernel reads it (kernel/keys.ts names the tables in this order); not to be changed. */
  tables(): KeyTables {
    if (this.#made?.changes !== this.changes) {
      this.#made = { changes: this.changes, tables: this.#makeTables() };
    }
    return this.#made.tables;
  }

  /** Names that hold no value count too, and so does their length: both cost memory. */
  get #isFull(): boolean {
    return this.#columns.length >= this.#most || (this.#characters > mostCharacters && this.#most < Infinity);
  }

  #makeTables(): KeyTables {
    const [objects, names, columns] = [this.#namesOf.length, this.#columns.length, this.#slots.length];
    const buckets = this.#buckets();
    let start = 0;
    const entries = this.#literals.flatMap(({ object, name, length, words }) => {
      start += words.length;
      const column = this.#columns[name] ?? -1;
      const entry = new Array<number>(literalWords).fill(0);
      entry[lengthWord] = length;
      entry[textWord] = start - words.length;
      entry[columnWord] = column;
      entry[slotWord] = this.slotOf(column);
      entry[childWord] = this.#children[name] ?? -1;
      entry[nameWord] = name;
      entry[objectWord] = object;
      return entry;
    });
    // What the kernel fills in is zero at first: in the entries the next literal and the mask (kernel/keys.ts).
    const words = new Int32Array(objects + entries.length + names + 2 * columns + buckets.length + start);
    let at = objects;
    for (const [part, filledIn] of [
      [entries, names],
      [this.#slots, columns],
      [buckets, 0],
    ] as const) {
      words.set(part, at);
      at += part.length + filledIn;
    }
    for (const literal of this.#literals) {
      words.set(literal.words, at);
      at += literal.words.length;
    }
    return { objects, literals: this.#literals.length, names, columns, buckets: buckets.length, words };
  }

  /** A table of literals by hash, open addressing, at most half full; -1 is an empty place. */
  #buckets(): Int32Array {
    const size = 2 ** Math.ceil(Math.log2(2 * this.#literals.length + 2));
    const buckets = new Int32Array(size).fill(-1);
    this.#literals.forEach(({ hash }, literal) => {
      let bucket = hash & (size - 1);
      while (buckets[bucket] !== -1) {
        bucket = (bucket + 1) & (size - 1);
      }
      buckets[bucket] = literal;
    });
    return buckets;
  }

  #setColumn(name: number, column: number): void {
    if (this.#columns[name] !== column) {
      this.#columns[name] = column;
      this.changes += 1;
    }
  }

  #newObject(): number {
    this.changes += 1;
    this.#literalsOf.push(new Set());
    return this.#namesOf.push(new Map()) - 1;
  }

  #newColumn(key: string): number {
    const column = this.columns.push(key) - 1;
    this.#columnOf.set(key, column);
    this.#slots.push(this.#keep(key) ? this.kept.push(column) - 1 : -1);
    this.changes += 1;
    return column;
  }
}

const encoder = new TextEncoder();

function newLiteral(object: number, name: number, text: string): Literal {
  const bytes = encoder.encode(text);
  const padded = new Uint8Array((bytes.length + 15) & ~15);
  padded.set(bytes);
  const view = new DataView(padded.buffer);
  const words = Int32Array.from({ length: padded.length / 4 }, (_, word) => view.getInt32(word * 4, true));
  return { object, name, text, length: bytes.length, words, hash: hashOf(object, words, bytes.length) };
}

/** The hash that kernel/keys.ts computes over the text in the log: its whole words, then the bytes that are left. */
function hashOf(object: number, words: Int32Array, length: number): number {
  let hash = object;
  for (let word = 0; word <= length >> 2; word += 1) {
    const product = Math.imul(hash ^ (words[word] ?? 0), 0x9e3779b1);
    hash = product ^ (product >>> 15);
  }
  return hash;
}
