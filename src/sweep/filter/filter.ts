import { t } from "../../l10n.ts";
import { parseExpression, type CellOf } from "./expression.ts";
import { columnsIn, matches } from "./matches.ts";
import { FilterError } from "./tokens.ts";

/** A run as a filter sees it. */
export interface Filterable {
  readonly cell: CellOf;
  /** Everything that plain words are looked for in: names, folders, settings, tags. */
  readonly text: string;
}

/** What a person typed, ready to be asked; or what is wrong with it and where. */
export type Filter =
  | { readonly ok: true; readonly passes: (run: Filterable) => boolean }
  | { readonly ok: false; readonly message: string; readonly at: number };

/** Signs that tell an expression from plain words. */
const expressionSign = /[=<>~]|&&|\|\||\s(?:in|and|or)\s*\(/i;

/**
 * Reads a filter: an expression where it holds a comparison, else plain words that must all be found. `columns`: the
 * names that an expression may use.
 */
export function readFilter(text: string, columns: ReadonlySet<string>): Filter {
  if (!expressionSign.test(text)) {
    const words = text
      .toLowerCase()
      .split(/\s+/)
      .filter((word) => word !== "");
    return { ok: true, passes: (run) => words.every((word) => run.text.toLowerCase().includes(word)) };
  }
  try {
    const expression = parseExpression(text);
    const unknown = columnsIn(expression).find((name) => !columns.has(name));
    if (unknown !== undefined) {
      return { ok: false, message: unknownText(unknown, columns), at: Math.max(0, text.indexOf(unknown)) };
    }
    return { ok: true, passes: (run) => matches(expression, run.cell) };
  } catch (error) {
    if (error instanceof FilterError) {
      return { ok: false, message: error.message, at: error.at };
    }
    throw error;
  }
}

function unknownText(name: string, columns: ReadonlySet<string>): string {
  const near = [...columns].find((column) => column.toLowerCase() === name.toLowerCase()) ?? nearest(name, columns);
  return near === undefined
    ? t("There is no column {0}. A text goes in quotes.", name)
    : t("There is no column {0}. Did you mean {1}?", name, near);
}

/** The first column that holds the name, or that the name holds. */
function nearest(name: string, columns: ReadonlySet<string>): string | undefined {
  const lower = name.toLowerCase();
  return [...columns].find((column) => column.toLowerCase().includes(lower) || lower.includes(column.toLowerCase()));
}

/** Names that may stand where a person is typing, and the place that they replace. */
export interface Completions {
  readonly from: number;
  readonly names: readonly string[];
}

const mostCompletions = 12;

/** The columns that go on from the word before the caret; in backquotes where they are no plain word. */
export function completionsAt(text: string, caret: number, columns: readonly string[]): Completions {
  const word = /[\p{L}_@][\p{L}\p{N}_@./:%-]*$/u.exec(text.slice(0, caret))?.[0] ?? "";
  const lower = word.toLowerCase();
  const starts = columns.filter((name) => name.toLowerCase().startsWith(lower));
  const inside = columns.filter((name) => !starts.includes(name) && name.toLowerCase().includes(lower));
  const names = word === "" ? [] : [...starts, ...inside].slice(0, mostCompletions).map(quoted);
  return { from: caret - word.length, names };
}

function quoted(name: string): string {
  return /^[\p{L}_@][\p{L}\p{N}_@./:%-]*$/u.test(name) ? name : `\`${name}\``;
}
