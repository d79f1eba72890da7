import { expect, it } from "vitest";
import { heatPanels } from "../../../../src/sweep/figures/heatCells.ts";
import { analyzeSweep } from "../../../../src/sweep/statistics/analyzeSweep.ts";
import { readRunsTable } from "../../../../src/sweep/table/readTable.ts";

/** The maps of lr and wd, one an optimizer. */
function panelsOf(csv: string): ReturnType<typeof heatPanels> {
  const { rows } = readRunsTable(csv);
  const { heat, design } = analyzeSweep(rows);
  if (heat === null) {
    throw new Error("two settings vary");
  }
  return heatPanels([...heat.maps], rows, { axes: heat.axes, design, others: ["opt"] });
}

const header = "run,state,config.lr,config.wd,config.opt,best_val";

it("has a panel a map, named by the settings that it is of, and the runs of each cell", () => {
  const csv = [
    header,
    "a,ended,0.1,0,sgd,1.25",
    "b,ended,0.2,0.5,sgd,1.5",
    "c,ended,0.1,0,adam,1.75",
    "d,ended,0.2,0.5,adam,2",
  ].join("\n");
  const panels = panelsOf(csv);
  expect(panels.map(({ name }) => name)).toEqual(["opt = sgd", "opt = adam"]);
  const cells = panels.flatMap((panel) => panel.cells.map(({ x, y, note, rows }) => [x, y, note, rows[0]?.run]));
  expect(cells).toContainEqual(["0.1", "0", "1.250\nn 1", "a"]);
  expect(cells).toContainEqual(["0.2", "0.5", "2.000\nn 1", "d"]);
});

it("keeps values apart that hold the sign by which names are joined", () => {
  const csv = [header, "a,ended,x|y,z,sgd,1", "b,ended,x,y|w,sgd,2", "c,ended,x,z,adam,3"].join("\n");
  const pairs = panelsOf(csv).flatMap((panel) => panel.cells.map(({ x, y }) => [x, y].sort()));
  expect(pairs).toEqual([
    ["x|y", "z"],
    ["x", "y|w"],
    ["x", "z"],
  ]);
});

it("says how many runs diverged, alone where no run has a loss", () => {
  const csv = [
    header,
    "a,diverged,0.1,0,sgd,",
    "b,ended,0.2,0.5,sgd,1.5",
    "c,diverged,0.2,0.5,sgd,",
    "d,ended,0.2,0,adam,1",
  ];
  const [sgd] = panelsOf(csv.join("\n"));
  expect(sgd?.cells.map(({ mean, note }) => [mean, note])).toEqual([
    [null, "n 0 (1 ×)"],
    [1.5, expect.stringMatching(/^1\.50*\nn 1 \(1 ×\)$/)],
  ]);
});
