import { addAll } from "../extremes.ts";
import { Composer, Lexer, Parser, type CST, type Document, type Tags } from "yaml";
import { deepest } from "../contract/model/nesting.ts";

/** The words and signs of a file that is read: some ten thousand lines. More are no settings, and take seconds. */
export const mostLexemes = 100_000;

/** YAML 1.1 is what Python's tools write. Duplicate keys are looked for in a time that grows with their square. */
const options = { version: "1.1", uniqueKeys: false, customTags: plainTags } as const;

/**
 * The documents of a YAML text, or null where it is no YAML, nests too deep or is longer than settings are. Tags that
 * are not YAML's own, such as Python's `!!python/tuple`, leave their collection as it is and make a text of a scalar.
 */
export function yamlDocuments(text: string): readonly Document.Parsed[] | null {
  const tokens = tokensOf(text);
  const documents = tokens && [...new Composer(options).compose(tokens, true, text.length)];
  return documents?.every(({ errors }) => errors.length === 0) === true ? documents : null;
}

/** The parser keeps what it is inside of on a stack of its own, the composer calls itself for every level. */
function tokensOf(text: string): readonly CST.Token[] | null {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  let lexemes = 0;
  for (const lexeme of new Lexer().lex(text)) {
    addAll(tokens, parser.next(lexeme));
    lexemes += 1;
    if (parser.stack.length > deepest || lexemes > mostLexemes) {
      return null;
    }
  }
  addAll(tokens, parser.end());
  return tokens;
}

/** Collections of 1.1 that settings do not use: to check them takes a time that grows with their square. */
function plainTags(tags: Tags): Tags {
  return tags.filter((tag) => typeof tag === "string" || !/:(omap|pairs|set)$/.test(tag.tag));
}
