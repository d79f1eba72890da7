import { t } from "../../l10n.ts";

/** Objects and arrays inside one another beyond which a line counts as bad (RFC 8259 section 9 allows a limit). */
const maxDepth = 512;

/**
 * A key may have so many bytes, those of the keys around it and the dots between them included. Longer strings would also
 * make every look-up slow: V8 hashes those over 16,383 characters by their length alone.
 */
const maxNameBytes = 4096;

/** A value of a record as the CSV and the columns need it: numbers and arrays keep their source text. */
export type JsonValue =
  | { readonly kind: "number" | "nonFinite" | "boolean" | "array" | "string"; readonly text: string }
  | { readonly kind: "empty" }
  | { readonly kind: "object"; readonly members: ReadonlyMap<string, JsonMember> };

export interface JsonMember {
  readonly value: JsonValue;
  /** The key as it stands in the line, quotes included. */
  readonly literal: string;
}

/** A key that repeats in its object, at its place (0-based, in UTF-16 code units). */
export interface RepeatedKey {
  readonly key: string;
  readonly at: number;
}

export interface JsonRecord {
  readonly members: ReadonlyMap<string, JsonMember>;
  readonly repeated: readonly RepeatedKey[];
}

/** Why a line is no record, and where (0-based, in UTF-16 code units). */
export class JsonLineError extends Error {
  readonly at: number;

  constructor(at: number, reason: string) {
    super(reason);
    this.at = at;
  }
}

/**
 * The slow path of a line: RFC 8259 plus NaN, Infinity and -Infinity, with a reason for everything it refuses.
 * It runs for lines that hold a new key, a repeated key or a mistake; kernel/lexer.ts takes all others.
 *
 * Invariants: of a key that repeats in an object the last value counts, at the place of its first appearance; the keys
 * inside arrays are no names, so nothing is kept of them.
 * @throws {JsonLineError} where the line is no JSON object, or has a key that is too long.
 */
export function parseRecord(text: string): JsonRecord {
  const parser = new LineParser(text);
  return { members: parser.record(), repeated: parser.repeated };
}

