/** A stretch of a text: 0-based, in UTF-16 code units, the end excluded. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** Where a key stands in a line, its quotes included, and where its value does. */
export interface MemberRange {
  readonly key: TextRange;
  readonly value: TextRange;
}

const space = /\s*/y;
const quoted = /"(?:[^"\\]|\\.)*"/y;
const bare = /[^\s,:[\]{}"]+/y;
const bracketOrText = /[[\]{}]|"(?:[^"\\]|\\.)*"/g;

/** More objects inside one another are none that a log's record may have. */
const deepest = 512;

/**
 * Where a flattened key (`a.b` for a `b` inside an `a`) stands in the text of a record; the last place where it repeats,
 * which is the one that counts. Null where the text has no such key, or is no object as far as that.
 */
export function memberRange(text: string, flatKey: string): MemberRange | null {
  const walk = new MemberWalk(text, flatKey);
  walk.object("", 0);
  return walk.found;
}

/** Goes through the members of a line's objects. A text that is no JSON ends the walk, nothing more. */
class MemberWalk {
  found: MemberRange | null = null;
  readonly #text: string;
  readonly #wanted: string;
  #at = 0;

  constructor(text: string, wanted: string) {
    this.#text = text;
    this.#wanted = wanted;
  }

  /** Reads the object that starts here; false where there is none, or it is not whole. */
  object(prefix: string, depth: number): boolean {
    this.#take(space);
    if (!this.#sign("{") || depth > deepest) {
      return false;
    }
    this.#take(space);
    if (this.#sign("}")) {
      return true;
    }
    do {
      if (!this.#member(prefix, depth)) {
        return false;
      }
    } while (this.#sign(","));
    return this.#sign("}");
  }

  #member(prefix: string, depth: number): boolean {
    this.#take(space);
    const key = this.#take(quoted);
    this.#take(space);
    if (key === null || !this.#sign(":")) {
      return false;
    }
    this.#take(space);
    const start = this.#at;
    const name = prefix + nameOf(this.#text.slice(key.start, key.end));
    const whole = this.#text[start] === "{" ? this.object(`${name}.`, depth + 1) : this.#value();
    if (whole && name === this.#wanted && this.#text[start] !== "{") {
      this.found = { key, value: { start, end: this.#at } };
    }
    this.#take(space);
    return whole;
  }

  /** Passes a text, a number, a word or an array. */
  #value(): boolean {
    return this.#text[this.#at] === "[" ? this.#array() : (this.#take(quoted) ?? this.#take(bare)) !== null;
  }

  #array(): boolean {
    let depth = 0;
    bracketOrText.lastIndex = this.#at;
    for (let match = bracketOrText.exec(this.#text); match !== null; match = bracketOrText.exec(this.#text)) {
      const [sign] = match;
      depth += sign === "[" || sign === "{" ? 1 : sign === "]" || sign === "}" ? -1 : 0;
      if (depth === 0) {
        this.#at = bracketOrText.lastIndex;
        return true;
      }
    }
    return false;
  }

  #sign(sign: string): boolean {
    const there = this.#text[this.#at] === sign;
    this.#at += there ? 1 : 0;
    return there;
  }

  /** Passes what the pattern matches here, which may be nothing; null where it does not match. */
  #take(pattern: RegExp): TextRange | null {
    const start = this.#at;
    pattern.lastIndex = start;
    if (!pattern.test(this.#text)) {
      return null;
    }
    this.#at = pattern.lastIndex;
    return { start, end: this.#at };
  }
}

/** The name that a key literal stands for; the literal itself where it is no JSON. */
function nameOf(literal: string): string {
  try {
    return String(JSON.parse(literal));
  } catch {
    return literal;
  }
}
