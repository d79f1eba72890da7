/** Log-likelihood of n independent Gaussian residuals at the maximum-likelihood variance `rss / n`. */
export function gaussianLogLikelihood(rss: number, n: number): number {
  return -0.5 * n * (Math.log((2 * Math.PI * rss) / n) + 1);
}

export interface AicInput {
  readonly logLikelihood: number;
  readonly n: number;
  /** Parameters, those of the noise counted among them. */
  readonly k: number;
}

/**
 * Akaike's information criterion, 2k - 2 ln L, with sigma counted in k (as R does, unlike statsmodels).
 * Akaike 1974, "A new look at the statistical model identification".
 */
export function aic({ logLikelihood, k }: Omit<AicInput, "n">): number {
  return 2 * k - 2 * logLikelihood;
}

/**
 * AIC with the correction for small samples; Infinity where n <= k + 1, since so few points cannot judge k parameters.
 * Hurvich & Tsai 1989, "Regression and time series model selection in small samples".
 */
export function aicc({ logLikelihood, n, k }: AicInput): number {
  const left = n - k - 1;
  return left > 0 ? aic({ logLikelihood, k }) + (2 * k * (k + 1)) / left : Infinity;
}
