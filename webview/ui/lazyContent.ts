/**
 * Fills a part of the page again only when what it shows has changed, so that a run that grows takes neither the focus
 * nor the selection of a person who reads.
 */
export class LazyContent {
  readonly root: HTMLElement;
  #key: string | null = null;

  constructor(root: HTMLElement) {
    this.root = root;
  }

  /** @param shown All that `make` reads, as plain data. */
  show(shown: unknown, make: () => readonly (HTMLElement | null)[]): void {
    const key = JSON.stringify(shown);
    if (key !== this.#key) {
      this.#key = key;
      this.root.replaceChildren(...make().filter((part) => part !== null));
    }
  }
}
