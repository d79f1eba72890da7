import { describe, expect, it } from "vitest";
import { pearson, spearman, type Correlation } from "../../src/numerics/correlation.ts";
import { ewma } from "../../src/numerics/ewma.ts";
import { powerSpectrum } from "../../src/numerics/fft.ts";
import { medianAbsoluteDeviation, robustSigma } from "../../src/numerics/mad.ts";
import { quantile } from "../../src/numerics/quantile.ts";
import { ranks } from "../../src/numerics/ranks.ts";
import { tailPower } from "../../src/numerics/tailPower.ts";
import { welch, type WelchOptions } from "../../src/numerics/welch.ts";
import { expectAllClose, expectClose, golden, hasGolden } from "./golden.ts";

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
  ranks: number[];
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
  kwargs: {
    nperseg?: number;
    noverlap?: number;
    nfft?: number;
    fs?: number;
    window?: "hann" | "hamming" | "boxcar";
    detrend?: "constant" | "linear" | false;
    average?: "mean" | "median";
    scaling?: "density" | "spectrum";
  };
  f: number[];
  pxx: number[];
}

interface CorrelationCase {
  name: string;
  x: number[];
  y: number[];
  pearson: { r: number; p: number; ci95: [number, number] };
  spearman: { rho: number; p: number };
}

function named<T extends { name: string }>(file: string): (readonly [string, T])[] {
  return hasGolden ? (golden(file) as { cases: T[] }).cases.map((one) => [one.name, one] as const) : [];
}

describe.skipIf(!hasGolden)("EWMA against pandas", () => {
  // Series with gaps are cut to their values before: nothing is smoothed over what was not logged.
  const cases = named<EwmaCase>("ewma.json").filter(([, one]) => one.x.every(Number.isFinite));

  it.each(cases)("%s", (_, one) => {
    expectAllClose(ewma(Float64Array.from(one.x), one.alpha), one.recursive_adjust_false);
  });
});

describe.skipIf(!hasGolden)("order statistics against numpy", () => {
  it.each(named<QuantileCase>("quantile.json"))("%s", (_, one) => {
    const x = Float64Array.from(one.x);
    expectAllClose(
      one.q.map((q) => quantile(x, q)),
      one.linear,
    );
    expectClose(medianAbsoluteDeviation(x), one.mad_raw);
    expectClose(robustSigma(x), one.mad_normal);
    expectAllClose(ranks(x), one.ranks);
  });
});

describe.skipIf(!hasGolden)("Fourier power against numpy", () => {
  it.each(named<TailCase>("rfft_tail.json"))("%s", (_, one) => {
    const residuals = Float64Array.from(one.resid);
    expectAllClose(powerSpectrum(residuals), one.power, 1e-9, 1e-10);
    expectClose(tailPower(residuals) ?? NaN, one.tail16_mean_over_n);
  });
});

describe.skipIf(!hasGolden)("Welch against scipy", () => {
  it.each(named<WelchCase>("welch.json"))("%s", (_, one) => {
    const { nperseg, noverlap, nfft, fs, detrend, ...rest } = one.kwargs;
    const options: WelchOptions = {
      ...rest,
      ...(nperseg === undefined ? {} : { segmentLength: nperseg }),
      ...(noverlap === undefined ? {} : { overlap: noverlap }),
      ...(nfft === undefined ? {} : { fftLength: nfft }),
      ...(fs === undefined ? {} : { sampleRate: fs }),
      ...(detrend === undefined ? {} : { detrend: detrend === false ? "none" : detrend }),
    };
    const spectrum = welch(Float64Array.from(one.x), options);
    expectAllClose(spectrum?.frequency ?? [], one.f);
    expectAllClose(spectrum?.density ?? [], one.pxx);
  });
});

describe.skipIf(!hasGolden)("correlation against scipy", () => {
  it.each(named<CorrelationCase>("correlation.json"))("%s", (_, one) => {
    const x = Float64Array.from(one.x);
    const y = Float64Array.from(one.y);
    const { r, p, ci95 } = one.pearson;
    expectCorrelation(pearson(x, y), r, p);
    expectCorrelation(spearman(x, y), one.spearman.rho, one.spearman.p);
    if (Number.isFinite(r)) {
      expectAllClose(pearson(x, y)?.interval ?? [], ci95);
    }
  });
});

function expectCorrelation(actual: Correlation | null, r: number, p: number): void {
  if (Number.isNaN(r)) {
    expect(actual).toBeNull();
    return;
  }
  expectClose(actual?.r ?? NaN, r);
  expectClose(actual?.p ?? NaN, p, 1e-9, 0);
}
