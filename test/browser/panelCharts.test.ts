import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "mocha";
import { eventually } from "../host/eventually.ts";
import { writeSamples } from "../host/workspace.ts";
import { reviewPanel } from "./reviewPanel.ts";
import { useSession } from "./session.ts";

describe("the charts of a review", () => {
  const session = useSession({
    fill: (folder) => writeSamples(join(folder, "sweep")),
    size: { width: 1280, height: 1400 },
  });

  it("read every value and the line of the log under the pointer", async () => {
    const { workbench } = session();
    await workbench.openView();
    await workbench.openRun("run-001");
    const chart = reviewPanel(workbench).chart("Loss");
    await chart.waitFor();
    const box = await chart.boundingBox();
    assert.ok(box !== null);
    const readout = reviewPanel(workbench).readout();
    await eventually("the line of the log", async () => {
      await workbench.page.mouse.move(box.x + box.width * 0.7 + Math.random(), box.y + box.height / 2);
      return (await readout.count()) === 1 && /Line [\d,]+ of the log/.test(await readout.innerText());
    });
    const text = await readout.innerText();
    assert.match(text, /^epoch [\d.]+/);
    for (const name of ["Raw", "Bin mean", "Validation", "Exponential → power law"]) {
      assert.ok(text.includes(name), `${name} is not in: ${text}`);
    }
    // However many lines the values take, nothing moves below the pointer.
    assert.deepEqual(await chart.boundingBox(), box);
    await session().picture("panel-readout");
  });

  it("open the log next to them at the record that is clicked with Alt", async () => {
    const { workbench } = session();
    const text = await reviewPanel(workbench).readout().innerText();
    const line = Number((/Line ([\d,]+) of the log/.exec(text)?.[1] ?? "").replaceAll(",", ""));
    const chart = reviewPanel(workbench).chart("Loss");
    const box = await chart.boundingBox();
    assert.ok(box !== null);
    await workbench.page.keyboard.down("Alt");
    await workbench.page.mouse.down();
    await workbench.page.mouse.up();
    await workbench.page.keyboard.up("Alt");
    await workbench.tab("metrics.jsonl").waitFor();
    const status = workbench.page.locator(".statusbar-item", { hasText: /^Ln / });
    await eventually(`the cursor in line ${line}`, async () => (await status.innerText()).startsWith(`Ln ${line},`));
  });

  it("lay the run over its steps and over time", async () => {
    const { workbench } = session();
    const frame = workbench.panel();
    const axis = frame.getByRole("button", { name: /^x: / });
    for (const [choice, title] of [
      ["step", /^step [\d.,]+/],
      ["time since the start", /^(seconds|minutes|hours) since the start [\d.,]+/],
      ["epoch", /^epoch [\d.]+/],
    ] as const) {
      await axis.click();
      await frame.getByRole("menuitemcheckbox", { name: choice, exact: true }).click();
      const chart = reviewPanel(workbench).chart("Loss");
      await chart.scrollIntoViewIfNeeded();
      const box = await chart.boundingBox();
      assert.ok(box !== null);
      const readout = reviewPanel(workbench).readout().locator("strong");
      await eventually(`an axis of ${choice}`, async () => {
        await workbench.page.mouse.move(box.x + box.width * 0.7 + Math.random(), box.y + box.height / 2);
        return (await readout.count()) === 1 && title.test(await readout.innerText());
      });
      await session().picture(`panel-over-${choice}`);
    }
  });

  it("show after a zoom what they draw again for the same part", async () => {
    const { workbench } = session();
    const panel = reviewPanel(workbench);
    const chart = panel.chart("Loss");
    const drawn =
      "new Promise(requestAnimationFrame).then(() => document.querySelector('canvas[role=img]').toDataURL())";
    const picture = (): Promise<string> => chart.evaluate(drawn);
    const whole = await picture();
    await chart.press("+");
    await eventually("another part of the run", async () => (await picture()) !== whole);
    const zoomed = await picture();
    await panel.toggle("log y", true).click();
    await panel.toggle("log y", false).waitFor();
    await eventually("another axis", async () => (await picture()) !== zoomed);
    await panel.toggle("log y", false).click();
    await panel.toggle("log y", true).waitFor();
    await eventually("the picture of before", async () => (await picture()) === zoomed);
    await chart.press("0");
    await eventually("all of the run", async () => (await picture()) !== zoomed);
  });

  it("show accuracy, norms, the optimizer and every other metric unasked", async () => {
    const { workbench } = session();
    const frame = workbench.panel();
    await frame.getByRole("img", { name: /^Accuracy\. The last acc_train is / }).waitFor();
    await frame.getByRole("heading", { name: "Optimizer and norms" }).scrollIntoViewIfNeeded();
    await frame.getByRole("img", { name: /^grad_norm\. \d/ }).waitFor();
    await frame.getByRole("heading", { name: "Metrics" }).scrollIntoViewIfNeeded();
    const bits = frame.getByRole("img", { name: /^loss_train_bits\. 2,000 values/ });
    await bits.waitFor();
    await session().picture("panel-metrics");
    const search = frame.getByRole("searchbox", { name: "Search metrics" });
    await search.fill("psd");
    await bits.waitFor({ state: "detached" });
    await frame.getByRole("img", { name: /^psd_tail\. / }).waitFor();
    await search.fill("");
    await bits.waitFor();
  });

  it("keep a favorite metric before the others, in the review of another run too", async () => {
    const { workbench } = session();
    const frame = workbench.panel();
    await frame.getByRole("button", { name: "Favorite: psd_tail" }).click();
    await frame.getByRole("heading", { name: "Favorites (1)" }).waitFor();
    // The chart has moved, and who pressed its star is still there.
    await frame.locator('[aria-label="Favorite: psd_tail"][aria-pressed=true]:focus').waitFor();
    await workbench.waitUntilKept("slopewise.favoriteMetrics", "psd_tail");
    await workbench.openView();
    await workbench.openRun("run-005-resumed");
    await reviewPanel(workbench).heading("run-005-resumed").waitFor();
    await frame.getByRole("heading", { name: "Favorites (1)" }).waitFor();
    await workbench.command("View: Close Editor");
    await reviewPanel(workbench).heading("run-001").waitFor();
  });

  it("draw an exploratory trend through metrics, over what is in view, with its R²", async () => {
    const frame = session().workbench.panel();
    await frame.getByRole("heading", { name: "Metrics" }).scrollIntoViewIfNeeded();
    const choose = async (option: string): Promise<void> => {
      await frame.getByRole("combobox", { name: /^Add a trend line to the metric charts/ }).click();
      await frame.getByRole("option", { name: option, exact: true }).click();
    };
    await choose("Trend: polynomial of degree 3");
    const norm = frame.getByRole("img", { name: /^grad_norm\. .* trend: polynomial, R² -?[\d.]+$/ });
    // A chart that is out of sight asks for nothing, and may not be there.
    const figure = frame.locator("figure.metric", { hasText: /^grad_norm/ });
    await figure.scrollIntoViewIfNeeded();
    await norm.waitFor();
    const whole = await norm.getAttribute("aria-label");
    await session().picture("panel-trend");
    const saidAfter = async (button: string): Promise<string | null> => {
      await frame.getByRole("button", { name: button, exact: true }).click();
      await figure.scrollIntoViewIfNeeded();
      return norm.getAttribute("aria-label");
    };
    await eventually("the trend of what is in view", async () => (await saidAfter("Zoom in")) !== whole);
    await eventually("the trend of all", async () => (await saidAfter("Show all")) === whole);
    await choose("No trend");
    await figure.scrollIntoViewIfNeeded();
    await eventually("no trend", async () => (await norm.count()) === 0);
  });

  it("are saved as SVG, PNG and CSV of what is drawn, and said to be saved", async () => {
    const { workbench } = session();
    const frame = workbench.panel();
    for (const kind of ["svg", "csv", "png"]) {
      await frame.getByRole("button", { name: "Export: Loss", exact: true }).click();
      await frame.getByRole("menuitem", { name: `Save ${kind.toUpperCase()}…` }).click();
      const input = workbench.page.locator(".quick-input-widget input");
      await input.waitFor();
      await workbench.page.keyboard.press("Enter");
      const file = session().path("sweep", "run-001", `loss.${kind}`);
      await eventually(`loss.${kind}`, async () => (await readFile(file, "utf8").catch(() => "")).length > 0);
      await workbench.page.locator(".notification-toast", { hasText: `loss.${kind}.` }).waitFor();
    }
    const png = await readFile(session().path("sweep", "run-001", "loss.png"));
    assert.equal(png.subarray(1, 4).toString("latin1"), "PNG");
    assert.equal(png.readUInt32BE(16), 688 * 4.5, "it is not as wide as two columns of a paper at 432 dots an inch");
    const svg = await readFile(session().path("sweep", "run-001", "loss.svg"), "utf8");
    assert.match(svg, /^<svg [^>]*width="688"/);
    assert.ok(svg.includes(">loss_train_nats</text>") && svg.includes(">epoch</text>"), "the axes have no titles");
    assert.ok(svg.includes("stroke-dasharray"), "no model is drawn in dashes");
    const rows = (await readFile(session().path("sweep", "run-001", "loss.csv"), "utf8")).trimEnd().split("\n");
    assert.equal(rows[0], "series,epoch,loss_train_nats");
    // A logarithmic axis begins at the first bin, which the first records are before.
    const raw = rows.filter((row) => row.startsWith("raw,")).length;
    assert.ok(raw > 1_950 && raw < 2_000, `${raw} raw rows`);
    assert.ok(rows.some((row) => row.startsWith("switch,")));
  });

  it("compare the runs that are selected in the view", async () => {
    const { workbench } = session();
    await workbench.openView();
    await workbench.run("run-001").click({ modifiers: ["ControlOrMeta"] });
    await workbench.run("run-005-resumed").click({ modifiers: ["ControlOrMeta"] });
    await workbench.command("Slopewise: Compare Runs", "run-001", "run-005-resumed");
    await workbench.page.keyboard.press("Enter");
    const frame = workbench.panel();
    await frame.getByRole("heading", { level: 1, name: "Runs" }).waitFor();
    await frame.locator(".curves .status", { hasText: /^2 runs$/ }).waitFor();
    assert.deepEqual(await frame.locator(".row.ticked .of-run .text").allInnerTexts(), ["run-001", "run-005-resumed"]);
    assert.deepEqual(await frame.locator(".legend .entry").allInnerTexts(), ["run-001", "run-005-resumed"]);
    await session().picture("panel-compare");
  });
});

