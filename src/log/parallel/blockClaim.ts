/** Where threads agree on who reads a block: memory that they share, 0 as long as nobody does. */
export type BlockClaim = Int32Array<SharedArrayBuffer>;

export function newClaim(): BlockClaim {
  return new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
}

/** Claims a block for this thread; false where it was claimed before. */
export function claimed(claim: BlockClaim): boolean {
  return Atomics.compareExchange(claim, 0, 0, 1) === 0;
}
