import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { describe, it } from "mocha";
import type { FrameLocator } from "playwright-core";
import { commandLine } from "../../scripts/host/places.ts";
import { eventually, insist } from "../host/eventually.ts";
import { gravestFaults, panelPage } from "./panelPage.ts";
import { useSession } from "./session.ts";

/** The sample sweep with fewer and shorter epochs. */
async function fill(folder: string): Promise<void> {
  const length = ["--epochs", "20", "--steps-per-epoch", "20"];
  await promisify(execFile)(process.execPath, [commandLine, "sample", folder, "--sweep", ...length]);
}

describe("the analysis of the runs", () => {
  const settings = { "slopewise.openRunsAtStart": true, "slopewise.contract.builtIn": "auto" };
  const session = useSession({ fill, settings, size: { width: 1400, height: 1000 } });
  const page = (): FrameLocator => session().workbench.panel();
  const sentences = (): Promise<string[]> => page().locator(".analysis li").allInnerTexts();

  it("says what the sweep shows, what it cannot, and draws its figures", async () => {
    await page()
      .locator(".count", { hasText: /^9 diverged$/ })
      .waitFor();
    await page()
      .locator(".curves .status", { hasText: /^72 runs$/ })
      .waitFor();
    await page().locator(".count.reading").waitFor({ state: "detached" });
    await page().getByRole("tab", { name: "Analysis" }).click();
    await page().locator(".analysis .figures svg").first().waitFor();
    await eventually("the most important sentence first", async () =>
      ((await sentences())[0] ?? "").startsWith("The best configuration is arch = transformer, lr = 0.03"),
    );
    await page().getByRole("heading", { name: "What they cannot show" }).waitFor();
    // What changes the table alone is out of sight.
    for (const name of ["Charts", "Scatter plots", "Columns"]) {
      await page().getByRole("button", { name, exact: true }).waitFor({ state: "hidden" });
    }
    // They are redrawn where a run was read again meanwhile.
    await eventually("figures that can be seen", async () => {
      const pictures = await page().locator(".analysis .figures svg").all();
      const heights = await Promise.all(pictures.map(async (one) => (await one.boundingBox())?.height ?? 0));
      return heights.length >= 6 && heights.every((height) => height > 50);
    });
    await session().picture("analysis dark");
  });

  it("names the run of a mark that is pointed at, in the colors of the theme, and opens it on a click", async () => {
    const { workbench } = session();
    const drawing = page().locator(".figures svg").first();
    const mark = drawing.locator('circle[data-run="transformer/lr0.03-wd0.0005/seed-1"]').last();
    const shown = page().locator(".figure-mark", { hasText: /^\S+\/seed-\d \(click opens it\)$/ });
    const review = workbench.tab("Review").and(workbench.page.locator(".active"));
    let name = "";
    // A figure that is redrawn, since a run was read again, takes the name of what is pointed at with it.
    await insist("the review of the run that is pointed at", async (timeout) => {
      if (!(await review.isVisible())) {
        await workbench.page.mouse.move(0, 0);
        await mark.hover({ timeout, force: true });
        await shown.waitFor({ timeout });
        name = (await shown.textContent({ timeout }))?.split("/").at(-1)?.slice(0, 6) ?? "";
        await session().picture("analysis pointed");
        await mark.click({ timeout, force: true });
      }
      await review.waitFor({ timeout });
    });
    await review.filter({ hasText: name }).waitFor();
    await workbench.tab("Runs").click();
    await page().locator(".figures svg").first().waitFor();
  });

  it("has nothing that axe calls serious", async () => {
    assert.deepEqual(await gravestFaults(await panelPage(session().workbench.page)), []);
  });

  it("maps other settings, and keeps which", async () => {
    const across = page().getByRole("combobox", { name: "Heat map: x axis" });
    await across.selectOption("arch");
    const map = page().locator(".figures figure", { hasText: "Which settings are best?" });
    await map
      .locator("text", { hasText: /^convnet$/ })
      .first()
      .waitFor();
    await map.locator("figcaption", { hasText: "One map per value of lr." }).waitFor();
    await page().getByRole("combobox", { name: "Color and group figures by" }).selectOption("lr");
    await page()
      .locator("figcaption", { hasText: /^By lr\. / })
      .waitFor();
    assert.equal(await across.inputValue(), "arch");
  });

  it("follows the filter", async () => {
    await page().getByRole("combobox", { name: "Filter runs" }).fill('arch == "convnet"');
    await page()
      .locator(".analysis p", { hasText: /^36 runs$/ })
      .waitFor();
    await page()
      .locator(".analysis li", { hasText: /^The best configuration is / })
      .first()
      .waitFor();
    await eventually("sentences of the runs that are left", async () => {
      const said = (await sentences()).join(" ");
      return said !== "" && !said.includes("transformer");
    });
  });

  it("is written as a report, which opens next to it", async () => {
    const { workbench } = session();
    await page().getByRole("button", { name: "Export Report…" }).click();
    const dialog = workbench.page.locator(".quick-input-widget");
    await dialog.getByText("Select a Folder for the Report").waitFor();
    await dialog.getByRole("button", { name: "Export Here" }).click();
    const said = workbench.page.locator(".notification-list-item", {
      hasText: "Saved the report of 36 runs as report.html.",
    });
    await said.getByRole("button", { name: "Open", exact: true }).click();
    const report = workbench.panel().getByRole("heading", { name: /^Sweep of 36 runs in 12 configurations$/ });
    await report.waitFor();
    await workbench.panel().locator("figure svg").first().waitFor();
    await session().picture("report in a tab");
    const csv = await readFile(session().path("runs.csv"), "utf8");
    assert.match(csv, /^run,log,format,state,/);
    assert.equal(csv.trim().split("\n").length, 37);
    const json = JSON.parse(await readFile(session().path("sweep.json"), "utf8")) as { readonly runs: number };
    assert.equal(json.runs, 36);
    assert.match(await readFile(session().path("figures", "prediction-wide.svg"), "utf8"), /^<svg/);
    await workbench.close("Report");
  });

  it("gives the table back", async () => {
    await page().getByRole("tab", { name: "Table" }).click();
    await page().locator(".grid .body .row").first().waitFor();
    await page().locator(".analysis").waitFor({ state: "hidden" });
  });
});
