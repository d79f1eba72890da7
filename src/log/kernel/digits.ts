import { zero } from "./bytes";
import { maskOfLast } from "./masks";

/**
 * The value of the `count` digits before `end`, at most sixteen, the point left out that stands before the last `fraction`
 * of them where `point` is 1 (0: there is none). All of them at once: pairs, then fours, then eights.
 */
export function sixteenDigits(end: usize, count: usize, fraction: usize, point: usize): u64 {
  const text = v128.bitselect(v128.load(end - 16), v128.load(end - 16 - point), maskOfLast(fraction));
  const digits = v128.and(i8x16.sub(text, i8x16.splat(<i8>zero)), maskOfLast(count));
  const tens = i16x8.mul(v128.and(digits, i16x8.splat(0xff)), i16x8.splat(10));
  const pairs = i16x8.add(tens, i16x8.shr_u(digits, 8));
  const fours = i32x4.dot_i16x8_s(pairs, i32x4.splat(100 | (1 << 16)));
  const eights = i32x4.dot_i16x8_s(i16x8.narrow_i32x4_s(fours, fours), i32x4.splat(10000 | (1 << 16)));
  return <u64>i32x4.extract_lane(eights, 0) * 100000000 + <u64>i32x4.extract_lane(eights, 1);
}

/** The last `count` digits before `end` as a number; at most nineteen. */
export function digitsValue(end: usize, count: usize): u64 {
  return count <= 16
    ? sixteenDigits(end, count, count, 0)
    : sixteenDigits(end - 16, count - 16, count - 16, 0) * 10000000000000000 + sixteenDigits(end, 16, 16, 0);
}
