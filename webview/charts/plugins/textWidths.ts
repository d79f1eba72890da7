/** More texts than a person zooms past in a minute are measured again. */
const mostWidths = 500;

/** Widths in pixels of the texts of a chart, each measured once for as long as the font stays. */
export class TextWidths {
  readonly #known = new Map<string, number>();
  #font = "";

  /** Width of a text as a context writes it in a font, in the notation of a canvas. */
  of(ctx: CanvasRenderingContext2D, font: string, text: string): number {
    if (font !== this.#font || this.#known.size > mostWidths) {
      this.#known.clear();
      this.#font = font;
    }
    const known = this.#known.get(text);
    if (known !== undefined) {
      return known;
    }
    ctx.font = font;
    const { width } = ctx.measureText(text);
    this.#known.set(text, width);
    return width;
  }
}
