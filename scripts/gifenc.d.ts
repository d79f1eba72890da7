/** What is used of gifenc, which brings no types. */
declare module "gifenc" {
  /** Up to `colors` colors that stand for those of an RGBA picture. */
  export function quantize(rgba: Uint8ClampedArray, colors: number): number[][];
  /** For each pixel of an RGBA picture the index of its color in a palette. */
  export function applyPalette(rgba: Uint8ClampedArray, palette: number[][]): Uint8Array;
  export function GIFEncoder(): {
    writeFrame(
      indices: Uint8Array,
      width: number,
      height: number,
      options: { readonly palette: number[][]; readonly delay: number },
    ): void;
    finish(): void;
    bytes(): Uint8Array;
  };
}
