import type { Cell } from "../filter/expression.ts";

/** What a person marked of one column: numbers from one to another, or some of its texts. */
export type Brush =
  | { readonly kind: "range"; readonly low: number; readonly high: number }
  | { readonly kind: "values"; readonly values: readonly Cell[] };

/** A brush as an expression of the table's filter; null where the filter cannot say it. */
export function brushClause(column: string, brush: Brush): string | null {
  const name = nameText(column);
  if (name === null) {
    return null;
  }
  if (brush.kind === "range") {
    return `${name} >= ${numberText(brush.low)} && ${name} <= ${numberText(brush.high)}`;
  }
  const values = brush.values.map(valueText);
  return values.length === 0 || values.includes(null) ? null : `${name} in (${values.join(", ")})`;
}

/**
 * The filter after a brush took the place of an earlier one of the same column; null for none. What else stands in the
 * filter stays, in brackets where it has to hold as a whole.
 */
export function withBrush(filter: string, before: string | null, after: string | null): string {
  const rest = before === null ? filter.trim() : without(filter, before);
  if (after === null) {
    return rest;
  }
  if (rest === "") {
    return after;
  }
  return `${/\|\||\bor\b/i.test(rest) && !isBracketed(rest) ? `(${rest})` : rest} && ${after}`;
}

function without(filter: string, clause: string): string {
  const rest = filter.includes(` && ${clause}`)
    ? filter.replace(` && ${clause}`, "")
    : filter.includes(`${clause} && `)
      ? filter.replace(`${clause} && `, "")
      : filter.replace(clause, "");
  return rest.trim();
}

/** Whether one pair of brackets holds all of a text; brackets in quotes are not told apart, and only add a pair. */
function isBracketed(text: string): boolean {
  return /^\([^()]*\)(?: && [^|]*)?$/.test(text);
}

/** A name as the filter reads it: a plain word, or in backquotes. */
function nameText(name: string): string | null {
  return /^[\p{L}_@][\p{L}\p{N}_@./:%]*$/u.test(name) ? name : name.includes("`") ? null : `\`${name}\``;
}

/** As JavaScript writes a number, so does the filter read it. */
function numberText(value: number): string {
  return String(value);
}

function valueText(value: Cell): string | null {
  if (typeof value !== "string") {
    return String(value);
  }
  return !value.includes('"') ? `"${value}"` : !value.includes("'") ? `'${value}'` : null;
}
