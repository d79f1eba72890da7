/** Sixteen bytes of zeros, then sixteen of ones. */
const ones: usize = memory.data<u8>([
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
  255, 255,
]);

/** A mask of the last `count` of sixteen bytes. */
export function maskOfLast(count: usize): v128 {
  return v128.load(ones + count);
}
