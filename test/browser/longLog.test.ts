import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "mocha";
import { endedAnHourAgo } from "../host/workspace.ts";
import { reviewPanel } from "./reviewPanel.ts";
import { useSession } from "./session.ts";

/** More than are kept one by one. */
const records = 1_100_000;
const probes = Array.from({ length: 12 }, (_, index) => `probe_${index}`);

/** A loss in every record, and metrics that no analysis reads in every twentieth. */
function record(step: number): string {
  const loss = (3 / (1 + step / 1000) ** 0.3).toFixed(4);
  const rare = step % 20 === 0 ? probes.map((name, index) => `,"${name}":${step % (index + 7)}`).join("") : "";
  return `{"step":${step},"loss":${loss}${rare}}\n`;
}

describe("the review of a long log", () => {
  const session = useSession({
    fill: async (folder) => {
      const parts: string[] = [];
      for (let step = 1; step <= records; step += 1) {
        parts.push(record(step));
      }
      await mkdir(join(folder, "long"));
      await writeFile(join(folder, "long", "metrics.jsonl"), parts.join(""));
      await endedAnHourAgo(folder);
    },
    settings: { "slopewise.contract.builtIn": "auto", "slopewise.csv.write": false },
    size: { width: 1280, height: 1400 },
  });

  it("says that it draws means", async () => {
    const { workbench } = session();
    await workbench.openView();
    await workbench.openRun("long");
    const panel = reviewPanel(workbench);
    await panel.records(records).waitFor();
    await panel.chart("Loss").waitFor();
    await panel.finding(/uses means of 16 records each/).waitFor();
    await session().picture("long-log");
  });

  it("reads other metrics as they come into sight", async () => {
    const { workbench } = session();
    const name = probes.at(-1) ?? "";
    await workbench.panel().locator("figure", { hasText: name }).last().scrollIntoViewIfNeeded();
    const chart = reviewPanel(workbench).chart(`${name}\\. `);
    await chart.waitFor();
    const label = (await chart.getAttribute("aria-label")) ?? "";
    const values = Number((/([\d,]+) values/.exec(label)?.[1] ?? "").replaceAll(",", ""));
    // All 55,000, which are further apart than means, and not the last ones alone.
    assert.equal(values, records / 20, label);
    await session().picture("long-log-metrics");
  });
});
