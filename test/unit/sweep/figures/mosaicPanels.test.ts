import { expect, it } from "vitest";
import { panelsOf } from "../../../../src/sweep/figures/mosaicPanels.ts";
import { readRunsTable } from "../../../../src/sweep/table/readTable.ts";

const { rows } = readRunsTable(
  "run,state,r2,alpha_full,knee\na,ended,0.99,0.5,2\nb,ended,0.98,0.5,2\nc,ended,0.97,,2\n",
);
const curve = (...points: readonly (readonly [number, number])[]): { x: Float64Array; y: Float64Array } => ({
  x: Float64Array.from(points, ([x]) => x),
  y: Float64Array.from(points, ([, y]) => y),
});

it("draws the power law of the run's slope from the knee on, through the points", () => {
  const law = curve(...[0.5, 2, 8, 32].map((x) => [x, x < 2 ? 5 : 4 * x ** -0.5] as const));
  const [panel] = panelsOf(rows.slice(0, 1), "above", new Map([["a", law]]));
  expect(panel).toMatchObject({ across: 1, up: "above", label: "R² 0.990" });
  expect(panel?.fit.map(({ x }) => x)).toEqual([2, 32]);
  panel?.fit.forEach(({ x, y }) => expect(y).toBeCloseTo(4 * x ** -0.5, 10));
});

it("leaves out what log axes cannot show, and runs of which too little stays; places keep their rank", () => {
  const shown = curve([1, 3], [2, 2], [4, 1], [0, 9], [5, -1], [6, NaN]);
  const panels = panelsOf(
    rows,
    "above",
    new Map([
      ["a", curve([0, 1], [1, 2])],
      ["c", shown],
    ]),
  );
  expect(panels.map(({ row, across, points, fit }) => [row.run, across, points.length, fit.length])).toEqual([
    ["c", 3, 3, 0],
  ]);
});
