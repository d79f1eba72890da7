/**
 * Text from outside as it may be shown: names of folders, keys of a log and values of settings can hold characters that
 * steer a terminal, or that turn the order of all that follows them.
 */

/** Control characters, those that set the direction of writing (Unicode's Bidi_Control), line separators, half pairs. */
const steering = /[\p{Cc}\p{Bidi_Control}\p{Cs}\u2028\u2029]/gu;
const steeringButLines = /(?![\n\t])[\p{Cc}\p{Bidi_Control}\p{Cs}\u2028\u2029]/gu;

/** A name has no more characters than this in a sentence; of a longer one its two ends are left. */
const longestName = 300;
const [headLength, tailLength] = [60, 39];

/** A name or path from outside, its control characters written as `\x9b` or `\u202e`. */
export function printable(text: string): string {
  return text.replace(steering, escaped);
}

/** As `printable`, for a text of several lines. */
export function printableLines(text: string): string {
  return text.replace(steeringButLines, escaped);
}

/** A value as it stands in a sentence: without control characters, names without end cut in their middle. */
export function inSentence(value: string): string {
  return printableLines(value).replace(/\S+/g, (word) =>
    word.length <= longestName ? word : `${word.slice(0, headLength)}…${word.slice(-tailLength)}`,
  );
}

/**
 * JSON whose bytes steer nothing where they are shown: control characters that JSON permits in a string are escaped, so
 * that a parser reads the same value.
 */
export function printableJson(value: unknown, space?: number): string {
  return JSON.stringify(value, null, space).replace(steeringButLines, (character) => codeUnits(character));
}

function escaped(character: string): string {
  const code = character.charCodeAt(0);
  return code < 256 ? `\\x${code.toString(16).padStart(2, "0")}` : codeUnits(character);
}

function codeUnits(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
