/** Remembers what was made last, for as long as all that it is made from is the same. */
export class Memo<Made> {
  #known: { readonly from: readonly unknown[]; readonly made: Made } | null = null;

  /** @param from All that `make` reads: values and objects that do not change by themselves. */
  of(from: readonly unknown[], make: () => Made): Made {
    const known = this.#known;
    if (known?.from.length === from.length && from.every((one, i) => Object.is(one, known.from[i]))) {
      return known.made;
    }
    const made = make();
    this.#known = { from, made };
    return made;
  }
}
