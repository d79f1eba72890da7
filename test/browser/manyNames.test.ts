import assert from "node:assert/strict";
import { cp, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "mocha";
import { eventually } from "../host/eventually.ts";
import { endedAnHourAgo } from "../host/workspace.ts";
import { fieldCases, realRuns } from "../testData.ts";
import { reviewPanel } from "./reviewPanel.ts";
import { useSession } from "./session.ts";

/** Real runs whose logs are JSON Lines, by their folders, and the log of each. */
const runs: Readonly<Record<string, string>> = {
  "cifar10-gluoncv": "resnet20_v1",
  "deit-finetune": "deit-finetune",
  "detectron2-smn": "detectron2-smn",
  "detr-short": "detr-short",
  "dreamer-jsonl": "dreamer-jsonl",
  "gpt2-124m-llmc": "gpt2-124m-llmc",
};

const start = Date.parse("2026-03-01T10:00:00Z");

/** A run that logs `"NaN"` in the end and says the time as a date. */
const lost = Array.from({ length: 300 }, (_, step) => ({
  timestamp: new Date(start + 2_000 * step).toISOString(),
  step,
  train_loss: step < 200 ? 3 * (step + 1) ** -0.3 : "NaN",
}));

describe("logs of many tools in one folder", () => {
  const session = useSession({
    fill: async (folder) => {
      for (const name of Object.keys(runs)) {
        await cp(join(realRuns, name), join(folder, name), { recursive: true });
      }
      for (const lr of ["baseline_lr0p0028", "no_rmsnorm_lr0p0007", "no_rmsnorm_lr0p0028"]) {
        const log = `q7_layernorm_${lr}_1777044469.jsonl`;
        await cp(join(fieldCases, "cs336-q7", log), join(folder, "q7", log));
      }
      await mkdir(join(folder, "lost"));
      await writeFile(
        join(folder, "lost", "train.jsonl"),
        lost.map((record) => `${JSON.stringify(record)}\n`).join(""),
      );
      await endedAnHourAgo(folder);
    },
    settings: { "slopewise.contract.builtIn": "auto" },
  });

  it("are each one run, named by what tells it apart", async () => {
    const { workbench } = session();
    await workbench.openView();
    for (const name of [
      ...Object.values(runs),
      "resnet110_v1",
      "baseline_lr0p0028",
      "no_rmsnorm_lr0p0007",
      "no_rmsnorm_lr0p0028",
      "lost",
    ]) {
      await eventually(`one run ${name}`, async () => (await workbench.run(name).count()) === 1);
    }
    await workbench.run("gpt2-124m-llmc").filter({ hasText: "val loss 3.272" }).waitFor();
    await session().picture("many-names");
  });

  it("have nothing in Problems but what is wrong, and once that they have no contract", async () => {
    const { workbench } = session();
    await workbench.openProblems();
    await workbench.problem(/train_loss is NaN from line 201/).waitFor();
    // What is lost, here and in a real run; and what all have in common, said once, of the run without a loss.
    await workbench.problem(/train_loss is NaN from line 6 /).waitFor();
    await workbench.problem(/No column of this log looks like a training loss/).waitFor();
    await workbench.problem(/This run and 12 other runs of this workspace folder have no contract/).waitFor();
    await eventually("one for all", async () => (await workbench.problem(/no contract/).count()) === 1);
    assert.equal(await workbench.problem(/is not logged|goes back|looks like a percentage|No CSV/).count(), 0);
    await session().picture("many-names-problems");
  });

  it("are reviewed with a curve, and the lost one says first that it is lost", async () => {
    const { workbench } = session();
    const panel = reviewPanel(workbench);
    await workbench.openRun("deit-finetune");
    await panel.chart("Loss").waitFor();
    await session().picture("many-names-deit");
    await workbench.openRun("lost");
    await panel.heading("lost").waitFor();
    await panel.chart("Loss").waitFor();
    const findings = await panel.findings();
    assert.match(findings[0] ?? "", /train_loss is NaN from line 201/);
    await session().picture("many-names-lost");
    await workbench.page.setViewportSize({ width: 400, height: 860 });
    await session().picture("many-names-400");
  });
});
