import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "mocha";
import { eventually } from "../host/eventually.ts";
import { reviewPanel } from "./reviewPanel.ts";
import { useSession } from "./session.ts";

type LogRecord = Readonly<Record<string, number>>;

const epochs = Array.from({ length: 200 }, (_, i) => (i + 1) / 4);

const runs: Readonly<Record<string, readonly LogRecord[]>> = {
  "no-loss": epochs.map((epoch, i) => ({ epoch, lambda_max: 10 + (i % 3), grad_norm: 1 + (i % 5) })),
  reinforcement: epochs.map((_, i) => ({ episode: i, return: i % 9, length: 200 - i, entropy: 1 / (i + 1) })),
  "negative-loss": epochs.map((epoch, i) => ({ epoch, loss_train_nats: -1 - (i % 7) })),
};

async function writeRuns(folder: string): Promise<void> {
  for (const [run, records] of Object.entries(runs)) {
    await mkdir(join(folder, run), { recursive: true });
    await writeFile(join(folder, run, "metrics.jsonl"), records.map((one) => `${JSON.stringify(one)}\n`).join(""));
  }
}

describe("the review of an odd run", () => {
  const session = useSession({
    fill: writeRuns,
    size: { width: 1280, height: 1200 },
    settings: {
      "slopewise.contract.builtIn": "auto",
      // The notification about CSVs would lie over a chart.
      "slopewise.csv.write": false,
      "slopewise.findings.severity": { "csv-missing": "off" },
    },
  });

  it("without a loss has one x axis for all its charts, which zoom together", async () => {
    const { workbench } = session();
    await workbench.openView();
    await workbench.openRun("no-loss");
    const charts = [reviewPanel(workbench).chart("lambda_max\\. "), reviewPanel(workbench).chart("grad_norm\\. \\d")];
    const title = reviewPanel(workbench).readout().locator("strong");
    const places: number[] = [];
    for (const chart of charts) {
      await chart.waitFor();
      // Charts move while what is above them is still being filled, so each try looks where the chart is by then.
      await eventually("a readout", async () => {
        await chart.scrollIntoViewIfNeeded();
        const box = await chart.boundingBox();
        assert.ok(box !== null);
        await workbench.page.mouse.move(box.x + box.width * 0.8 + Math.random(), box.y + box.height / 2);
        return (await title.count()) === 1;
      });
      places.push(Number((await title.innerText()).replace("epoch ", "")));
    }
    const [one = NaN, other = NaN] = places;
    assert.ok(one > 5 && one < 50, `${one} is no epoch in the last part of the run`);
    assert.ok(Math.abs(one - other) < 0.05 * one, `${one} in one chart is ${other} in the other`);
    await session().picture("odd-no-loss");
  });

  it("without a loss draws every column, and has no section without content", async () => {
    const { workbench } = session();
    const frame = workbench.panel();
    await workbench.openView();
    await workbench.openRun("reinforcement");
    await reviewPanel(workbench).heading("reinforcement").waitFor();
    for (const metric of ["return", "length", "entropy"]) {
      await reviewPanel(workbench).chart(`${metric}\\. \\d`).waitFor();
    }
    await reviewPanel(workbench).toggle("Clip outliers").waitFor();
    // That no loss was found stands before the charts.
    assert.deepEqual(await frame.locator("h2:visible").allInnerTexts(), ["Findings (1)", "Metrics"]);
    await frame.locator(".read-as summary", { hasText: "training loss not found" }).waitFor();
    await session().picture("odd-reinforcement");
  });

  it("of losses below 0 says why logarithmic axes are empty, and draws them on linear ones", async () => {
    const { workbench } = session();
    await workbench.openView();
    await workbench.openRun("negative-loss");
    const frame = workbench.panel();
    await frame.getByText("Log axes only show values above 0").waitFor();
    await reviewPanel(workbench).toggle("log y").click();
    await reviewPanel(workbench).chart("Loss").waitFor();
    await session().picture("odd-negative-loss");
    await reviewPanel(workbench).toggle("log y").click();
    await reviewPanel(workbench).chart("Loss").waitFor({ state: "hidden" });
  });
});
