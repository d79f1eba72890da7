import { expect, it } from "vitest";
import { lastOfEach } from "../../../../src/review/loss/lastOfEach.ts";
import { seededNoise } from "../seededNoise.ts";

/** The same, slow and obvious: of each key its last place, in the order of the keys. */
function slowly(keys: readonly number[]): readonly number[] {
  const known = [...new Set(keys)].filter((key) => !Number.isNaN(key)).sort((one, other) => one - other);
  const nameless = keys.flatMap((key, place) => (Number.isNaN(key) ? [place] : []));
  return [...known.map((key) => keys.lastIndexOf(key)), ...nameless];
}

it("copies nothing where keys rise", () => {
  expect(lastOfEach(Float64Array.of(1, 2, 5))).toBeNull();
  expect(lastOfEach(new Float64Array(0))).toBeNull();
});

it("keeps the last of equal keys, in the order of the keys, and those without one at the end", () => {
  const noise = seededNoise(7);
  for (let trial = 0; trial < 200; trial++) {
    const keys = Array.from({ length: 12 }, () => {
      const key = Math.floor(4 * noise());
      return key === 3 ? NaN : key;
    });
    expect(lastOfEach(Float64Array.from(keys)) ?? keys.map((_, i) => i)).toEqual(slowly(keys));
  }
});
