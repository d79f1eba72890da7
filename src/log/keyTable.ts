/**
 * The keys of a log as bytes: which column or nested object a key's text leads to.
 *
 * Two spellings of one key (`"a"` and `"\u0061"`) are two literals of one name. Invariants: a literal is in the table
 * only after a whole valid line held it; a name's column is set only when a valid line gave it a value; columns are
 * numbered in order of first appearance.
 */
export class KeyTable {
  /** Flattened key of each column. */
  readonly columns: string[] = [];
  /** Literal that followed a literal the last time, or -1: log lines repeat, so this is nearly always right. */
  next = new Int32Array(16).fill(-1);
  /** First literal of each object the last time, or -1. */
  first = new Int32Array(16).fill(-1);
  /** By literal: its text, four bytes a word, from `wordStart`, with `wordCount` whole words and a masked rest. */
  words = new Int32Array(16);
  wordStart = new Int32Array(16);
  wordCount = new Int32Array(16);
  restMask = new Int32Array(16);
  rest = new Int32Array(16);
  length = new Int32Array(16);
  name = new Int32Array(16);
  /** By name: column of a value under it, or -1; object that it holds, or -1. */
  column = new Int32Array(16).fill(-1);
  child = new Int32Array(16).fill(-1);

  /** By column: 1 where its numbers are wanted. */
  kept = new Uint8Array(16);

  readonly #keep: (key: string) => boolean;
  readonly #columnOf = new Map<string, number>();
  /** By column: the name that had it first. */
  readonly #owners: number[] = [];
  readonly #literals: Map<string, number>[] = [];
  readonly #names: Map<string, number>[] = [];
  readonly #literalTexts: Uint8Array[] = [];
  readonly #objectOf: number[] = [];
  readonly #buckets = new Map<number, number[]>();
  #nameCount = 0;
  #wordsUsed = 0;

  /** `keep`: whether the numbers of a column are wanted. */
  constructor(keep: (key: string) => boolean) {
    this.#keep = keep;
    this.object();
  }

  /** How many names there are, over all objects. */
  get names(): number {
    return this.#nameCount;
  }

  /** A new, empty object; the record itself is object 0. */
  object(): number {
    const index = this.#literals.length;
    this.#literals.push(new Map());
    this.#names.push(new Map());
    this.first = grown(this.first, index, -1);
    return index;
  }

  /** The name of a key inside an object, known by its decoded text and its source text (quotes included). */
  intern(object: number, key: string, literal: string): number {
    const names = this.#names[object] ?? new Map<string, number>();
    let name = names.get(key);
    if (name === undefined) {
      name = this.#newName();
      names.set(key, name);
    }
    const literals = this.#literals[object];
    if (literals !== undefined && !literals.has(literal)) {
      literals.set(literal, this.#newLiteral(object, literal, name));
    }
    return name;
  }

  /**
   * The column of a name, given its flattened key. Two paths may lead to one flattened key (`a.b`, and `b` inside `a`);
   * then neither name keeps the column, so that only the readable path, which knows which one counts, handles them.
   */
  columnOf(name: number, flattened: string): number {
    const known = this.#columnOf.get(flattened);
    if (known !== undefined) {
      const owner = this.#owners[known] ?? name;
      this.#owners[known] = owner;
      this.column[owner] = owner === name ? known : -1;
      this.column[name] = owner === name ? known : -1;
      return known;
    }
    const column = this.#newColumn(flattened);
    this.#owners[column] = name;
    this.column[name] = column;
    return column;
  }

  /** Takes up columns that were kept; their names come with the first lines that hold them. */
  restore(columns: readonly string[]): void {
    columns.forEach((key) => this.#newColumn(key));
  }

  /** The object under a name, made when it is met first. */
  childOf(name: number): number {
    const known = this.child[name] ?? -1;
    if (known !== -1) {
      return known;
    }
    const object = this.object();
    this.child[name] = object;
    return object;
  }

  /** The literal of an object whose text stands at `start` to `end` (quotes included), or -1. */
  lookup(object: number, bytes: Uint8Array, [start, end]: readonly [number, number]): number {
    for (const literal of this.#buckets.get(hash(object, bytes, start, end)) ?? []) {
      const text = this.#literalTexts[literal];
      if (text?.length === end - start && this.#objectOf[literal] === object && sameBytes(text, bytes, start)) {
        return literal;
      }
    }
    return -1;
  }

  #newColumn(key: string): number {
    const column = this.columns.length;
    this.columns.push(key);
    this.#columnOf.set(key, column);
    if (column >= this.kept.length) {
      const larger = new Uint8Array(column * 2);
      larger.set(this.kept);
      this.kept = larger;
    }
    this.kept[column] = this.#keep(key) ? 1 : 0;
    return column;
  }

  #newName(): number {
    const name = this.#nameCount;
    this.#nameCount += 1;
    this.column = grown(this.column, name, -1);
    this.child = grown(this.child, name, -1);
    return name;
  }

  #newLiteral(object: number, text: string, name: number): number {
    const bytes = new TextEncoder().encode(text);
    const literal = this.#literalTexts.length;
    this.#literalTexts.push(bytes);
    this.#objectOf.push(object);
    const key = hash(object, bytes, 0, bytes.length);
    this.#buckets.set(key, [...(this.#buckets.get(key) ?? []), literal]);
    this.#growLiterals(literal);
    this.name[literal] = name;
    this.length[literal] = bytes.length;
    this.#addWords(literal, bytes);
    return literal;
  }

  #growLiterals(literal: number): void {
    this.next = grown(this.next, literal, -1);
    this.wordStart = grown(this.wordStart, literal, 0);
    this.wordCount = grown(this.wordCount, literal, 0);
    this.restMask = grown(this.restMask, literal, 0);
    this.rest = grown(this.rest, literal, 0);
    this.length = grown(this.length, literal, 0);
    this.name = grown(this.name, literal, 0);
  }

  #addWords(literal: number, bytes: Uint8Array): void {
    const padded = new Uint8Array((bytes.length + 8) & ~3);
    padded.set(bytes);
    const view = new DataView(padded.buffer);
    const count = bytes.length >> 2;
    this.words = grown(this.words, this.#wordsUsed + count, 0);
    for (let index = 0; index < count; index += 1) {
      this.words[this.#wordsUsed + index] = view.getInt32(index * 4, true);
    }
    this.wordStart[literal] = this.#wordsUsed;
    this.wordCount[literal] = count;
    this.restMask[literal] = (1 << ((bytes.length & 3) * 8)) - 1;
    this.rest[literal] = view.getInt32(count * 4, true);
    this.#wordsUsed += count;
  }
}

/** FNV-1a over the literal, seeded by its object. */
function hash(object: number, bytes: Uint8Array, start: number, end: number): number {
  let value = 0x811c9dc5 ^ object;
  for (let at = start; at < end; at += 1) {
    value = Math.imul(value ^ (bytes[at] ?? 0), 0x01000193);
  }
  return value;
}

function sameBytes(text: Uint8Array, bytes: Uint8Array, start: number): boolean {
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] !== bytes[start + at]) {
      return false;
    }
  }
  return true;
}

/** The array itself, or a copy twice as long that has room for `index`; new elements hold `empty`. */
function grown(array: Int32Array<ArrayBuffer>, index: number, empty: number): Int32Array<ArrayBuffer> {
  if (index < array.length) {
    return array;
  }
  const larger = new Int32Array(Math.max(index + 1, array.length * 2)).fill(empty);
  larger.set(array);
  return larger;
}
