import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, it } from "mocha";
import { eventually } from "../host/eventually.ts";
import { writeSamples } from "../host/workspace.ts";
import { reviewPanel } from "./reviewPanel.ts";
import { useSession } from "./session.ts";
import type { Workbench } from "./workbench.ts";

/** What the loss chart shows in its middle, which says which part of the run it shows. */
async function middle(workbench: Workbench): Promise<string> {
  const chart = reviewPanel(workbench).chart("Loss");
  const readout = reviewPanel(workbench).readout().locator("strong");
  let text = "";
  await eventually("a readout", async () => {
    const box = await chart.boundingBox();
    assert.ok(box !== null);
    await workbench.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2 + Math.round(Math.random()));
    text = (await readout.count()) === 1 ? await readout.innerText() : "";
    return text !== "";
  });
  return text;
}

describe("what was chosen in a review", () => {
  const session = useSession({ fill: (folder) => writeSamples(join(folder, "sweep")) });

  it("is there again in another window, after the panel was closed", async () => {
    const { workbench } = session();
    await workbench.openView();
    await workbench.openRun("run-001");
    const panel = reviewPanel(workbench);
    await panel.chart("Loss").waitFor();
    const whole = await middle(workbench);
    await panel.toggle("log y").click();
    await (await panel.model("Power law + offset")).click();
    await workbench.page.keyboard.press("Escape");
    await workbench.panel().getByRole("button", { name: "Zoom in" }).click();
    await eventually("another part of the run", async () => (await middle(workbench)) !== whole);
    const chosen = await middle(workbench);
    // The tab's own state goes with the tab; the last choice was the zoom.
    await workbench.waitUntilKept("slopewise.view ", '"y":"linear"', '"zoom":[');
    await workbench.command("View: Close Editor");
    await workbench.tab("run-001").waitFor({ state: "detached" });
    await workbench.page.reload();
    await workbench.waitUntilReady();
    await workbench.openView();
    await workbench.openRun("run-001");
    await panel.chart("Loss").waitFor();
    await panel.toggle("log y", false).waitFor();
    await panel.toggle("log x", true).waitFor();
    await (await panel.model("Power law + offset", true)).waitFor();
    await workbench.page.keyboard.press("Escape");
    assert.equal(await middle(workbench), chosen);
  });

  it("is not what another run shows", async () => {
    const { workbench } = session();
    await workbench.openRun("run-005-resumed");
    const panel = reviewPanel(workbench);
    await panel.heading("run-005-resumed").waitFor();
    await panel.chart("Loss").waitFor();
    await panel.toggle("log y", true).waitFor();
  });
});

describe("a finding in a review", () => {
  const session = useSession({ fill: (folder) => writeSamples(join(folder, "sweep")) });

  it("offers what the light bulb offers, and does it", async () => {
    const { workbench } = session();
    await workbench.openView();
    await workbench.openRun("run-002-missing-metric");
    const finding = reviewPanel(workbench).finding("missing-metric").first();
    await finding.getByRole("button", { name: "Fix…" }).click();
    for (const title of [
      /^Create a Contract Without .* \(metrics\.contract\.json\)/,
      /^Create Python Logging Module/,
      /^Explain/,
    ]) {
      await workbench.page.locator(".quick-input-list .monaco-list-row", { hasText: title }).waitFor();
    }
    await session().picture("panel-fixes");
    await workbench.choice('Hide "missing-metric" in This Run').click();
    await finding.waitFor({ state: "detached" });
  });
});
