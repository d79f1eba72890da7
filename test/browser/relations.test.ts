import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { describe, it } from "mocha";
import type { FrameLocator, Locator } from "playwright-core";
import { commandLine } from "../../scripts/host/places.ts";
import { eventually } from "../host/eventually.ts";
import { gravestFaults, panelPage } from "./panelPage.ts";
import { useSession } from "./session.ts";

/** The sample sweep with fewer and shorter epochs. */
async function fill(folder: string): Promise<void> {
  const length = ["--epochs", "20", "--steps-per-epoch", "20"];
  await promisify(execFile)(process.execPath, [commandLine, "sample", folder, "--sweep", ...length]);
}

describe("the scatter plot and the parallel coordinates below the table of runs", () => {
  const settings = { "slopewise.openRunsAtStart": true, "slopewise.contract.builtIn": "auto" };
  const session = useSession({ fill, settings, size: { width: 1400, height: 1000 } });
  const page = (): FrameLocator => session().workbench.panel();
  const filter = (): Locator => page().getByRole("combobox", { name: "Filter runs" });
  const said = (text: RegExp): Locator => page().locator(".relations [role=status]", { hasText: text });
  /** Drags from one part of an element's height to another. */
  const drag = async (target: Locator, from: number, to: number): Promise<void> => {
    const box = await target.boundingBox();
    assert.ok(box !== null);
    const { mouse } = session().workbench.page;
    await mouse.move(box.x + box.width / 2, box.y + from * box.height);
    await mouse.down();
    await mouse.move(box.x + box.width / 2, box.y + to * box.height, { steps: 4 });
    await mouse.up();
  };

  it("show the first setting against the validation loss, with a trend", async () => {
    await page().getByRole("button", { name: "Scatter plots" }).click();
    await said(/^Val loss, best against lr: 7[0-9] runs?\. Trend: linear, R² /).waitFor();
    await page().getByLabel("Color by").selectOption("config.lr");
    await page().locator(".relation-legend", { hasText: "0.3" }).waitFor();
    assert.equal(
      await page()
        .locator(".relation .trend")
        .getAttribute("d")
        .then((d) => d?.startsWith("M")),
      true,
    );
    await session().picture("relations dark");
  });

  it("filter the table by a brush, which the filter says, and no longer at a click", async () => {
    const field = page().locator(".parallel .field").first();
    await drag(field, 0.01, 0.3);
    await eventually("a filter of the first axis", async () => /^config\.\w+ /.test(await filter().inputValue()));
    await page().locator(".parallel .field.brushed").waitFor();
    await said(/: (?!72)\d+ runs/).waitFor();
    await session().picture("relations brushed");
    await drag(field, 0.5, 0.5);
    await eventually("no filter", async () => (await filter().inputValue()) === "");
  });

  it("move an axis by keys, and keep the focus on it", async () => {
    const titles = (): Promise<string[]> => page().locator(".parallel .axis-title").allTextContents();
    const [first, second] = await titles();
    await page().locator(".parallel .axis-title").first().focus();
    await session().workbench.page.keyboard.press("ArrowRight");
    await eventually("the axes the other way round", async () => {
      const [left, right] = await titles();
      return left === second && right === first;
    });
    assert.equal(await page().locator(".parallel .axis-title:focus").textContent(), first);
  });

  it("go from run to run by keys, and say what each has", async () => {
    await page().locator(".relation-plot").first().focus();
    await session().workbench.page.keyboard.press("ArrowRight");
    await said(/: 0\.01, \d.*Click to open\.$/).waitFor();
    assert.equal(await page().locator(".points circle.pointed").count(), 1);
  });

  for (const theme of ["Default Dark Modern", "Default Light Modern", "Default High Contrast"]) {
    it(`have nothing that axe calls serious in ${theme}, wide or narrow`, async () => {
      const { page: whole } = session().workbench;
      await session().changeSettings({ "workbench.colorTheme": theme });
      for (const width of [1000, 400]) {
        await whole.setViewportSize({ width, height: 1000 });
        await page().locator(".relation.parallel").waitFor();
        assert.deepEqual(await gravestFaults(await panelPage(whole)), []);
        await session().picture(`relations ${theme} ${width}`);
      }
    });
  }

  it("make room for the charts, and take their place again", async () => {
    await session().workbench.page.setViewportSize({ width: 1400, height: 1000 });
    await page().getByRole("button", { name: "Charts" }).click();
    await page().locator(".relations").waitFor({ state: "hidden" });
    await page().locator(".curves").waitFor();
    await page().getByRole("button", { name: "Scatter plots" }).click();
    await page().locator(".curves").waitFor({ state: "hidden" });
    await page().locator(".relations").waitFor();
  });
});
