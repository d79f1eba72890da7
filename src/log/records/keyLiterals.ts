/**
 * Longer spellings of a key, in characters, are not noted: only escapes make them so long, and V8 hashes strings of many
 * thousand characters by their length alone.
 */
const longestLiteral = 8_192;

/** Spellings of one name that are noted: a log with more of them, by escapes, is read without the fast path. */
const mostSpellings = 32;

/** Spellings that are noted of all names: a log with more of them is read without the fast path. */
const mostLiterals = 200_000;

/** One way in which a key is written in a log: `"a"` and `"\u0061"` are two literals of one name. */
export interface Literal {
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

/** The literals by which the kernel knows the keys of a log. Invariant: none is noted twice of one object. */
export class KeyLiterals {
  readonly #all: Literal[] = [];
  /** By object: what its literals are in the log. */
  readonly #texts: Set<string>[] = [];
  /** By name: how many of them are its. */
  readonly #spellings: number[] = [];

  /** In the order in which they were noted: a view, which changes with them. */
  get all(): readonly Literal[] {
    return this.#all;
  }

  /** Notes the literal of a name inside an object (0: the record). False where it is known, or not noted since it is one too many or too long. */
  note(object: number, name: number, text: string): boolean {
    const texts = this.#textsOf(object);
    const spellings = this.#spellings[name] ?? 0;
    const isTooMuch = spellings >= mostSpellings || this.#all.length >= mostLiterals || text.length > longestLiteral;
    if (isTooMuch || texts.has(text)) {
      return false;
    }
    this.#spellings[name] = spellings + 1;
    texts.add(text);
    this.#all.push(newLiteral(object, name, text));
    return true;
  }

  /** Takes up what was noted of the same log elsewhere; only before anything else. */
  takeUp(literals: readonly Literal[]): void {
    for (const literal of literals) {
      this.#all.push(literal);
      this.#textsOf(literal.object).add(literal.text);
    }
  }

  #textsOf(object: number): Set<string> {
    return (this.#texts[object] ??= new Set());
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
