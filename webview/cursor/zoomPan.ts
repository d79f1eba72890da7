import type { Range } from "../axes/range.ts";
import { afterKey, afterMove, afterSelection, afterWheel, type ZoomTarget } from "./zoomRange.ts";

/** Wheel, drag, double click and keys on a canvas, which must be focusable; `show` is called with a part of t, or null for all. */
export function zoomPan(canvas: HTMLCanvasElement, target: ZoomTarget, show: (range: Range | null) => void): void {
  canvas.addEventListener("wheel", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || document.activeElement === canvas) {
      event.preventDefault();
      const range = afterWheel(event, target);
      if (range !== undefined) {
        show(range);
      }
    }
  });
  canvas.addEventListener("dblclick", () => show(null));
  canvas.addEventListener("keydown", (event) => {
    const range = afterKey(event, target);
    if (range !== undefined) {
      event.preventDefault();
      show(range);
    }
  });
  drag(canvas, target, show);
}

/** Dragging moves the shown part along; with Shift it shows what it passed over. */
function drag(canvas: HTMLCanvasElement, target: ZoomTarget, show: (range: Range | null) => void): void {
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
      show(afterMove(from.range, target, (from.x - event.offsetX) / (right - left)));
    }
  });
  canvas.addEventListener("pointerup", (event) => {
    if (from?.select === true && Math.abs(event.offsetX - from.x) > 4) {
      show(afterSelection(from.x, event.offsetX, target));
    }
    from = null;
  });
  canvas.addEventListener("pointercancel", () => (from = null));
}
