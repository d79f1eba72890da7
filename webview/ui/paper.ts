import type { Theme } from "./theme.ts";

/** For a page or a slide: light whatever the editor's theme, with colors of at least 3:1 on white. */
export const paper: Omit<Theme, "font"> = {
  foreground: "#1f1f1f",
  muted: "#555555",
  background: "#ffffff",
  fontSize: 18,
  highContrast: false,
  blue: "#0a6fd0",
  orange: "#c14f00",
  green: "#2e7d32",
  red: "#c62828",
  purple: "#652d90",
  yellow: "#8a6100",
};
