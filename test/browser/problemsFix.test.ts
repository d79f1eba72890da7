import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "mocha";
import { eventually, insist } from "../host/eventually.ts";
import { basics } from "../host/records.ts";
import { writeLog, writeText } from "../host/workspace.ts";
import { useSession } from "./session.ts";

const contract = `{
  // What our runs hold.
  "metrics": {
    "step": { "every": "batch" },
    "epoch": { "every": "batch" },
    "psd_tail": { "every": "epoch", "min": 0 }
  }
}
`;

describe("a warning that a person fixes", () => {
  const session = useSession({
    fill: async (folder) => {
      await writeText(join(folder, "metrics.contract.json"), contract);
      const records = basics(0, 400).map((record) => ({ ...record, psdTail: 1 }));
      await writeLog(join(folder, "renamed", "metrics.jsonl"), records);
    },
  });

  it("is read in the pane and on the line, with a page that explains it", async () => {
    const { workbench } = session();
    const { page } = workbench;
    await workbench.openProblems();
    const problem = workbench.problem(/psd_tail.*missing-metric/s).first();
    await problem.waitFor();
    await problem.locator("a.monaco-link").click({ modifiers: ["Control"] });
    await workbench.tab("missing-metric").waitFor();
    await workbench.panel().getByRole("heading", { name: "missing-metric" }).waitFor();
    await session().picture("finding-page");
    await workbench.goTo(problem);
    await page.locator(".monaco-editor .squiggly-warning").first().waitFor();
    const line = page.locator(".monaco-editor .view-line", { hasText: '"step":1,' });
    const hover = page.locator(".monaco-hover", { hasText: "psd_tail is not logged" });
    // An editor that is still being laid out takes no notice of the mouse, so it comes again.
    await insist("the hover of the warning", async (timeout) => {
      await page.mouse.move(0, 0);
      await line.hover({ position: { x: 120, y: 9 } });
      await hover.waitFor({ timeout });
    });
    await session().picture("finding-hover");
  });

  it("is fixed by the light bulb, and gone", async () => {
    const { workbench } = session();
    await workbench.goTo(workbench.problem(/psd_tail.*missing-metric/s));
    await workbench.showLightBulb("Read psdTail as psd_tail");
    await session().picture("finding-light-bulb");
    await workbench.quickFix("Read psdTail as psd_tail");
    await workbench.notification("metrics.contract.json was written.").waitFor();
    const edited = contract.replaceAll("psd_tail", "psdTail");
    const file = session().path("metrics.contract.json");
    await eventually("the key in the contract", async () => (await readFile(file, "utf8")).includes('"psdTail"'));
    const text = await readFile(file, "utf8");
    assert.ok(text.startsWith(edited.slice(0, edited.indexOf('"min"'))), text);
    await workbench.page.getByText("No problems have been detected in the workspace.").waitFor();
    await session().picture("finding-fixed");
  });
});
