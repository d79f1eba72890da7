import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "mocha";
import { writeSamples } from "../host/workspace.ts";
import { contrastOf, drawnColors, gravestFaults, panelPage } from "./panelPage.ts";
import { reviewPanel } from "./reviewPanel.ts";
import { useSession } from "./session.ts";

const THEMES = [
  { theme: "Dark Modern", kind: "vs-dark" },
  { theme: "Light Modern", kind: "vs" },
  { theme: "Default High Contrast", kind: "hc-black" },
  { theme: "Default High Contrast Light", kind: "hc-light" },
];

/** Each state of the panel: the run that shows it, and what the panel says then. */
const STATES = [
  { state: "full", run: "run-001", says: /2,000 records/ },
  { state: "with a finding", run: "run-002-missing-metric", says: /is not logged|never holds/ },
  { state: "diverged", run: "run-007-diverged", says: /diverges at/ },
  { state: "young", run: "run-008-young", says: /40 records/ },
  { state: "empty", run: "empty", says: /Nothing has been logged yet/ },
  { state: "unreadable", run: "binary", says: /is no text|binary|cannot be read|NUL|UTF-8/ },
];

async function fill(folder: string): Promise<void> {
  await writeSamples(join(folder, "sweep"));
  for (const [run, content] of [
    ["empty", ""],
    ["binary", Buffer.from(Array.from({ length: 4096 }, (_, i) => (i * 37) % 256))],
  ] as const) {
    await mkdir(join(folder, run));
    await writeFile(join(folder, run, "metrics.jsonl"), content);
  }
}

describe("the panel for everyone", () => {
  const session = useSession({ fill });

  for (const { state, run, says } of STATES) {
    it(`has nothing that axe calls serious in any theme: ${state}`, async () => {
      const { workbench } = session();
      await workbench.openView();
      await workbench.openRun(run);
      await reviewPanel(workbench).heading(run).waitFor();
      const frame = await panelPage(workbench.page);
      await frame.locator("body", { hasText: says }).waitFor();
      for (const { theme, kind } of THEMES) {
        await session().changeSettings({ "workbench.colorTheme": theme });
        await workbench.waitForTheme(kind);
        await frame.locator(`body[data-vscode-theme-id="${theme}"]`).waitFor();
        assert.deepEqual(await gravestFaults(frame), [], theme);
        await session().picture(`panel ${state} ${kind}`);
      }
      await workbench.page.keyboard.press("Control+F4");
    });
  }

  it("has nothing that axe calls serious while it waits for its log", async () => {
    const { workbench } = session();
    await workbench.openRun("binary");
    const frame = await panelPage(workbench.page);
    await frame.locator(".problem").waitFor();
    // The log is read within a moment: what the page shows until then comes back when the host says so again.
    const waiting = {
      run: "run",
      review: null,
      plot: null,
      lastRead: null,
      facts: null,
      readAs: null,
      life: null,
      wrangler: false,
      problem: null,
    };
    const log = `JSON.parse(document.getElementById("app").dataset.logs)[0]`;
    await frame.evaluate(
      `window.postMessage({ type: "state", state: { ...${JSON.stringify(waiting)}, log: ${log} } })`,
    );
    await frame.locator(".status", { hasText: "Reading the log…" }).waitFor();
    assert.deepEqual(await gravestFaults(frame), []);
    await workbench.page.keyboard.press("Control+F4");
  });

  it("draws lines in colors that stand out from what they lie on", async () => {
    const { workbench } = session();
    await workbench.openRun("run-001");
    await reviewPanel(workbench).chart("Loss").waitFor();
    const frame = await panelPage(workbench.page);
    for (const { theme, kind } of THEMES) {
      await session().changeSettings({ "workbench.colorTheme": theme });
      await workbench.waitForTheme(kind);
      await frame.locator(`body[data-vscode-theme-id="${theme}"]`).waitFor();
      const { background = "", ...lines } = await drawnColors(frame);
      const low = Object.entries(lines)
        .map(([line, color]) => ({ line, color, contrast: contrastOf(color, background) }))
        .filter(({ contrast }) => contrast < 3);
      assert.deepEqual(low, [], `${theme}, on ${background}`);
    }
  });
});
