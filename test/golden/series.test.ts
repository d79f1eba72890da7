import { describe, it } from "vitest";
import { ewma } from "../../src/numerics/series/ewma.ts";
import { powerSpectrum } from "../../src/numerics/series/fft.ts";
import { medianAbsoluteDeviation, robustSigma } from "../../src/numerics/stats/mad.ts";
import { quantile } from "../../src/numerics/stats/quantile.ts";
import { tailPower } from "../../src/numerics/series/tailPower.ts";
import { welch } from "../../src/numerics/series/welch.ts";
import { expectAllClose, expectClose, golden } from "./golden.ts";

interface EwmaCase {
  name: string;
  x: number[];
  alpha: number;
  recursive_adjust_false: number[];
}

interface QuantileCase {
  name: string;
  x: number[];
  q: number[];
  linear: number[];
  mad_raw: number;
  mad_normal: number;
}

interface TailCase {
  name: string;
  resid: number[];
  power: number[];
  tail16_mean_over_n: number;
}

interface WelchCase {
  name: string;
  x: number[];
  kwargs: Readonly<Record<string, unknown>>;
  f: number[];
  pxx: number[];
}

function named<T extends { name: string }>(file: string): (readonly [string, T])[] {
  return (golden(file) as { cases: T[] }).cases.map((one) => [one.name, one] as const);
}

describe("EWMA against pandas", () => {
  // Series with gaps are cut to their values before: nothing is smoothed over what was not logged.
  const cases = named<EwmaCase>("ewma.json").filter(([, one]) => one.x.every(Number.isFinite));

  it.each(cases)("%s", (_, one) => {
    expectAllClose(ewma(Float64Array.from(one.x), one.alpha), one.recursive_adjust_false);
  });
});

describe("order statistics against numpy", () => {
  it.each(named<QuantileCase>("quantile.json"))("%s", (_, one) => {
    const x = Float64Array.from(one.x);
    expectAllClose(
      one.q.map((q) => quantile(x, q)),
      one.linear,
    );
    expectClose(medianAbsoluteDeviation(x), one.mad_raw);
    expectClose(robustSigma(x), one.mad_normal);
  });
});

describe("Fourier power against numpy", () => {
  it.each(named<TailCase>("rfft_tail.json"))("%s", (_, one) => {
    const residuals = Float64Array.from(one.resid);
    expectAllClose(powerSpectrum(residuals), one.power, 1e-9, 1e-10);
    expectClose(tailPower(residuals) ?? NaN, one.tail16_mean_over_n);
  });
});

describe("Welch against scipy", () => {
  // Ours has one choice: how long a segment is.
  const cases = named<WelchCase>("welch.json").filter(([, one]) =>
    Object.keys(one.kwargs).every((name) => name === "nperseg"),
  );

  it.each(cases)("%s", (_, one) => {
    const spectrum = welch(Float64Array.from(one.x), one.kwargs["nperseg"] as number | undefined);
    expectAllClose(spectrum?.frequency ?? [], one.f);
    expectAllClose(spectrum?.density ?? [], one.pxx);
  });
});
