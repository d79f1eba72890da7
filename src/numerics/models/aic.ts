/** Log-likelihood of Gaussian residuals at the maximum-likelihood variance `rss / n`, over `count` independent points. */
export function gaussianLogLikelihood(rss: number, n: number, count = n): number {
  return -0.5 * count * (Math.log((2 * Math.PI * rss) / n) + 1);
}

export interface AicInput {
  /** Residual sum of squares over all n points. */
  readonly rss: number;
  readonly n: number;
  /** Effective sample size; n where the residuals are independent. */
  readonly nEff?: number;
  /** Parameters, sigma counted among them. */
  readonly k: number;
}

/**
 * Akaike's information criterion, 2k - 2 ln L, with sigma counted in k (as R does, unlike statsmodels).
 * With `nEff` the likelihood is that of nEff independent residuals of the same variance.
 * Akaike 1974, "A new look at the statistical model identification".
 */
export function aic({ rss, n, nEff = n, k }: AicInput): number {
  return 2 * k - 2 * gaussianLogLikelihood(rss, n, nEff);
}

/**
 * AIC with the correction for small samples; Infinity where nEff <= k + 1, since so few points cannot judge k
 * parameters. Hurvich & Tsai 1989, "Regression and time series model selection in small samples".
 */
export function aicc(input: AicInput): number {
  const count = input.nEff ?? input.n;
  const left = count - input.k - 1;
  return left > 0 ? aic(input) + (2 * input.k * (input.k + 1)) / left : Infinity;
}
