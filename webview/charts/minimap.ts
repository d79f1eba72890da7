import { element } from "../ui/element.ts";
import { Memo } from "../model/memo.ts";
import { movedInto, partOf, placing, valueAt, type AxisKind, type Range } from "../axes/range.ts";
import { keptWithin } from "../cursor/zoomRange.ts";
import type { Theme } from "../ui/theme.ts";

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

/** Height of the whole, and least width of the frame; in CSS pixels. */
const [height, narrowest] = [34, 3];

/** All that there is to see in little, with the part that the charts show; a click or a drag moves that part. */
export class Minimap {
  readonly root: HTMLElement;
  readonly #canvas = element("canvas");
  /** About the shown part; shades the rest. To move it draws nothing again. */
  readonly #frame = element("div", { class: "frame" });
  #picture: MinimapPicture | null = null;
  readonly #drawn = new Memo<null>();
  /** In pixels; 0 until it is known. */
  #width = 0;

  /** @param show Called with the part that was chosen, null for all. */
  constructor(show: (range: Range | null) => void) {
    this.root = element("div", {
      class: "minimap",
      attributes: { "aria-hidden": "true" },
      children: [this.#canvas, this.#frame],
    });
    new ResizeObserver(() => this.#resized()).observe(this.root);
    let held = false;
    const move = (event: PointerEvent): void => {
      const picture = held ? this.#picture : null;
      if (picture !== null) {
        show(
          keptWithin(
            rangeAbout(event.clientX - this.root.getBoundingClientRect().left, picture),
            picture.whole,
            picture.kind,
          ),
        );
      }
    };
    this.root.addEventListener("pointerdown", (event) => {
      held = event.button === 0;
      this.root.setPointerCapture(event.pointerId);
      move(event);
    });
    this.root.addEventListener("pointermove", move);
    for (const end of ["pointerup", "pointercancel"]) {
      this.root.addEventListener(end, () => (held = false));
    }
  }

  show(picture: MinimapPicture): void {
    this.#picture = picture;
    // To ask for a width makes the browser lay out the page: only until one is known.
    this.#width ||= this.root.clientWidth;
    if (this.#width > 0) {
      this.#show(picture, this.#width);
    }
  }

  #resized(): void {
    this.#width = this.root.clientWidth;
    if (this.#picture !== null) {
      this.show(this.#picture);
    }
  }

  #show(picture: MinimapPicture, width: number): void {
    const { whole, kind, area, theme } = picture;
    const ratio = window.devicePixelRatio;
    const place = [width, ratio, area.left, area.right, ...whole, kind];
    this.#drawn.of([...picture.of, theme, ...place], () => this.#draw(picture, width, ratio));
    this.#place(picture);
  }

  #draw(picture: MinimapPicture, width: number, ratio: number): null {
    // What is drawn on a canvas goes when its size is set.
    this.#canvas.width = Math.round(width * ratio);
    this.#canvas.height = Math.round(height * ratio);
    const context = this.#canvas.getContext("2d");
    if (context !== null) {
      context.scale(ratio, ratio);
      picture.draw(context, height);
    }
    return null;
  }

  #place({ whole, shown, kind, area }: MinimapPicture): void {
    const part = placing(whole, kind);
    const across = (t: number): number => area.left + part(t) * (area.right - area.left);
    const [left, right] = [across(shown[0]), across(shown[1])];
    const { style } = this.#frame;
    style.left = `${left.toFixed(1)}px`;
    style.width = `${Math.max(right - left, narrowest).toFixed(1)}px`;
  }
}

/** The shown part, moved so that its middle is at a pixel, and kept within the whole. */
function rangeAbout(x: number, { whole, shown, kind, area }: MinimapPicture): Range {
  const middle = (partOf(whole, kind, shown[0]) + partOf(whole, kind, shown[1])) / 2;
  const by = (x - area.left) / (area.right - area.left) - middle;
  const ends = shown.map((end) => valueAt(whole, kind, partOf(whole, kind, end) + by));
  return movedInto(whole, [ends[0] ?? NaN, ends[1] ?? NaN], kind);
}
