"""The same jobs in numpy and scipy, timed: prints one JSON object of milliseconds. Called by numerics.ts."""

import json
import sys
import time

import numpy as np

try:
    from scipy.optimize import curve_fit
except ImportError:
    curve_fit = None


def curve(n):
    rng = np.random.default_rng(1)
    t = np.arange(1, n + 1) * 60.0 / n
    y = 2 - 0.08 * np.minimum(t, 15) - 0.4 * np.log(np.maximum(t, 15) / 15) + 0.02 * rng.standard_normal(n)
    return t, y


def best_of(job, repeats):
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        job()
        times.append(1000 * (time.perf_counter() - start))
    return min(times)


def brute_force(t, y, min_side=5):
    """Least squares at a breakpoint on every point in turn."""
    x = np.log(t)
    ones = np.ones_like(x)
    best = np.inf
    for k in range(min_side - 1, len(t) - min_side):
        design = np.column_stack([ones, np.minimum(x, x[k]), np.maximum(x - x[k], 0)])
        _, rss, _, _ = np.linalg.lstsq(design, y, rcond=None)
        best = min(best, rss[0])
    return best


def running_sums(t, y, min_side=5):
    """Two separate lines by cumulative sums: what numpy can do without a loop."""
    x = np.log(t) - np.log(t).mean()
    y = y - y.mean()
    n = len(t)

    def residual(x, y):
        count = np.arange(1, n + 1)
        sx, sy = np.cumsum(x), np.cumsum(y)
        sxx = np.cumsum(x * x) - sx * sx / count
        sxy = np.cumsum(x * y) - sx * sy / count
        syy = np.cumsum(y * y) - sy * sy / count
        with np.errstate(divide="ignore", invalid="ignore"):
            return syy - sxy * sxy / sxx

    left = residual(x, y)
    right = residual(x[::-1], y[::-1])[::-1]
    return np.min(left[min_side - 1 : n - min_side] + right[min_side : n - min_side + 1])


def offset_power(t, y):
    def model(t, c, a, beta):
        return np.log(np.maximum(c + a * t ** -beta, 1e-300))

    return curve_fit(model, t, y, p0=[0.1 * np.exp(y.min()), np.exp(y[0]), 0.5], bounds=([0, 0, 0], np.inf))


def main():
    brute_limit = int(sys.argv[1])
    result = {"numpy": np.__version__}
    for n in (200, 2000, 19550):
        t, y = curve(n)
        if n <= brute_limit:
            result[f"bruteForce{n}"] = best_of(lambda: brute_force(t, y), 3 if n == 200 else 1)
        result[f"runningSums{n}"] = best_of(lambda: running_sums(t, y), 10)
        if curve_fit is not None:
            result[f"offsetPower{n}"] = best_of(lambda: offset_power(t, y), 3)
    if curve_fit is not None:
        t, y = curve(200)
        start = time.perf_counter()
        for _ in range(100):
            offset_power(t, y)
        result["offsetBootstrap"] = 10 * 1000 * (time.perf_counter() - start)
    print(json.dumps(result))


main()
