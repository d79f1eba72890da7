/** A color and how much of it there is: programs that are no browser know no mixed colors. */
export interface Paint {
  readonly color: string;
  readonly opacity: number;
}

/** The paint that a color of a page is, as `faint` mixes it with what is behind it. */
export function paintOf(color: string): Paint {
  const [, mixed, percent] = /^color-mix\(in srgb, (.+) (\d+)%, transparent\)$/.exec(color) ?? [];
  return mixed === undefined ? { color, opacity: 1 } : { color: mixed, opacity: Number(percent) / 100 };
}
