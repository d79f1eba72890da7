import { at } from "../../numerics/at.ts";

/**
 * Indices in the order of their keys, only the last of equal keys; null where the keys already rise, so that nothing
 * has to be copied. Records without a key stay, at the end.
 */
export function lastOfEach(keys: Float64Array): number[] | null {
  if (isRising(keys)) {
    return null;
  }
  const order = Array.from(keys, (_, i) => i);
  order.sort((one, other) => compare(at(keys, one), at(keys, other)) || one - other);
  return order.filter((index, place) => {
    const following = order[place + 1];
    return following === undefined || at(keys, following) !== at(keys, index);
  });
}

function compare(one: number, other: number): number {
  if (Number.isNaN(one) || Number.isNaN(other)) {
    return Number(Number.isNaN(one)) - Number(Number.isNaN(other));
  }
  return one - other;
}

function isRising(keys: Float64Array): boolean {
  for (let i = 1; i < keys.length; i++) {
    if (!(at(keys, i) > at(keys, i - 1))) {
      return false;
    }
  }
  return true;
}
