/** The colors and the font of the editor's theme, as a canvas takes them. */
export interface Theme {
  readonly foreground: string;
  readonly muted: string;
  readonly background: string;
  readonly font: string;
  readonly fontSize: number;
  readonly highContrast: boolean;
  readonly blue: string;
  readonly orange: string;
  readonly green: string;
  readonly red: string;
  readonly purple: string;
  readonly yellow: string;
}

/** A color with part of its strength, in the notation that a canvas takes. */
export function faint(color: string, strength: number): string {
  return `color-mix(in srgb, ${color} ${Math.round(100 * strength)}%, transparent)`;
}
