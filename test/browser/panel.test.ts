import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, it } from "mocha";
import { writeSamples } from "../host/workspace.ts";
import type { ModelFit } from "../../src/numerics/models/modelFit.ts";
import { isWide, joints } from "../../src/review/model/isWide.ts";
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
  ["Power law", "power"],
  ["Broken power law", "twoPower"],
  ["Power law + offset", "offsetPower"],
] as const;

const fixed = (value: number | null, decimals: number): string => value?.toFixed(decimals).replace("-", "−") ?? "–";

/** Each parameter of a fit and the ends of its interval, in order; to one digit and alone where that does not determine it. */
function numbersOf({ params, intervals }: ModelFit): number[][] {
  return Object.entries(params)
    .map(([name, value]) => {
      const interval = intervals[name] ?? null;
      const isOpen = interval !== null && !joints.includes(name) && isWide(value, interval);
      return isOpen ? [Number(value.toPrecision(1))] : [value, ...(interval ?? [])];
    })
    .sort(byFirst);
}

/** A number as it is written, and half a unit of its last digit. */
interface Written {
  readonly value: number;
  readonly reach: number;
}

/** The numbers of parameters as the panel writes them, "α before 0.24 [−1.60 to 2.07]", in order. */
function numbersIn(texts: readonly string[]): Written[][] {
  return texts
    .map((text) => [...text.matchAll(/−?\d[\d.,]*(e−?\d+)?/g)].map(([number]) => writtenAs(number)))
    .sort(([one], [other]) => (one?.value ?? 0) - (other?.value ?? 0));
}

function writtenAs(text: string): Written {
  const plain = text.replaceAll(",", "").replaceAll("−", "-");
  const [mantissa = "", power = "0"] = plain.split("e");
  const decimals = mantissa.split(".")[1]?.length ?? 0;
  return { value: Number(plain), reach: 0.5 * 10 ** (Number(power) - decimals) };
}

function byFirst([one = 0]: readonly number[], [other = 0]: readonly number[]): number {
  return one - other;
}

/** Whether numbers are the same as far as their digits tell, or three digits where those tell more. */
function areWritten(shown: readonly Written[][], exact: readonly number[][]): boolean {
  const isSame = ({ value, reach }: Written, of: number): boolean =>
    Math.abs(value - of) <= Math.max(1.01 * reach, 0.005 * Math.abs(of));
  return (
    shown.length === exact.length &&
    shown.every((row, i) => row.length === exact[i]?.length && row.every((one, j) => isSame(one, exact[i]?.[j] ?? NaN)))
  );
}

describe("the review of a run", () => {
  const session = useSession({ fill: (folder) => writeSamples(join(folder, "sweep")) });

  it("opens from the command palette, with a run to choose", async () => {
    const { workbench } = session();
    await workbench.openView();
    await workbench
      .run("run-001")
      .filter({ hasText: /val loss \d\.\d/ })
      .waitFor();
    await workbench.command("Slopewise: Open Review", "run-001");
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
    const [knee] = numbersIn([await panel.fact("Knee epoch")])[0] ?? [];
    assert.ok(knee !== undefined && Math.abs(knee.value - review.knee.epoch) <= 1.01 * knee.reach);
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
