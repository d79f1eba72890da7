import { t } from "../../l10n.ts";
import { FilterError, tokensOf, type Token } from "./tokens.ts";

/** What a cell of the table of runs may hold; null where it is empty. */
export type Cell = number | string | boolean | null;

/** A part of an expression. */
export type Expression =
  | { readonly kind: "literal"; readonly value: Cell }
  | { readonly kind: "column"; readonly name: string }
  | { readonly kind: "not"; readonly part: Expression }
  | { readonly kind: "and" | "or"; readonly parts: readonly Expression[] }
  | { readonly kind: "compare"; readonly sign: Comparison; readonly left: Expression; readonly right: Expression }
  | { readonly kind: "in"; readonly left: Expression; readonly list: readonly Cell[] };

type Comparison = "==" | "!=" | "<" | "<=" | ">" | ">=" | "~" | "!~";

const comparisons: Readonly<Record<string, Comparison>> = {
  "=": "==",
  "==": "==",
  "!=": "!=",
  "<": "<",
  "<=": "<=",
  ">": ">",
  ">=": ">=",
  "~": "~",
  "!~": "!~",
};

/** Parts inside each other: nobody writes more, and reading them calls itself. */
const deepest = 50;

/**
 * Reads an expression such as `lr > 0.01 && state == "ended"`. `==`, `!=`, `<`, `<=`, `>`, `>=` compare, `~` looks for a
 * text inside, `in (a, b)` for one of several; `&&`, `||`, `!` and their words join. Nothing of it is run as code.
 * @throws {FilterError} where it cannot be understood.
 */
export function parseExpression(text: string): Expression {
  return new ExpressionReader(tokensOf(text)).whole();
}

class ExpressionReader {
  readonly #tokens: readonly Token[];
  #next = 0;
  #depth = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  whole(): Expression {
    const expression = this.#or();
    const rest = this.#peek();
    if (rest.kind !== "end") {
      throw new FilterError(t("An operator such as && is missing here."), rest.at);
    }
    return expression;
  }

  #or(): Expression {
    return this.#joined("or", ["||", "or"], () => this.#joined("and", ["&&", "and"], () => this.#not()));
  }

  #joined(kind: "and" | "or", words: readonly string[], part: () => Expression): Expression {
    const first = part();
    const parts = [first];
    while (this.#takes(words)) {
      parts.push(part());
    }
    return parts.length === 1 ? first : { kind, parts };
  }

  #not(): Expression {
    const { at } = this.#peek();
    this.#depth += 1;
    if (this.#depth > deepest) {
      throw new FilterError(t("This filter is nested too deeply."), at);
    }
    const expression: Expression = this.#takes(["!", "not"]) ? { kind: "not", part: this.#not() } : this.#comparison();
    this.#depth -= 1;
    return expression;
  }

  #comparison(): Expression {
    const left = this.#value();
    const token = this.#peek();
    if (token.kind === "name" && token.value.toLowerCase() === "in") {
      this.#next += 1;
      return { kind: "in", left, list: this.#list() };
    }
    const sign = token.kind === "sign" ? comparisons[token.value] : undefined;
    if (sign === undefined) {
      return left;
    }
    this.#next += 1;
    return { kind: "compare", sign, left, right: this.#value() };
  }

  #value(): Expression {
    const token = this.#peek();
    this.#next += 1;
    switch (token.kind) {
      case "number":
      case "text":
        return { kind: "literal", value: token.value };
      case "name":
        return literalOf(token.value) ?? { kind: "column", name: token.value };
      case "sign":
        if (token.value === "(") {
          const inside = this.#or();
          this.#expect(")");
          return inside;
        }
        throw new FilterError(t("A value is missing before {0}.", token.value), token.at);
      case "end":
        throw new FilterError(t("The filter ends too early: a value is missing."), token.at);
    }
  }

  #list(): readonly Cell[] {
    this.#expect("(");
    const list: Cell[] = [];
    do {
      const { at } = this.#peek();
      const value = this.#value();
      if (value.kind !== "literal" && value.kind !== "column") {
        throw new FilterError(t("A list can only contain numbers and text."), at);
      }
      list.push(value.kind === "literal" ? value.value : value.name);
    } while (this.#takes([","]));
    this.#expect(")");
    return list;
  }

  #peek(): Token {
    return this.#tokens[this.#next] ?? { kind: "end", at: 0 };
  }

  /** Goes past the next piece where it is one of these. */
  #takes(words: readonly string[]): boolean {
    const token = this.#peek();
    const taken = (token.kind === "sign" || token.kind === "name") && words.includes(token.value.toLowerCase());
    this.#next += taken ? 1 : 0;
    return taken;
  }

  #expect(sign: string): void {
    const { at } = this.#peek();
    if (!this.#takes([sign])) {
      throw new FilterError(t("Missing {0}.", sign), at);
    }
  }
}

const literals: Readonly<Record<string, Cell>> = { true: true, false: false, null: null, none: null };

function literalOf(name: string): Expression | null {
  const word = name.toLowerCase();
  return Object.hasOwn(literals, word) ? { kind: "literal", value: literals[word] ?? null } : null;
}
