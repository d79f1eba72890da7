import { t } from "../../l10n.ts";

/** A piece of a filter's text; `at` counts characters from 0. */
export type Token =
  | { readonly kind: "number"; readonly value: number; readonly at: number }
  | { readonly kind: "text"; readonly value: string; readonly at: number }
  | { readonly kind: "name"; readonly value: string; readonly at: number }
  | { readonly kind: "sign"; readonly value: string; readonly at: number }
  | { readonly kind: "end"; readonly at: number };

/** A filter that cannot be understood: a sentence for people and where it goes wrong. */
export class FilterError extends Error {
  readonly at: number;

  constructor(message: string, at: number) {
    super(message);
    this.name = "FilterError";
    this.at = at;
  }
}

const pieces: readonly (readonly [kind: "number" | "name" | "sign", pattern: RegExp])[] = [
  ["number", /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?(?![\w.])/i],
  ["sign", /^(?:==|!=|<=|>=|&&|\|\||!~|[=<>~!(),])/],
  ["name", /^[\p{L}_@][\p{L}\p{N}_@./:%-]*/u],
];

/**
 * The pieces of an expression, an end piece last. Texts stand in quotes of either kind, names that are no plain word in
 * backquotes.
 * @throws {FilterError} where a quote stays open or a character means nothing.
 */
export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const space = /^\s+/.exec(text.slice(at))?.[0].length ?? 0;
    at += space;
    if (at < text.length) {
      const [token, length] = tokenAt(text, at);
      tokens.push(token);
      at += length;
    }
  }
  return [...tokens, { kind: "end", at: text.length }];
}

function tokenAt(text: string, at: number): readonly [Token, number] {
  const first = text[at] ?? "";
  if (first === '"' || first === "'" || first === "`") {
    const end = text.indexOf(first, at + 1);
    if (end < 0) {
      throw new FilterError(t("The quote {0} is not closed.", first), at);
    }
    const value = text.slice(at + 1, end);
    return [{ kind: first === "`" ? "name" : "text", value, at }, end + 1 - at];
  }
  for (const [kind, pattern] of pieces) {
    const [found] = pattern.exec(text.slice(at)) ?? [];
    if (found !== undefined) {
      const token: Token = kind === "number" ? { kind, value: Number(found), at } : { kind, value: found, at };
      return [token, found.length];
    }
  }
  throw new FilterError(t("Unexpected {0}.", first), at);
}