describe("a narrow review", () => {
  const session = useSession({
    fill: (folder) => writeSamples(join(folder, "sweep")),
    size: { width: 450, height: 1200 },
  });

  it("keeps everything within its width", async () => {
    const { workbench } = session();
    await workbench.command("Slopewise: Open Review", "run-001");
    await reviewPanel(workbench).chart("Loss").waitFor();
    await workbench.command("View: Toggle Primary Side Bar Visibility");
    const frame = workbench.panel();
    await eventually("the side bar to leave the panel its width", async () => {
      const main = await frame.locator("main").boundingBox();
      return main !== null && main.width > 300;
    });
    // What stands below the loss comes a moment after it.
    await frame.locator(".models-table").waitFor();
    const main = await frame.locator("main").boundingBox();
    assert.ok(main !== null && main.width < 410);
    for (const part of await frame
      .locator("section, figure, canvas, .models-table, .actions, .chart-bar, .chart-head")
      .all()) {
      const box = await part.boundingBox();
      const isWithin = box === null || (box.x >= main.x && box.x + box.width <= main.x + main.width + 1);
      assert.ok(isWithin, `${await part.innerText()} sticks out`);
    }
    await session().picture("panel-narrow");
  });

  it("lets all charts of metrics begin and end at the same places", async () => {
    const { workbench } = session();
    const frame = workbench.panel();
    await frame.getByRole("heading", { name: "Optimizer and norms" }).scrollIntoViewIfNeeded();
    await frame.getByRole("img", { name: /^lr\. \d/ }).waitFor();
    const chart = frame.getByRole("img", { name: /^grad_norm\. \d/ });
    // The axis of the loss alone is logarithmic.
    const lines = frame.locator("figure .cursor-line:visible");
    await chart.hover();
    await eventually("the cursor in every chart", async () => (await lines.count()) > 3);
    const boxes = await Promise.all((await lines.all()).map((line) => line.boundingBox()));
    assert.equal(new Set(boxes.map((box) => box?.x)).size, 1, JSON.stringify(boxes));
  });

  it("lays the charts of compared runs under each other", async () => {
    const { workbench } = session();
    await workbench.command("Slopewise: Compare Runs", "run-001", "run-005-resumed");
    await workbench.page.keyboard.press("Enter");
    const frame = workbench.panel();
    await frame.locator(".curves .status", { hasText: /^2 runs$/ }).waitFor();
    const main = await frame.locator("main").boundingBox();
    assert.ok(main !== null);
    for (const part of await frame.locator(".curve-tools .tool:visible, .plot canvas, .legend .entry").all()) {
      const box = await part.boundingBox();
      assert.ok(box === null || box.x + box.width <= main.x + main.width + 1, `${await part.innerText()} sticks out`);
    }
    await session().picture("panel-compare-narrow");
  });
});
