/** Longer names are cut in figures and tables. */
const usualLength = 40;

/**
 * A name from outside as it can be shown: without control characters and without those that turn the direction of
 * writing, which could make it read as another one; in at most `most` characters.
 */
export function shownName(name: string, most = usualLength): string {
  const visible = name.replaceAll(/[\p{Cc}\p{Cs}\p{Bidi_Control}\uFFFE\uFFFF]/gu, "\uFFFD").trim();
  const characters = Array.from(visible);
  return characters.length > most ? `${characters.slice(0, most - 1).join("")}\u2026` : visible;
}
