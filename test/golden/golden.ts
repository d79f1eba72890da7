import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";

const folder = join(import.meta.dirname, "data");

/** A file of golden values; non-finite numbers are the strings "NaN" and "Infinity" in it. */
export function golden(name: string): unknown {
  return JSON.parse(readFileSync(join(folder, name), "utf8"), (_, value: unknown) =>
    value === "NaN" ? NaN : value === "Infinity" ? Infinity : value,
  );
}

/** Relative agreement; `absolute` is the size below which a difference is rounding. */
export function expectClose(actual: number, wanted: number, relative = 1e-9, absolute = 1e-12): void {
  if (Number.isNaN(wanted)) {
    expect(actual).toBeNaN();
    return;
  }
  const allowed = Math.max(relative * Math.abs(wanted), absolute);
  expect(Math.abs(actual - wanted), `${actual} is not ${wanted}`).toBeLessThanOrEqual(allowed);
}

export function expectAllClose(
  actual: ArrayLike<number>,
  wanted: ArrayLike<number>,
  relative = 1e-9,
  absolute = 1e-12,
): void {
  expect(actual).toHaveLength(wanted.length);
  for (let i = 0; i < wanted.length; i++) {
    expectClose(actual[i] ?? NaN, wanted[i] ?? NaN, relative, absolute);
  }
}
