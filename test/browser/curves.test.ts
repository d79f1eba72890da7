import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { describe, it } from "mocha";
import type { FrameLocator, Locator } from "playwright-core";
import { commandLine } from "../../scripts/host/places.ts";
import { eventually, insist } from "../host/eventually.ts";
import { gravestFaults, panelPage } from "./panelPage.ts";
import { reviewPanel } from "./reviewPanel.ts";
import { useSession } from "./session.ts";

/** The sample sweep with fewer and shorter epochs. */
async function fill(folder: string): Promise<void> {
  const length = ["--epochs", "20", "--steps-per-epoch", "20"];
  await promisify(execFile)(process.execPath, [commandLine, "sample", folder, "--sweep", ...length]);
}

describe("the charts below the table of runs", () => {
  const settings = { "slopewise.openRunsAtStart": true, "slopewise.contract.builtIn": "auto" };
  const session = useSession({ fill, settings, size: { width: 1400, height: 1000 } });
  const page = (): FrameLocator => session().workbench.panel();
  const status = (text: string | RegExp): Locator => page().locator(".curves .status", { hasText: text });
  const choose = async (button: string | RegExp, entry: string): Promise<void> => {
    await page().getByRole("button", { name: button }).click();
    await page().locator(".menu").getByText(entry, { exact: true }).click();
    await page().locator(".menu").waitFor({ state: "detached" });
  };
  /** Points at a part of the first chart, from its left and its top. */
  const point = async (across: number, up: number): Promise<void> => {
    const box = await page().locator(".plot-area canvas").first().boundingBox();
    assert.ok(box !== null);
    await session().workbench.page.mouse.move(box.x + across * box.width, box.y + up * box.height);
  };

  it("draw loss and accuracy of all runs without being asked", async () => {
    await status(/^72 runs$/).waitFor();
    await eventually("a chart of the loss and one of the accuracy", async () => {
      const titles = await page().locator(".plot h3").allInnerTexts();
      return titles.join() === "Loss,Accuracy";
    });
    await session().picture("curves dark");
  });

  it("read out the nearest runs, and open a run at a click", async () => {
    await insist("a run that is pointed at", async (timeout) => {
      await point(0.5, 0.1);
      await point(0.5, 0.72);
      await page().locator(".curve-readout tr.pointed").waitFor({ timeout });
      // The head and the eight nearest; fewer while curves are still to come.
      assert.equal(await page().locator(".curve-readout tr").count(), 9);
    });
    const name = await page().locator(".curve-readout tr.pointed th").getAttribute("title");
    assert.ok(name !== null);
    const frame = await panelPage(session().workbench.page);
    const isMarked = (): Promise<boolean> =>
      frame.evaluate<boolean>(`(() => {
        const { width, height } = document.querySelector(".plot .over");
        const { data } = document.querySelector(".plot .over").getContext("2d").getImageData(0, 0, width, height);
        return data.some((byte) => byte !== 0);
      })()`);
    await eventually("the line that is pointed at", isMarked);
    // It stays while the lines are drawn again, as whenever curves come or a run grows.
    for (const smoothing of ["0.5", "0"]) {
      await page().locator(".curves-head input[type=range]").evaluate(`(input) => {
        input.value = "${smoothing}";
        input.dispatchEvent(new Event("input", { bubbles: true }));
      }`);
      await frame.evaluate("new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))");
      await eventually("the line that is pointed at, drawn again", isMarked);
    }
    await session().picture("curves hover");
    const { workbench } = session();
    await workbench.page.mouse.down();
    await workbench.page.mouse.up();
    // What is pointed at may have been redrawn before the click: the review of any run opens.
    await reviewPanel(workbench)
      .heading(/seed-\d$/)
      .waitFor();
    await workbench.close("seed-");
  });

  it("draw the means of groups with a band, colored by a setting", async () => {
    await page().getByRole("heading", { level: 1, name: "Runs" }).waitFor();
    await choose("Group by", "lr");
    await status(/^4 groups$/).waitFor();
    await choose("Color by", "lr");
    assert.deepEqual(await page().locator(".legend .entry").allInnerTexts(), ["0.01", "0.03", "0.1", "0.3"]);
    await choose(/^Groups: mean/, "Mean, min-max");
    await page().getByRole("button", { name: "Groups: mean, min-max" }).waitFor();
    await session().picture("curves groups");
  });

  it("are shared as they are under a name, and taken again", async () => {
    const { workbench } = session();
    await choose("Views", "Save view to slopewise.view.json…");
    await page().getByLabel("Name of the view").last().fill("by learning rate");
    await workbench.page.keyboard.press("Enter");
    const file = session().path("slopewise.view.json");
    await eventually("the file of views", async () => (await readFile(file, "utf8").catch(() => "")).includes("lr"));
    const { views } = JSON.parse(await readFile(file, "utf8")) as { views: Record<string, { groupBy: string[] }> };
    assert.deepEqual(views["by learning rate"]?.groupBy, ["config.lr"]);
    await choose(/^Group by/, "No groups");
    await status(/^72 runs$/).waitFor();
    await insist("the shared view", async (timeout) => {
      await page().getByRole("button", { name: "Views" }).click();
      await page().locator(".menu").getByText("by learning rate", { exact: true }).click({ timeout });
    });
    await status(/^4 groups$/).waitFor();
    await page().getByRole("button", { name: "Groups: mean, min-max" }).waitFor();
  });

  it("are gone through by keys, and a run opens by Enter", async () => {
    const { workbench } = session();
    await choose(/^Group by/, "No groups");
    await status(/^72 runs$/).waitFor();
    await page()
      .getByRole("img", { name: /^Loss: 72 lines/ })
      .focus();
    await workbench.page.keyboard.press("ArrowUp");
    const pointed = page().locator(".curve-readout tr.pointed th");
    await pointed.waitFor();
    const first = await pointed.getAttribute("title");
    await workbench.page.keyboard.press("ArrowUp");
    await eventually("the next line", async () => (await pointed.getAttribute("title")) !== first);
    await session().picture("curves keys");
    await workbench.page.keyboard.press("Enter");
    await reviewPanel(workbench)
      .heading(/seed-\d$/)
      .waitFor();
    await workbench.close("seed-");
    await page().getByRole("heading", { level: 1, name: "Runs" }).waitFor();
  });

  it("draw the runs that are ticked alone, and other metrics", async () => {
    for (const line of [0, 1]) {
      await page().locator(".grid .body .row.run .tick").nth(line).click();
    }
    await status(/^2 runs$/).waitFor();
    await page().getByRole("button", { name: "Metrics" }).click();
    await page().locator(".menu").getByText("grad_norm", { exact: true }).click();
    await session().workbench.page.keyboard.press("Escape");
    await page().locator(".plot h3", { hasText: "grad_norm" }).waitFor();
    await page().getByRole("button", { name: "log y" }).click();
    assert.equal(await page().getByRole("button", { name: "log y" }).getAttribute("aria-pressed"), "true");
  });

  it("are saved with title, legend and axes", async () => {
    const { workbench } = session();
    for (const [entry, file] of [
      ["Save as SVG, one column wide…", "Loss.svg"],
      ["Save as PNG, two columns wide…", "Loss.png"],
    ] as const) {
      await page().getByRole("button", { name: "Save or copy this chart" }).first().click();
      await page().locator(".menu").getByText(entry, { exact: true }).click();
      await workbench.page.locator(".quick-input-widget input").waitFor();
      await workbench.page.keyboard.press("Enter");
      await workbench.page.locator(".notification-list-item", { hasText: `Saved ${file}.` }).waitFor();
    }
    const svg = await readFile(session().path("Loss.svg"), "utf8");
    assert.match(svg, /^<svg [^>]*width="336"/);
    for (const text of ["Loss", "epoch", "Solid: validation. Dashed: training."]) {
      assert.ok(svg.includes(`>${text}</text>`), `no "${text}" in the picture`);
    }
    const png = await readFile(session().path("Loss.png"));
    assert.deepEqual([png.readUInt32BE(0), png.readUInt32BE(16)], [0x89504e47, 3 * 688]);
    await workbench.page.keyboard.press("Escape");
  });

  it("have nothing that axe calls serious", async () => {
    assert.deepEqual(await gravestFaults(await panelPage(session().workbench.page)), []);
  });

  it("are put away, and come back as they were", async () => {
    await page().getByRole("button", { name: "Charts" }).click();
    await page().locator(".curves").waitFor({ state: "hidden" });
    await page().getByRole("button", { name: "Charts" }).click();
    await eventually("the charts as they were", async () => {
      const titles = await page().locator(".plot h3").allInnerTexts();
      return titles.join() === "Loss,Accuracy,grad_norm";
    });
  });
});
