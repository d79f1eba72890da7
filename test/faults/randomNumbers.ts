/** A sequence of numbers from 0 to 1, the same for the same seed (Lehmer, modulus 2^31 - 1). */
export function randomNumbers(seed: number): () => number {
  let state = (seed % 2147483646) + 1;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}
