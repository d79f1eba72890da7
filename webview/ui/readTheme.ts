import type { Theme } from "./theme.ts";

/** As it was read last; null once it may be another. */
let known: Theme | null = null;

/** The theme of the page, the same object until it changes; that shows on a page that listens by `onThemeChange`. */
export function readTheme(): Theme {
  return (known ??= read());
}

/** Reads the theme off the page, where VS Code keeps it as custom properties. */
function read(): Theme {
  const style = getComputedStyle(document.documentElement);
  const value = (name: string, otherwise: string): string =>
    style.getPropertyValue(`--vscode-${name}`).trim() || otherwise;
  const foreground = value("editor-foreground", value("foreground", "#808080"));
  const chart = (name: string, otherwise: string): string => opaque(value(`charts-${name}`, otherwise));
  return {
    foreground,
    muted: value("descriptionForeground", foreground),
    background: value("editor-background", "transparent"),
    font: value("font-family", "sans-serif"),
    fontSize: Number.parseFloat(value("font-size", "13")) || 13,
    highContrast: document.body.className.includes("vscode-high-contrast"),
    blue: chart("blue", "#3794ff"),
    orange: chart("orange", "#c2700c"),
    green: chart("green", "#89d185"),
    red: chart("red", "#f14c4c"),
    purple: chart("purple", "#b180d7"),
    yellow: chart("yellow", "#cca700"),
  };
}

/** Some themes give chart colors that the editor mixes with what lies below; a thin line needs the color itself. */
function opaque(color: string): string {
  const parts = /^rgba\((\d+), *(\d+), *(\d+), *[\d.]+\)$/.exec(color);
  if (parts !== null) {
    return `rgb(${parts.slice(1).join(", ")})`;
  }
  return /^#[0-9a-f]{8}$/i.test(color) ? color.slice(0, 7) : color;
}

/** Calls back when the person changes the theme: VS Code sets the style of <html> and the class of <body> again. */
export function onThemeChange(changed: () => void): void {
  const observer = new MutationObserver(() => {
    known = null;
    changed();
  });
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ["style"] });
  observer.observe(document.body, { attributes: true, attributeFilter: ["class"] });
}
