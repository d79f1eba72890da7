import { middleOf, panned, valueAt, zoomed, type AxisKind, type Range } from "./range.ts";

/** The x axis of a chart, as far as moving about in it needs to know it. */
export interface ZoomTarget {
  /** Where the axis lies on the canvas, in CSS pixels. */
  area(): { readonly left: number; readonly right: number };
  range(): Range;
  kind(): AxisKind;
  /** The whole that there is to show. */
  whole(): Range;
  /** Shows a part of t, or all where null. */
  show(range: Range | null): void;
}

const step = 1.25;

/** Wheel, drag, double click and keys on a canvas, which must be focusable. */
export function zoomPan(canvas: HTMLCanvasElement, target: ZoomTarget): void {
  const set = (range: Range): void => target.show(keptWithin(range, target.whole()));
  canvas.addEventListener("wheel", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || document.activeElement === canvas) {
      event.preventDefault();
      const about = valueAt(target.range(), target.kind(), partAt(event.offsetX, target));
      set(zoomed(target.range(), target.kind(), { factor: event.deltaY > 0 ? step : 1 / step, about }));
    }
  });
  canvas.addEventListener("dblclick", () => target.show(null));
  canvas.addEventListener("keydown", (event) => {
    // Shift and the arrow keys belong to the cursor.
    const range = event.shiftKey && event.key.startsWith("Arrow") ? undefined : afterKey(event.key, target);
    if (range !== undefined) {
      event.preventDefault();
      if (range === null) {
        target.show(null);
      } else {
        set(range);
      }
    }
  });
  drag(canvas, target, set);
}

/** Dragging moves the shown part along; with Shift it shows what it passed over. */
function drag(canvas: HTMLCanvasElement, target: ZoomTarget, set: (range: Range) => void): void {
  let from: { x: number; range: Range; select: boolean } | null = null;
  canvas.addEventListener("pointerdown", (event) => {
    if (event.button === 0) {
      from = { x: event.offsetX, range: target.range(), select: event.shiftKey };
      canvas.setPointerCapture(event.pointerId);
    }
  });
  canvas.addEventListener("pointermove", (event) => {
    if (from !== null && !from.select && Math.abs(event.offsetX - from.x) > 2) {
      const { left, right } = target.area();
      set(panned(from.range, target.kind(), (from.x - event.offsetX) / (right - left)));
    }
  });
  canvas.addEventListener("pointerup", (event) => {
    if (from?.select === true && Math.abs(event.offsetX - from.x) > 4) {
      const ends = [partAt(from.x, target), partAt(event.offsetX, target)].sort((a, b) => a - b);
      const [low, high] = ends.map((part) => valueAt(target.range(), target.kind(), part));
      set([low ?? NaN, high ?? NaN]);
    }
    from = null;
  });
  canvas.addEventListener("pointercancel", () => (from = null));
}

/** The range after a key, null for the whole, undefined where the key means nothing here. */
function afterKey(key: string, target: ZoomTarget): Range | null | undefined {
  const [range, kind] = [target.range(), target.kind()];
  const about = middleOf(range, kind);
  switch (key) {
    case "+":
    case "=":
      return zoomed(range, kind, { factor: 1 / step, about });
    case "-":
      return zoomed(range, kind, { factor: step, about });
    case "ArrowLeft":
      return panned(range, kind, -0.1);
    case "ArrowRight":
      return panned(range, kind, 0.1);
    case "0":
    case "Home":
      return null;
    default:
      return undefined;
  }
}

function partAt(x: number, target: ZoomTarget): number {
  const { left, right } = target.area();
  return Math.min(Math.max((x - left) / (right - left), 0), 1);
}

/** A range that shows something: never past the whole, never narrower than a double can tell apart; null for the whole. */
export function keptWithin([low, high]: Range, [first, last]: Range): Range | null {
  const cut: Range = [Math.max(low, first), Math.min(high, last)];
  if (!(cut[1] > cut[0] * (1 + 1e-9)) || (cut[0] === first && cut[1] === last)) {
    return null;
  }
  return cut;
}
