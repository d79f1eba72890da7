import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ControlFit, controlCount, type Controls } from "../../../../src/numerics/association/controlFit.ts";
import { partialCorrelation } from "../../../../src/numerics/association/partialCorrelation.ts";
import { solveLinear } from "../../../../src/numerics/regression/qr.ts";

const n = 24;
// Whole numbers, so that columns depend on one another or are well apart.
const column = fc
  .array(fc.integer({ min: -9, max: 9 }), { minLength: n, maxLength: n })
  .map((values) => Float64Array.from(values));
const factor = fc.array(fc.nat(3), { minLength: n, maxLength: n }).map((levels) => {
  const seen = [...new Set(levels)];
  return Uint32Array.from(levels, (level) => seen.indexOf(level));
});

/** The residuals by the whole matrix of columns and dummies, and null where those depend on one another. */
function residualsOfMatrix({ columns, factors }: Controls, y: Float64Array): Float64Array | null {
  const dummies = factors.flatMap((levels) =>
    Array.from({ length: Math.max(...levels) }, (_, i) =>
      Float64Array.from(levels, (level) => Number(level === i + 1)),
    ),
  );
  const all = [new Float64Array(n).fill(1), ...columns, ...dummies];
  const matrix = Float64Array.from({ length: n * all.length }, (_, place) => {
    const [row, of] = [Math.floor(place / all.length), place % all.length];
    return all[of]?.[row] ?? NaN;
  });
  const solution = solveLinear(matrix, y, all.length);
  return (
    solution &&
    y.map((value, row) =>
      solution.coefficients.reduce((left, coefficient, of) => left - coefficient * (all[of]?.[row] ?? NaN), value),
    )
  );
}

describe("a fit of controls", () => {
  it("leaves what least squares on a column for each level leaves", () => {
    fc.assert(
      fc.property(
        fc.array(column, { maxLength: 2 }),
        fc.array(factor, { maxLength: 3 }),
        column,
        (columns, factors, y) => {
          const expected = residualsOfMatrix({ columns, factors }, y);
          const found = ControlFit.of({ columns, factors }, n)?.residuals(y) ?? null;
          // The matrix takes what rounding leaves of a column that depends on others for a column.
          if (found !== null) {
            found.forEach((value, i) => expect(value).toBeCloseTo(expected?.[i] ?? NaN, 9));
          }
        },
      ),
    );
  });

  it("refuses controls that depend on one another", () => {
    const even = Uint32Array.from({ length: n }, (_, i) => i % 2);
    const three = Uint32Array.from({ length: n }, (_, i) => i % 3);
    const nested = Uint32Array.from({ length: n }, (_, i) => i % 4);
    const steps = Float64Array.from({ length: n }, (_, i) => i);
    expect(ControlFit.of({ columns: [steps], factors: [even, three] }, n)?.count).toBe(4);
    expect(ControlFit.of({ columns: [], factors: [even, nested] }, n)).toBeNull();
    expect(ControlFit.of({ columns: [Float64Array.from(even)], factors: [even] }, n)).toBeNull();
    expect(ControlFit.of({ columns: [steps, steps.map((step) => 3 * step + 1)], factors: [] }, n)).toBeNull();
  });

  it("counts levels without making a column of each", () => {
    const own = Uint32Array.from({ length: 100_000 }, (_, i) => i);
    const controls = { columns: [], factors: [own, own] };
    expect(controlCount(controls)).toBe(2 * 99_999);
    expect(ControlFit.of(controls, own.length)).toBeNull();
  });

  it("gives no correlation where the controls determine one side", () => {
    const levels = Uint32Array.from({ length: n }, (_, i) => i % 3);
    const fit = ControlFit.of({ columns: [], factors: [levels] }, n);
    const free = Float64Array.from({ length: n }, (_, i) => Math.sin(i * i));
    expect(partialCorrelation(Float64Array.from(levels), free, fit)).toBeNull();
    expect(partialCorrelation(free, free, fit)).toMatchObject({ n, controls: 2, df: n - 4 });
  });
});
