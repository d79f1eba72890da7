import { describe, expect, it } from "vitest";
import { standardErrors } from "../../src/numerics/models/parameterIntervals.ts";
import { solveLinear } from "../../src/numerics/regression/qr.ts";
import { golden } from "./golden.ts";

interface LinearSet {
  name: string;
  model: string;
  p: number;
  dof: number;
  coef: number[];
  se: number[];
  rss: number;
  x: (number | number[])[];
  y: number[];
}

interface NonlinearSet {
  name: string;
  certified: number[];
  certified_se: number[];
  certified_rss: number;
  x: number[];
  y: number[];
}

/** NIST's measure: minus the decimal logarithm of the relative error, at most 15. */
function digits(actual: number, wanted: number): number {
  const error = wanted === 0 ? Math.abs(actual) : Math.abs(actual - wanted) / Math.abs(wanted);
  return error === 0 ? 15 : Math.min(15, -Math.log10(error));
}

function design({ model, x, p }: LinearSet): Float64Array {
  const rows = x.map((value) => {
    if (Array.isArray(value)) {
      return [1, ...value];
    }
    return model.includes("no intercept") ? [value] : Array.from({ length: p }, (_, power) => value ** power);
  });
  return Float64Array.from(rows.flat());
}

describe("NIST's linear sets", () => {
  const { datasets } = golden("nist_linear.json") as { datasets: LinearSet[] };

  it.each(datasets.map((set) => [set.name, set] as const))("%s", (_, set) => {
    const fit = solveLinear(design(set), Float64Array.from(set.y), set.p);
    set.coef.forEach((wanted, j) => {
      expect(digits(fit?.coefficients[j] ?? NaN, wanted)).toBeGreaterThanOrEqual(9);
      const variance = ((fit?.rss ?? NaN) / set.dof) * (fit?.covariance[j * set.p + j] ?? NaN);
      if (set.rss > 0) {
        expect(digits(Math.sqrt(variance), set.se[j] ?? NaN)).toBeGreaterThanOrEqual(9);
      }
    });
  });
});

type Formula = (x: number, b: readonly number[]) => number;

function required(b: readonly number[]): (i: number) => number {
  return (i) => b[i - 1] ?? NaN;
}

const formulas: Readonly<Record<string, Formula>> = {
  Bennett5: (x, b) => required(b)(1) * (required(b)(2) + x) ** (-1 / required(b)(3)),
  BoxBOD: (x, b) => required(b)(1) * (1 - Math.exp(-required(b)(2) * x)),
  Chwirut2: (x, b) => Math.exp(-required(b)(1) * x) / (required(b)(2) + required(b)(3) * x),
  DanWood: (x, b) => required(b)(1) * x ** required(b)(2),
  Eckerle4: (x, b) => (required(b)(1) / required(b)(2)) * Math.exp(-0.5 * ((x - required(b)(3)) / required(b)(2)) ** 2),
  Gauss1: (x, values) => {
    const b = required(values);
    return (
      b(1) * Math.exp(-b(2) * x) +
      b(3) * Math.exp(-(((x - b(4)) / b(5)) ** 2)) +
      b(6) * Math.exp(-(((x - b(7)) / b(8)) ** 2))
    );
  },
  Kirby2: (x, values) => {
    const b = required(values);
    return (b(1) + b(2) * x + b(3) * x * x) / (1 + b(4) * x + b(5) * x * x);
  },
  Lanczos3: (x, values) => {
    const b = required(values);
    return b(1) * Math.exp(-b(2) * x) + b(3) * Math.exp(-b(4) * x) + b(5) * Math.exp(-b(6) * x);
  },
  MGH17: (x, values) => {
    const b = required(values);
    return b(1) + b(2) * Math.exp(-x * b(4)) + b(3) * Math.exp(-x * b(5));
  },
  Misra1a: (x, b) => required(b)(1) * (1 - Math.exp(-required(b)(2) * x)),
  Misra1c: (x, b) => required(b)(1) * (1 - (1 + 2 * required(b)(2) * x) ** -0.5),
  Thurber: (x, values) => {
    const b = required(values);
    return (b(1) + b(2) * x + b(3) * x ** 2 + b(4) * x ** 3) / (1 + b(5) * x + b(6) * x ** 2 + b(7) * x ** 3);
  },
};

/** Derivatives of a formula by central differences of the step that balances truncation and rounding, row by row. */
function jacobianOf(formula: Formula, { x, certified }: NonlinearSet): Float64Array {
  const parameters = certified.length;
  const jacobian = new Float64Array(x.length * parameters);
  certified.forEach((middle, j) => {
    const step = 6e-6 * Math.max(Math.abs(middle), 1e-8);
    x.forEach((value, i) => {
      const high = formula(value, certified.with(j, middle + step));
      const low = formula(value, certified.with(j, middle - step));
      jacobian[i * parameters + j] = (high - low) / (2 * step);
    });
  });
  return jacobian;
}

describe("NIST's nonlinear sets", () => {
  const { datasets } = golden("nist_nonlinear.json") as { datasets: NonlinearSet[] };

  it.each(datasets.map((set) => [set.name, set] as const))("%s's standard errors", (name, set) => {
    const formula = formulas[name];
    if (formula === undefined) {
      throw new Error(`no formula for ${name}`);
    }
    const residuals = Float64Array.from(set.y, (value, i) => value - formula(set.x[i] ?? NaN, set.certified));
    const found = standardErrors(jacobianOf(formula, set), residuals, set.x.length - set.certified.length);
    const worst = Math.min(...set.certified_se.map((wanted, j) => digits(found?.[j] ?? NaN, wanted)));
    expect(worst).toBeGreaterThanOrEqual(6);
  });
});
