import { element } from "../ui/element.ts";
import { Memo } from "../model/memo.ts";
import { movedInto, partOf, valueAt, type AxisKind, type Range } from "../model/range.ts";
import { keptWithin } from "../cursor/zoomRange.ts";
import type { Series } from "../model/series.ts";
import { faint, type Theme } from "../ui/theme.ts";

export interface MinimapPicture {
  readonly series: Series;
  readonly whole: Range;
  readonly shown: Range;
  readonly kinds: { readonly x: AxisKind; readonly y: AxisKind };
  /** Where the charts' axis lies, in CSS pixels, so that the same t stands at the same place when all is shown. */
  readonly area: { readonly left: number; readonly right: number };
  readonly theme: Theme;
}

const height = 34;

/** The whole loss in little, with the part that the charts show; a click or a drag moves that part. */
export class Minimap {
  readonly canvas = element("canvas", { class: "minimap", attributes: { "aria-hidden": "true" } });
  #picture: MinimapPicture | null = null;
  /** The loss alone, which no zoom changes. */
  readonly #loss = new Memo<HTMLCanvasElement>();

  /** @param show Called with the part that was chosen, null for all. */
  constructor(show: (range: Range | null) => void) {
    let held = false;
    const move = (event: PointerEvent): void => {
      const picture = held ? this.#picture : null;
      if (picture !== null) {
        show(keptWithin(rangeAbout(event.offsetX, picture), picture.whole, picture.kinds.x));
      }
    };
    this.canvas.addEventListener("pointerdown", (event) => {
      held = event.button === 0;
      this.canvas.setPointerCapture(event.pointerId);
      move(event);
    });
    this.canvas.addEventListener("pointermove", move);
    for (const end of ["pointerup", "pointercancel"]) {
      this.canvas.addEventListener(end, () => (held = false));
    }
  }

  show(picture: MinimapPicture): void {
    this.#picture = picture;
    const width = this.canvas.clientWidth;
    const context = this.canvas.getContext("2d");
    if (context === null || width === 0) {
      return;
    }
    const { series, whole, kinds, area, theme } = picture;
    const ratio = window.devicePixelRatio;
    const place = [width, ratio, area.left, area.right, ...whole, kinds.x, kinds.y];
    const loss = this.#loss.of([series, series.length, theme, ...place], () => lossOn(picture, width, ratio));
    this.canvas.width = loss.width;
    this.canvas.height = loss.height;
    context.drawImage(loss, 0, 0);
    context.scale(ratio, ratio);
    drawWindow(context, picture);
  }
}

/** The loss on a canvas of its own. */
function lossOn(picture: MinimapPicture, width: number, ratio: number): HTMLCanvasElement {
  const canvas = element("canvas");
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  const context = canvas.getContext("2d");
  if (context !== null) {
    context.scale(ratio, ratio);
    drawSeries(context, picture);
  }
  return canvas;
}

/** The shown part, moved so that its middle is at a pixel, and kept within the whole. */
function rangeAbout(x: number, { whole, shown, kinds, area }: MinimapPicture): Range {
  const middle = (partOf(whole, kinds.x, shown[0]) + partOf(whole, kinds.x, shown[1])) / 2;
  const by = (x - area.left) / (area.right - area.left) - middle;
  const ends = shown.map((end) => valueAt(whole, kinds.x, partOf(whole, kinds.x, end) + by));
  return movedInto(whole, [ends[0] ?? NaN, ends[1] ?? NaN], kinds.x);
}

function drawSeries(context: CanvasRenderingContext2D, { series, whole, kinds, area, theme }: MinimapPicture): void {
  const y = series.rangeWithin(whole, kinds.y);
  if (y === null) {
    return;
  }
  const place = (value: number): number => (1 - Math.min(Math.max(partOf(y, kinds.y, value), 0), 1)) * height;
  const width = Math.max(1, Math.round(area.right - area.left));
  context.fillStyle = faint(theme.blue, theme.highContrast ? 1 : 0.7);
  for (const stretch of series.stretches()) {
    const { from, least, greatest } = series.columns(stretch, { range: whole, kind: kinds.x, width });
    least.forEach((low, i) => {
      if (!Number.isNaN(low)) {
        const top = place(greatest[i] ?? NaN);
        // A logarithmic axis has no place for a value <= 0: its stroke reaches the bottom.
        const bottom = low > 0 || kinds.y === "linear" ? place(low) : height;
        context.fillRect(area.left + from + i, top - 0.5, 1.25, Math.max(bottom - top, 0) + 1);
      }
    });
  }
}

function drawWindow(context: CanvasRenderingContext2D, { whole, shown, kinds, area, theme }: MinimapPicture): void {
  const across = (t: number): number => area.left + partOf(whole, kinds.x, t) * (area.right - area.left);
  const [left, right] = [across(shown[0]), across(shown[1])];
  context.fillStyle = faint(theme.background, 0.65);
  context.fillRect(area.left, 0, left - area.left, height);
  context.fillRect(right, 0, area.right - right, height);
  context.strokeStyle = faint(theme.foreground, 0.6);
  context.lineWidth = 1;
  context.strokeRect(left + 0.5, 0.5, Math.max(right - left - 1, 2), height - 1);
}
