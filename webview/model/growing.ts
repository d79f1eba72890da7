/** An array of numbers that may be cut and go on: room for more is made ahead, so that an append copies only itself. */
export class Growing<Numbers extends Float64Array | Uint32Array> {
  #room: Numbers;
  #length = 0;
  readonly #make: (length: number) => Numbers;

  constructor(make: (length: number) => Numbers) {
    this.#make = make;
    this.#room = make(0);
  }

  /** The numbers as they are now; a later change of what they hold shows in them. */
  get values(): Numbers {
    return this.#room.subarray(0, this.#length) as Numbers;
  }

  get length(): number {
    return this.#length;
  }

  /** Puts numbers in the place of all that stood from an index on. */
  replaceFrom(index: number, numbers: Numbers): void {
    const needed = index + numbers.length;
    if (needed > this.#room.length) {
      const room = this.#make(this.#length === 0 ? needed : Math.ceil(needed * 1.5));
      room.set(this.#room.subarray(0, this.#length));
      this.#room = room;
    }
    this.#room.set(numbers, index);
    this.#length = needed;
  }
}

export const growingFloats = (): Growing<Float64Array> => new Growing((length) => new Float64Array(length));
export const growingCounts = (): Growing<Uint32Array> => new Growing((length) => new Uint32Array(length));
