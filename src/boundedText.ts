import { inSentence, printableJson } from "./printable.ts";

/** An answer has at most so many characters: a language model reads it whole. */
export const mostCharacters = 60_000;

/**
 * A value as JSON whose texts have an end and steer nothing, whatever a log or a contract holds. NaN and infinities, which
 * JSON does not know, are texts.
 */
export function dataText(value: unknown): string {
  const text = JSON.stringify(value, (_, held: unknown) =>
    typeof held === "number" && !Number.isFinite(held) ? String(held) : held instanceof Map ? [...held] : held,
  );
  return printableJson(
    JSON.parse(text, (_, held: unknown) => (typeof held === "string" ? inSentence(held) : held)) as unknown,
  );
}

/** Rows as a JSON array, as many as an answer holds, and in a sentence how many more there are. */
export function rowsText(rows: readonly unknown[], from = 0): string {
  const texts: string[] = [];
  let length = 0;
  for (const row of rows.slice(from)) {
    const text = dataText(row);
    if (length + text.length > mostCharacters) {
      break;
    }
    texts.push(text);
    length += text.length + 1;
  }
  const next = from + texts.length;
  const left = rows.length - next;
  return `[${texts.join(",\n")}]${left > 0 ? `\n${left} more: ask again with "from": ${next}.` : ""}`;
}
