/**
 * A slow and obvious parser of one log line: RFC 8259 plus Python's NaN, Infinity and -Infinity.
 * Unlike JSON.parse it keeps what the CSV needs: the source text of numbers and arrays, and the order of keys.
 */
export type ReferenceValue =
  /** A number, `true`, `false` or an array: the text of the cell is the text of the log. */
  | { readonly kind: "verbatim"; readonly text: string }
  | { readonly kind: "string"; readonly text: string }
  | { readonly kind: "null" }
  /** The last value of a key that repeats, at the place of its first appearance (a Map keeps it there). */
  | { readonly kind: "object"; readonly members: ReadonlyMap<string, ReferenceValue> };

/** Objects and arrays inside one another, beyond which a line counts as bad. */
const maxDepth = 512;

const escapes: Readonly<Record<string, string>> = {
  '"': '"',
  "\\": "\\",
  "/": "/",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
};

/**
 * Parses one JSON text.
 * @throws {SyntaxError} where the text is not one JSON value with nothing but white space around it.
 */
export function parseReferenceJson(text: string): ReferenceValue {
  const parser = new Parser(text);
  parser.space();
  const value = parser.value(0);
  parser.space();
  parser.end();
  return value;
}

class Parser {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  space(): void {
    while (" \t\r\n".includes(this.#peek()) && this.#peek() !== "") {
      this.#at += 1;
    }
  }

  end(): void {
    if (this.#at < this.#text.length) {
      throw this.#error("nothing more");
    }
  }

  value(depth: number): ReferenceValue {
    if (depth > maxDepth) {
      throw this.#error(`at most ${maxDepth} levels`);
    }
    const start = this.#at;
    switch (this.#peek()) {
      case "{":
        return { kind: "object", members: this.#object(depth) };
      case "[":
        this.#array(depth);
        return { kind: "verbatim", text: this.#text.slice(start, this.#at) };
      case '"':
        return { kind: "string", text: this.#string() };
      default:
        return this.#wordOrNumber();
    }
  }

  #peek(): string {
    return this.#text.charAt(this.#at);
  }

  #expect(text: string): void {
    if (!this.#text.startsWith(text, this.#at)) {
      throw this.#error(text);
    }
    this.#at += text.length;
  }

  #error(expected: string): SyntaxError {
    return new SyntaxError(`expected ${expected} at ${this.#at}`);
  }

  #object(depth: number): ReadonlyMap<string, ReferenceValue> {
    const members = new Map<string, ReferenceValue>();
    this.#list("{", "}", () => {
      const key = this.#string();
      this.space();
      this.#expect(":");
      this.space();
      members.set(key, this.value(depth + 1));
    });
    return members;
  }

  #array(depth: number): void {
    this.#list("[", "]", () => {
      this.value(depth + 1);
    });
  }

  #list(open: string, close: string, item: () => void): void {
    this.#expect(open);
    this.space();
    if (this.#peek() === close) {
      this.#expect(close);
      return;
    }
    for (;;) {
      this.space();
      item();
      this.space();
      if (this.#peek() === close) {
        this.#expect(close);
        return;
      }
      this.#expect(",");
    }
  }

  #string(): string {
    this.#expect('"');
    let result = "";
    while (this.#peek() !== '"') {
      const character = this.#peek();
      if (character < " ") {
        // The empty text at the end of the line is also less than a space.
        throw this.#error("a character of a string");
      }
      this.#at += 1;
      result += character === "\\" ? this.#escape() : character;
    }
    this.#expect('"');
    return result;
  }

  #escape(): string {
    const letter = this.#peek();
    this.#at += 1;
    if (letter === "u") {
      const digits = this.#text.slice(this.#at, this.#at + 4);
      if (!/^[0-9a-fA-F]{4}$/.test(digits)) {
        throw this.#error("four hexadecimal digits");
      }
      this.#at += 4;
      return String.fromCharCode(Number.parseInt(digits, 16));
    }
    const plain = Object.hasOwn(escapes, letter) ? escapes[letter] : undefined;
    if (plain === undefined) {
      throw this.#error("an escape");
    }
    return plain;
  }

  #wordOrNumber(): ReferenceValue {
    const rest = this.#text.slice(this.#at);
    const token = /^(?:-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null|NaN|-?Infinity)/.exec(rest);
    if (token === null) {
      throw this.#error("a value");
    }
    this.#at += token[0].length;
    return token[0] === "null" ? { kind: "null" } : { kind: "verbatim", text: token[0] };
  }
}
