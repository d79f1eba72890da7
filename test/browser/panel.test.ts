import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, it } from "mocha";
import { writeSamples } from "../host/workspace.ts";
import type { ModelFit } from "../../src/numerics/models/modelFit.ts";
import { analyze } from "./commandLine.ts";
import { reviewPanel } from "./reviewPanel.ts";
import { useSession } from "./session.ts";

const THEMES = [
  { theme: "Light Modern", kind: "vs", name: "light" },
  { theme: "Default High Contrast", kind: "hc-black", name: "high-contrast" },
  { theme: "Default High Contrast Light", kind: "hc-light", name: "high-contrast-light" },
  { theme: "Dark Modern", kind: "vs-dark", name: "dark" },
];

const ROWS = [
  ["Exponential", "exponential"],
  ["Power", "power"],
  ["Two powers", "twoPower"],
  ["Offset power", "offsetPower"],
] as const;

const fixed = (value: number | null, decimals: number): string => value?.toFixed(decimals) ?? "–";

/** Each parameter of a fit and the ends of its interval, in order. */
function numbersOf({ params, intervals }: ModelFit): number[][] {
  return Object.entries(params)
    .map(([name, value]) => [value, ...(intervals[name] ?? [])])
    .sort(byFirst);
}

/** The numbers of parameters as the panel writes them, "α before 0.2374 [-1.6 to 2.07]", in order. */
function numbersIn(texts: readonly string[]): number[][] {
  return texts
    .map((text) => [...text.matchAll(/-?\d[\d.,]*(e-?\d+)?/g)].map(([number]) => Number(number.replaceAll(",", ""))))
    .sort(byFirst);
}

function byFirst([one = 0]: readonly number[], [other = 0]: readonly number[]): number {
  return one - other;
}

/** Whether numbers are the same as far as three digits tell. */
function areWritten(shown: readonly number[][], exact: readonly number[][]): boolean {
  const isSame = (number: number, i: number, j: number): boolean =>
    Math.abs(number - (exact[i]?.[j] ?? NaN)) <= 0.005 * Math.abs(exact[i]?.[j] ?? NaN);
  return (
    shown.length === exact.length &&
    shown.every((row, i) => row.length === exact[i]?.length && row.every((number, j) => isSame(number, i, j)))
  );
}

describe("the review of a run", () => {
  const session = useSession({ fill: (folder) => writeSamples(join(folder, "sweep")) });

  it("opens from the command palette, with a run to choose", async () => {
    const { workbench } = session();
    await workbench.openView();
    await workbench
      .run("run-001")
      .filter({ hasText: /val \d\.\d/ })
      .waitFor();
    await workbench.command("Slopewise: Open Run Review", "run-001");
    await reviewPanel(workbench).heading("run-001").waitFor();
  });

  it("shows the numbers that the command line gives", async () => {
    const panel = reviewPanel(session().workbench);
    const review = await analyze(session().path("sweep", "run-001"));
    await panel.chart("Loss").waitFor();
    assert.equal(await panel.summary(), review.summary);
    assert.ok(review.fits !== null && review.knee !== null, "the sample run has no fits");
    for (const [row, name] of ROWS) {
      const fit: ModelFit = review.fits[name];
      const cells: string[] =
        fit.reason === null ? [fixed(fit.r2, 4), fixed(fit.aicc, 1), fixed(fit.weight, 3)] : [fit.reason];
      assert.deepEqual(await panel.cells(row, cells.length), cells, row);
      const parameters = await panel.parameters(row);
      assert.ok(areWritten(numbersIn(parameters), numbersOf(fit)), `${row}: ${parameters.join("; ")}`);
    }
    assert.ok(review.knee.epoch !== null, "the sample run has no knee");
    assert.equal(parseFloat(await panel.fact("Knee epoch")), Number(review.knee.epoch.toPrecision(4)));
  });

  it("is legible in every theme", async () => {
    const { workbench } = session();
    for (const { theme, kind, name } of THEMES) {
      await session().changeSettings({ "workbench.colorTheme": theme });
      await workbench.waitForTheme(kind);
      await reviewPanel(workbench).chart("Loss").waitFor();
      await session().picture(`panel-${name}`);
    }
  });

  it("is there again after the window is loaded again", async () => {
    const { workbench } = session();
    // VS Code writes down that a panel is open before it writes down what the page shows.
    await workbench.waitUntilKept("mainThreadWebview-slopewise.run", "run-001/metrics.jsonl");
    await workbench.page.reload();
    await workbench.waitUntilReady();
    await reviewPanel(workbench).heading("run-001").waitFor();
    await reviewPanel(workbench).chart("Loss").waitFor();
  });

  it("opens with a click on a run of the view", async () => {
    const { workbench } = session();
    await workbench.openView();
    await workbench.openRun("run-005-resumed");
    await reviewPanel(workbench).heading("run-005-resumed").waitFor();
    await session().picture("panel-resumed");
  });
});
