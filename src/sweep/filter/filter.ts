import { t } from "../../l10n.ts";
import { columnsIn, compile, type CellsOf, type Passes } from "./compile.ts";
import { parseExpression } from "./expression.ts";
import { FilterError } from "./tokens.ts";

/** Runs as a filter sees them. */
interface Filterable {
  readonly cells: CellsOf;
  /** Of each run, everything that plain words are looked for in, in lower case: names, folders, settings, tags. */
  readonly texts: readonly string[];
}

/** What a person typed, ready to be asked of runs; or what is wrong with it and where. */
export type Filter =
  | { readonly ok: true; readonly over: (runs: Filterable) => Passes }
  | { readonly ok: false; readonly message: string; readonly at: number };

/** Signs that tell an expression from plain words. */
const expressionSign = /[=<>~]|&&|\|\||\s(?:in|and|or)\s*\(/i;

/**
 * Reads a filter: an expression where it holds a comparison, else plain words that must all be found. `columns`: the
 * names that an expression may use.
 */
export function readFilter(text: string, columns: ReadonlySet<string>): Filter {
  if (!expressionSign.test(text)) {
    return { ok: true, over: (runs) => holdsWords(text, runs) };
  }
  try {
    const expression = parseExpression(text);
    const unknown = columnsIn(expression).find((name) => !columns.has(name));
    if (unknown !== undefined) {
      return { ok: false, message: unknownText(unknown, columns), at: Math.max(0, text.indexOf(unknown)) };
    }
    return { ok: true, over: ({ cells }) => compile(expression, cells) };
  } catch (error) {
    if (error instanceof FilterError) {
      return { ok: false, message: error.message, at: error.at };
    }
    throw error;
  }
}

function holdsWords(text: string, runs: Filterable): Passes {
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  if (words.length === 0) {
    return () => true;
  }
  const { texts } = runs;
  return (row) => words.every((word) => texts[row]?.includes(word));
}

function unknownText(name: string, columns: ReadonlySet<string>): string {
  const near = [...columns].find((column) => column.toLowerCase() === name.toLowerCase()) ?? nearest(name, columns);
  return near === undefined
    ? t('There is no column "{0}". If you mean text, put it in quotes.', name)
    : t('There is no column "{0}". Did you mean "{1}"?', name, near);
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
  const inside = columns.filter((name) => name.toLowerCase().indexOf(lower) > 0);
  const names = word === "" ? [] : [...starts, ...inside].slice(0, mostCompletions).map(quoted);
  return { from: caret - word.length, names };
}

function quoted(name: string): string {
  return /^[\p{L}_@][\p{L}\p{N}_@./:%-]*$/u.test(name) ? name : `\`${name}\``;
}
