import type { TableLine } from "../../../src/sweep/view/tableLine.ts";

/** A cell by its line and its column, from 0; the head is line -1. */
export interface Active {
  readonly line: number;
  readonly column: number;
}

export interface KeyPlace {
  readonly at: Active;
  /** The line that is active; none at the head. */
  readonly line: TableLine | undefined;
  /** `page`: lines that Page Down moves by. */
  readonly size: { readonly lines: number; readonly columns: number; readonly page: number };
}

/** What a key asks for. */
export type GridKey =
  | { readonly kind: "move"; readonly to: Active }
  | { readonly kind: "sort"; readonly add: boolean }
  | { readonly kind: "all" | "menu" | "toggle" | "open" | "tick" | "edit" };

/** A key as the browser's event has it. */
interface Pressed {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

/** What a key asks for in a grid, as the ARIA Authoring Practices have it; null for a key that is none of the grid's. */
export function gridKey(pressed: Pressed, place: KeyPlace): GridKey | null {
  const control = pressed.ctrlKey || pressed.metaKey;
  if (pressed.key === "ContextMenu" || (pressed.key === "F10" && pressed.shiftKey)) {
    return { kind: "menu" };
  }
  if (pressed.altKey) {
    return pressed.key === "ArrowDown" ? { kind: "menu" } : null;
  }
  if (control && pressed.key.toLowerCase() === "a") {
    return { kind: "all" };
  }
  return actKey(pressed, place) ?? moveKey(pressed.key, control, place);
}

function actKey({ key, shiftKey }: Pressed, { at, line }: KeyPlace): GridKey | null {
  const isFirst = at.column === 0;
  if (key === "F2") {
    return { kind: "edit" };
  }
  if (key === "Enter" || key === " ") {
    return at.line < 0 ? { kind: "sort", add: shiftKey } : { kind: key === " " ? "tick" : "open" };
  }
  if (line?.kind === "group" && isFirst && key === (line.open ? "ArrowLeft" : "ArrowRight")) {
    return { kind: "toggle" };
  }
  return null;
}

function moveKey(key: string, control: boolean, { at, size }: KeyPlace): GridKey | null {
  const to = target(key, control, { at, size });
  return to === null
    ? null
    : {
        kind: "move",
        to: {
          line: Math.max(-1, Math.min(size.lines - 1, to.line)),
          column: Math.max(0, Math.min(size.columns - 1, to.column)),
        },
      };
}

function target(key: string, control: boolean, { at, size }: Pick<KeyPlace, "at" | "size">): Active | null {
  const { line, column } = at;
  switch (key) {
    case "ArrowDown":
      return { line: line + 1, column };
    case "ArrowUp":
      return { line: line - 1, column };
    case "ArrowLeft":
      return { line, column: column - 1 };
    case "ArrowRight":
      return { line, column: column + 1 };
    case "PageDown":
      return { line: line + size.page, column };
    case "PageUp":
      return { line: Math.max(0, line - size.page), column };
    case "Home":
      return control ? { line: 0, column: 0 } : { line, column: 0 };
    case "End":
      return control ? { line: size.lines - 1, column: size.columns - 1 } : { line, column: size.columns - 1 };
    default:
      return null;
  }
}
