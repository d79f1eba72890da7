/** Remembers how far the page was scrolled, without writing it down at every pixel. */
export function keepScroll(keep: (scroll: number) => void): void {
  let timer = 0;
  window.addEventListener("scroll", () => {
    clearTimeout(timer);
    timer = window.setTimeout(() => keep(window.scrollY), 200);
  });
}
