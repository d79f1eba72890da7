const smallest = { width: 260, height: 170 };

/** Size in pixels of a picture that fills a part of the page; never less than what can be read. */
export function plotSize(target: HTMLElement): { readonly width: number; readonly height: number } {
  return {
    width: Math.max(smallest.width, target.clientWidth),
    height: Math.max(smallest.height, target.clientHeight),
  };
}
