/** The last `length` bytes of what was there and what came after it, or all where there are fewer. The result is a copy. */
export function lastBytes(before: Uint8Array, after: Uint8Array, length: number): Uint8Array {
  const kept = Math.min(before.length, Math.max(0, length - after.length));
  const added = Math.min(after.length, length);
  const last = new Uint8Array(kept + added);
  last.set(before.subarray(before.length - kept));
  last.set(after.subarray(after.length - added), kept);
  return last;
}
