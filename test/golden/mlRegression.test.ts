import { SLR } from "ml-regression";
import { describe, expect, it } from "vitest";
import { fitLine } from "../../src/numerics/regression/ols.ts";
import { golden } from "./golden.ts";

interface OlsCase {
  readonly name: string;
  readonly x: readonly number[];
  readonly y: readonly number[];
  /** scipy's, which equals exact rational arithmetic here; statsmodels' is off by 1.5e-7 where y hardly varies. */
  readonly linregress: { readonly slope: number };
}

/** The case whose slope ml-regression misses: y hardly varies, so that its raw products cancel. */
const missed = "near_constant_y40";

function relativeError(found: number, expected: number): number {
  return Math.abs(found / expected - 1);
}

describe("our line compared with ml-regression's", () => {
  const { cases } = golden("ols.json") as { readonly cases: readonly OlsCase[] };

  it.each(cases.filter(({ name }) => name !== missed))("agrees on $name", ({ x, y }) => {
    const theirs = new SLR([...x], [...y]);
    const ours = fitLine(Float64Array.from(x), Float64Array.from(y));
    expect(relativeError(ours?.slope ?? NaN, theirs.slope)).toBeLessThan(1e-9);
  });

  it.each(cases.filter(({ name }) => name === missed))(
    "keeps the digits that it loses on $name",
    ({ x, y, linregress }) => {
      const { slope } = linregress;
      expect(relativeError(new SLR([...x], [...y]).slope, slope)).toBeGreaterThan(1e-7);
      expect(relativeError(fitLine(Float64Array.from(x), Float64Array.from(y))?.slope ?? NaN, slope)).toBeLessThan(
        1e-9,
      );
    },
  );
});
