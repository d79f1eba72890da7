/** A text as XML holds it: what XML has no place for (control characters, half a surrogate pair) becomes U+FFFD. */
export function escaped(text: string): string {
  return text
    .replaceAll(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "\ufffd")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

/**
 * Attributes that paint with a color as a canvas names it. Its strength is an attribute of its own: programs that are no
 * browser know neither `color(srgb …)` nor `rgba(…)`.
 */
export function paint(how: "fill" | "stroke", color: string): string {
  const { rgb, alpha } = partsOf(color);
  return `${how}="${escaped(rgb)}"${alpha === 1 ? "" : ` ${how}-opacity="${alpha}"`}`;
}

function partsOf(color: string): { readonly rgb: string; readonly alpha: number } {
  const mixed = /^color\(srgb ([\d.e-]+) ([\d.e-]+) ([\d.e-]+)(?: \/ ([\d.e-]+))?\)$/.exec(color);
  if (mixed !== null) {
    const channels = mixed.slice(1, 4).map((part) => Math.round(255 * Math.min(Math.max(Number(part), 0), 1)));
    return { rgb: `rgb(${channels.join(", ")})`, alpha: Number(mixed[4] ?? 1) };
  }
  const faint = /^rgba\(([\d.]+, [\d.]+, [\d.]+), ([\d.]+)\)$/.exec(color);
  return faint === null ? { rgb: color, alpha: 1 } : { rgb: `rgb(${faint[1] ?? ""})`, alpha: Number(faint[2]) };
}
