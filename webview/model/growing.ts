/** An array of numbers that may be cut and go on: room for more is made ahead, so that an append copies only itself. */
export class Growing<Numbers extends Float64Array | Uint32Array> {
  #room: Numbers;
  /** Made when the numbers change and not when they are read, which the drawing of one picture does dozens of times. */
  #values: Numbers;
  readonly #make: (length: number) => Numbers;

  constructor(make: (length: number) => Numbers) {
    this.#make = make;
    this.#room = make(0);
    this.#values = this.#room;
  }

  /** The numbers as they are now; a later change of what they hold shows in them. */
  get values(): Numbers {
    return this.#values;
  }

  get length(): number {
    return this.#values.length;
  }

  /** Puts numbers in the place of all that stood from an index on. */
  replaceFrom(index: number, numbers: Numbers): void {
    const needed = index + numbers.length;
    if (needed > this.#room.length) {
      const room = this.#make(this.length === 0 ? needed : Math.ceil(needed * 1.5));
      room.set(this.#values);
      this.#room = room;
    }
    this.#room.set(numbers, index);
    this.#values = this.#room.subarray(0, needed) as Numbers;
  }
}

export const growingFloats = (): Growing<Float64Array> => new Growing((length) => new Float64Array(length));
export const growingCounts = (): Growing<Uint32Array> => new Growing((length) => new Uint32Array(length));