const token = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null|NaN|-?Infinity/y;
const plainRun = /[^"\\\u0000-\u001f]+/y;
const whiteSpace = /[ \t\r\n]*/y;
const wordRun = /[\p{L}\p{N}_.+-]+/uy;

/** How many bytes the keys around a value have, each with its dot; null inside an array, whose keys are no names. */
type OuterBytes = number | null;

interface Place {
  readonly depth: number;
  readonly outer: OuterBytes;
}

const noMembers: ReadonlyMap<string, JsonMember> = new Map();

class LineParser {
  readonly repeated: RepeatedKey[] = [];
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  record(): ReadonlyMap<string, JsonMember> {
    this.#space();
    if (this.#peek() !== "{") {
      throw this.#error(t('expected a JSON object that starts with "{", found {0}', this.#found()));
    }
    const members = this.#object({ depth: 0, outer: 0 });
    this.#space();
    if (this.#at < this.#text.length) {
      throw this.#error(t('expected nothing after the closing "}" of the object, found {0}', this.#found()));
    }
    return members;
  }

  #value(place: Place): JsonValue {
    if (place.depth > maxDepth) {
      throw this.#error(t("expected at most {0} nested objects and arrays", maxDepth));
    }
    const start = this.#at;
    switch (this.#peek()) {
      case "{":
        return { kind: "object", members: this.#object(place) };
      case "[":
        this.#array(place.depth);
        return { kind: "array", text: this.#text.slice(start, this.#at) };
      case '"':
        return { kind: "string", text: this.#string() };
      default:
        return this.#wordOrNumber();
    }
  }

  #object({ depth, outer }: Place): ReadonlyMap<string, JsonMember> {
    if (outer === null) {
      this.#list("}", () => {
        this.#key();
        this.#value({ depth: depth + 1, outer });
      });
      return noMembers;
    }
    const members = new Map<string, JsonMember>();
    this.#list("}", () => {
      const start = this.#at;
      const { key, literal } = this.#key();
      const bytes = this.#nameBytes(key, { outer, start });
      if (members.has(key)) {
        this.repeated.push({ key, at: start });
      }
      members.set(key, { value: this.#value({ depth: depth + 1, outer: bytes + 1 }), literal });
    });
    return members;
  }

  /** A key and its colon. */
  #key(): { readonly key: string; readonly literal: string } {
    const start = this.#at;
    if (this.#peek() !== '"') {
      throw this.#error(t("expected a key in double quotes, found {0}", this.#found()));
    }
    const key = this.#string();
    const literal = this.#text.slice(start, this.#at);
    this.#space();
    this.#expect(":", (found) => t('expected ":" after the key {0}, found {1}', shown(key), found));
    this.#space();
    return { key, literal };
  }

  /** Bytes of a key together with those around it. */
  #nameBytes(key: string, { outer, start }: { readonly outer: number; readonly start: number }): number {
    const bytes = outer + Buffer.byteLength(key);
    if (bytes > maxNameBytes) {
      const reason = t(
        "expected a key of at most {0} bytes, outer keys included, found {1} bytes",
        maxNameBytes,
        bytes,
      );
      throw new JsonLineError(start, reason);
    }
    return bytes;
  }

  /** Keys that repeat inside an array's objects lose nothing, since an array keeps its text. */
  #array(depth: number): void {
    this.#list("]", () => {
      this.#value({ depth: depth + 1, outer: null });
    });
  }

  #list(close: string, item: () => void): void {
    this.#at += 1;
    this.#space();
    if (this.#peek() === close) {
      this.#at += 1;
      return;
    }
    for (;;) {
      item();
      this.#space();
      if (this.#peek() === close) {
        this.#at += 1;
        return;
      }
      this.#expect(",", (found) => t('expected "," or "{0}", found {1}', close, found));
      this.#space();
    }
  }

  #string(): string {
    this.#at += 1;
    let result = "";
    for (;;) {
      result += this.#match(plainRun);
      const character = this.#peek();
      if (character === '"') {
        this.#at += 1;
        return result;
      }
      if (character !== "\\") {
        throw this.#error(
          character === ""
            ? t("expected the closing quote of a string before the end of the line")
            : t("found a control character inside a string; JSON needs an escape"),
        );
      }
      result += this.#escape();
    }
  }

  #escape(): string {
    const letter = this.#text.charAt(this.#at + 1);
    const digits = this.#text.slice(this.#at + 2, this.#at + 6);
    if (letter === "u" && /^[0-9a-fA-F]{4}$/.test(digits)) {
      this.#at += 6;
      return String.fromCharCode(Number.parseInt(digits, 16));
    }
    const index = '"\\/bfnrt'.indexOf(letter);
    if (letter === "" || index === -1) {
      throw this.#error(
        letter === "u"
          ? t("expected four hexadecimal digits after \\u")
          : t("found the unknown escape {0}", `\\${letter}`),
      );
    }
    this.#at += 2;
    return '"\\/\b\f\n\r\t'.charAt(index);
  }

  #wordOrNumber(): JsonValue {
    const text = this.#match(token);
    // What goes on after a whole token ("01", "1x", "nullx") is no token at all.
    if (text === "" || /^[0-9.eE+-]/.test(this.#peek())) {
      throw this.#error(t("expected a value, found {0}", this.#found()));
    }
    switch (text) {
      case "null":
        return { kind: "empty" };
      case "true":
      case "false":
        return { kind: "boolean", text };
      case "NaN":
      case "Infinity":
      case "-Infinity":
        return { kind: "nonFinite", text };
      default:
        return { kind: "number", text };
    }
  }

  #space(): void {
    this.#match(whiteSpace);
  }

  #match(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0] ?? "";
    this.#at += found.length;
    return found;
  }

  /** `reason` says that something else was found. */
  #expect(character: string, reason: (found: string) => string): void {
    if (this.#peek() !== character) {
      throw this.#error(reason(this.#found()));
    }
    this.#at += 1;
  }

  #peek(): string {
    return this.#text.charAt(this.#at);
  }

  /** What stands here, for a reason: a word, a character or the end. */
  #found(): string {
    wordRun.lastIndex = this.#at;
    const word = wordRun.exec(this.#text)?.[0] ?? String.fromCodePoint(this.#text.codePointAt(this.#at) ?? 0);
    return this.#at >= this.#text.length ? t("the end of the line") : shown(word);
  }

  /** Without its stack, which nobody reads, and which takes longer than all else about a bad line. */
  #error(reason: string): JsonLineError {
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    try {
      return new JsonLineError(this.#at, reason);
    } finally {
      Error.stackTraceLimit = stackTraceLimit;
    }
  }
}

/** A text of the log inside a reason: short, and with its control characters escaped. */
function shown(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
}
