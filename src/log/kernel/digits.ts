import { zero } from "./bytes";
import { maskOfLast } from "./masks";
import { moves } from "./memory";

/** Most bytes of a short number: its digits and its point. */
export const shortBytes: u32 = 15;

// What is the same for every number comes from memory: the engine would put a constant together again each time.
const pairWeights: usize = memory.data<u16>([2561, 2561, 2561, 2561, 2561, 2561, 2561, 2561]);
const fourWeights: usize = memory.data<u16>([100, 1, 100, 1, 100, 1, 100, 1]);
const eightWeights: usize = memory.data<u16>([10000, 1, 10000, 1, 10000, 1, 10000, 1]);

/**
 * For `integer` digits, a point and more digits up to `end`: where each of sixteen bytes comes from so that all the
 * digits stand at their end. Past the sixteenth means none.
 */
function fillMoves(): void {
  for (let integer: usize = 0; integer <= shortBytes; integer++) {
    for (let end = integer; end <= shortBytes; end++) {
      const count = end > integer ? end - 1 : end;
      for (let place: usize = 0; place < 16; place++) {
        const digit = place - (16 - count);
        const from: usize = place < 16 - count ? 0xff : digit < integer ? digit : digit + 1;
        store<u8>(moveOf(integer, end) + place, from);
      }
    }
  }
}

fillMoves();

function moveOf(integer: usize, end: usize): usize {
  return moves + (((integer << 4) | end) << 4);
}

/**
 * The value of the digits before `end`, at most `shortBytes`, without the point after `integer` of them; `digits`: their
 * values from the first one on. Without a point `end` and `integer` are the same.
 */
export function shortDigits(digits: v128, integer: usize, end: usize): u64 {
  return joined(i8x16.swizzle(digits, v128.load(moveOf(integer, end))));
}

/**
 * The value of the `count` digits before `end`, at most sixteen, the point left out that stands before the last `fraction`
 * of them where `point` is 1 (0: there is none).
 */
export function sixteenDigits(end: usize, count: usize, fraction: usize, point: usize): u64 {
  const text = v128.bitselect(v128.load(end - 16), v128.load(end - 16 - point), maskOfLast(fraction));
  return joined(v128.and(i8x16.sub(text, i8x16.splat(<i8>zero)), maskOfLast(count)));
}

/**
 * The number of sixteen digits, all of them at once: pairs, then fours, then eights. Of 2561 times a pair's lane, which
 * is its first digit and 256 times its second, the high byte is ten times the first and the second.
 */
function joined(digits: v128): u64 {
  const pairs = i16x8.shr_u(i16x8.mul(digits, v128.load(pairWeights)), 8);
  const fours = i32x4.dot_i16x8_s(pairs, v128.load(fourWeights));
  const eights = i32x4.dot_i16x8_s(i16x8.narrow_i32x4_u(fours, fours), v128.load(eightWeights));
  return <u64>i32x4.extract_lane(eights, 0) * 100000000 + <u64>i32x4.extract_lane(eights, 1);
}

/** The last `count` digits before `end` as a number; at most nineteen. */
export function digitsValue(end: usize, count: usize): u64 {
  return count <= 16
    ? sixteenDigits(end, count, count, 0)
    : sixteenDigits(end - 16, count - 16, count - 16, 0) * 10000000000000000 + sixteenDigits(end, 16, 16, 0);
}
