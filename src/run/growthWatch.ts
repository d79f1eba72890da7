/** Gaps that are remembered: what is usual now, not what was at the start. */
const recent = 20;

/** When one log grew. Times in milliseconds since 1970. */
export class GrowthWatch {
  #last: number | null = null;
  #gaps: readonly number[] = [];

  /** The last growth, or null where none was noted. */
  get last(): number | null {
    return this.#last;
  }

  /** The growths that were watched, or null where none was: the first that is noted was before anyone watched. */
  get watched(): { readonly gaps: readonly number[]; readonly last: number } | null {
    return this.#last === null || this.#gaps.length === 0 ? null : { gaps: this.#gaps, last: this.#last };
  }

  /** Notes that the log grew. What was noted first is when the file was written before anyone watched it. */
  grew(time: number): void {
    if (this.#last !== null) {
      this.#gaps = [...this.#gaps, time - this.#last].slice(-recent);
    }
    this.#last = time;
  }
}
