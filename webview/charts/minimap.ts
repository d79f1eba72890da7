import { element } from "../ui/element.ts";
import { Memo } from "../model/memo.ts";
import { movedInto, partOf, valueAt, type AxisKind, type Range } from "../axes/range.ts";
import { keptWithin } from "../cursor/zoomRange.ts";
import { faint, type Theme } from "../ui/theme.ts";

export interface MinimapPicture {
  readonly whole: Range;
  readonly shown: Range;
  readonly kind: AxisKind;
  /** Where the charts' axis lies, in CSS pixels, so that the same t stands at the same place when all is shown. */
  readonly area: { readonly left: number; readonly right: number };
  readonly theme: Theme;
  /** What the drawing depends on besides: it is drawn again where one of these is another. */
  readonly of: readonly unknown[];
  /** Draws all that there is, in CSS pixels. */
  readonly draw: (context: CanvasRenderingContext2D, height: number) => void;
}

/** In CSS pixels. */
const height = 34;

/** All that there is to see in little, with the part that the charts show; a click or a drag moves that part. */
export class Minimap {
  readonly canvas = element("canvas", { class: "minimap", attributes: { "aria-hidden": "true" } });
  #picture: MinimapPicture | null = null;
  /** All without the window, which no zoom changes. */
  readonly #all = new Memo<HTMLCanvasElement>();

  /** @param show Called with the part that was chosen, null for all. */
  constructor(show: (range: Range | null) => void) {
    let held = false;
    const move = (event: PointerEvent): void => {
      const picture = held ? this.#picture : null;
      if (picture !== null) {
        show(keptWithin(rangeAbout(event.offsetX, picture), picture.whole, picture.kind));
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
    const { whole, kind, area, theme } = picture;
    const ratio = window.devicePixelRatio;
    const place = [width, ratio, area.left, area.right, ...whole, kind];
    const all = this.#all.of([...picture.of, theme, ...place], () => allOn(picture, width, ratio));
    this.canvas.width = all.width;
    this.canvas.height = all.height;
    context.drawImage(all, 0, 0);
    context.scale(ratio, ratio);
    drawWindow(context, picture);
  }
}

/** All on a canvas of its own. */
function allOn(picture: MinimapPicture, width: number, ratio: number): HTMLCanvasElement {
  const canvas = element("canvas");
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  const context = canvas.getContext("2d");
  if (context !== null) {
    context.scale(ratio, ratio);
    picture.draw(context, height);
  }
  return canvas;
}

/** The shown part, moved so that its middle is at a pixel, and kept within the whole. */
function rangeAbout(x: number, { whole, shown, kind, area }: MinimapPicture): Range {
  const middle = (partOf(whole, kind, shown[0]) + partOf(whole, kind, shown[1])) / 2;
  const by = (x - area.left) / (area.right - area.left) - middle;
  const ends = shown.map((end) => valueAt(whole, kind, partOf(whole, kind, end) + by));
  return movedInto(whole, [ends[0] ?? NaN, ends[1] ?? NaN], kind);
}

function drawWindow(context: CanvasRenderingContext2D, { whole, shown, kind, area, theme }: MinimapPicture): void {
  const across = (t: number): number => area.left + partOf(whole, kind, t) * (area.right - area.left);
  const [left, right] = [across(shown[0]), across(shown[1])];
  context.fillStyle = faint(theme.background, 0.65);
  context.fillRect(area.left, 0, left - area.left, height);
  context.fillRect(right, 0, area.right - right, height);
  context.strokeStyle = faint(theme.foreground, 0.6);
  context.lineWidth = 1;
  context.strokeRect(left + 0.5, 0.5, Math.max(right - left - 1, 2), height - 1);
}
