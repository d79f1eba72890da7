import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, it } from "mocha";
import type { Frame } from "playwright-core";
import { eventually } from "../host/eventually.ts";
import { writeSamples } from "../host/workspace.ts";
import { panelPage } from "./panelPage.ts";
import { reviewPanel } from "./reviewPanel.ts";
import { useSession } from "./session.ts";

/** What a screen reader would call the element that has the focus in a panel, and whether all of it is in sight. */
interface Focused {
  readonly name: string;
  readonly inSight: boolean;
}

function focused(frame: Frame): Promise<Focused> {
  return frame.evaluate<Focused>(`(() => {
    const found = document.activeElement;
    const { top, bottom } = found.getBoundingClientRect();
    const name = found === document.body ? "" : (found.getAttribute("aria-label") ?? found.textContent).trim();
    return { name, inSight: bottom > 0 && top < innerHeight };
  })()`);
}

/** More stops than a review has. */
const MOST_STOPS = 80;

const CONTROLS = [
  ...["Open log", "Open CSV", "Columns used", "Export: Loss", "Export: Accuracy", "x: ", "Smoothing", "Clip outliers"],
  ...["Zoom in", "Zoom out", "Show all", "log x", "log y", "Models", "Loss.", "Accuracy.", "Data table"],
  ...[
    "lambda_max",
    "grad_norm",
    "Copy as Markdown table",
    "Copy as pandas code",
    "Search metrics",
    "Favorite: ",
    "Go to line ",
    "Fix…",
  ],
];

describe("a review without a mouse", () => {
  const session = useSession({ fill: (folder) => writeSamples(join(folder, "sweep")) });
  const press = (key: string): Promise<void> => session().workbench.page.keyboard.press(key);

  /** Goes on with Tab until something is focused whose name starts so. */
  async function tabTo(name: string): Promise<void> {
    const frame = await panelPage(session().workbench.page);
    for (let i = 0; i < MOST_STOPS; i++) {
      if ((await focused(frame)).name.startsWith(name)) {
        return;
      }
      await press("Tab");
    }
    assert.fail(`Tab never comes to ${name}`);
  }

  /** What was read out last as the cursor moved. */
  const spoken = (): Promise<string> => session().workbench.panel().locator("[aria-live=polite]").innerText();

  it("opens from the list of runs", async () => {
    const { workbench } = session();
    await eventually("the list to be focused", async () => {
      // A view that is shown for the first time takes the focus to a text that its runs replace a moment later.
      await press("F1");
      await workbench.page.locator(".quick-input-widget input").waitFor();
      await workbench.page.keyboard.type("Focus on Runs View");
      await workbench.choice("Focus on Runs View").waitFor();
      await press("Enter");
      await workbench.run("run-007-diverged").waitFor();
      return (await workbench.view().locator(".monaco-list:focus").count()) === 1;
    });
    await workbench.page.keyboard.type("run-007");
    await workbench.view().locator(".monaco-list-row.focused", { hasText: "run-007-diverged" }).waitFor();
    await session().picture("keyboard-list");
    await press("Enter");
    await reviewPanel(workbench).heading("run-007-diverged").waitFor();
    await reviewPanel(workbench).chart("Loss").waitFor();
  });

  it("leads Tab through every control, each in sight", async () => {
    const frame = await panelPage(session().workbench.page);
    await tabTo("Open log");
    const names: string[] = [];
    const isMissing = (control: string): boolean => !names.some((name) => name.startsWith(control));
    for (let i = 0; i < MOST_STOPS && CONTROLS.some(isMissing); i++) {
      const { name, inSight } = await focused(frame);
      assert.ok(inSight, `${name} is out of sight`);
      names.push(name);
      await press("Tab");
    }
    const missing = CONTROLS.filter(isMissing);
    assert.deepEqual(missing, [], names.join("; "));
  });

  it("switches axes and models", async () => {
    const { workbench } = session();
    const panel = reviewPanel(workbench);
    await tabTo("log y");
    await press("Space");
    await panel.toggle("log y", false).waitFor();
    await session().picture("keyboard-checkbox");
    await press("Space");
    await tabTo("Models");
    await press("Enter");
    for (let i = 0; i < 4; i++) {
      await press("ArrowDown");
    }
    await press("Enter");
    await (await panel.model("Power law + offset", true)).waitFor();
    await press("Escape");
    await workbench.panel().locator(".chart-head .key", { hasText: "Power law + offset" }).waitFor();
    await tabTo("x: ");
    await press("Enter");
    await press("ArrowDown");
    await press("Enter");
    await tabTo("Loss.");
    await eventually("steps along the axis", async () => {
      await press("Shift+ArrowRight");
      return (await spoken()).startsWith("step ");
    });
  });

  it("zooms, moves and shows all again", async () => {
    await tabTo("Loss.");
    // Whoever leaves a chart and comes back finds its cursor where it first was.
    const read = async (): Promise<string> => {
      for (const key of ["Shift+Tab", "Tab", "Shift+ArrowRight"]) {
        await press(key);
      }
      return spoken();
    };
    const readOther = async (before: string): Promise<string | null> => {
      const now = await read();
      return now === before ? null : now;
    };
    const whole = await read();
    await press("+");
    const nearer = await eventually("a part of the run", () => readOther(whole));
    await press("ArrowRight");
    await eventually("another part of the run", () => readOther(nearer));
    await session().picture("keyboard-chart");
    await press("0");
    await eventually("all of the run again", async () => (await read()) === whole);
  });

  it("opens the log at the line of a finding, and what can be done about it", async () => {
    const { workbench } = session();
    await tabTo("Fix…");
    await session().picture("keyboard-finding");
    await press("Enter");
    await workbench.choice('Explain "diverged"').waitFor();
    await press("Escape");
    await tabTo("Go to line 1,105");
    await press("Enter");
    const place = workbench.page.locator(".statusbar-item", { hasText: /^Ln 1105,|^Ln 1,105,/ });
    await place.waitFor();
    await session().picture("keyboard-line");
  });
});
