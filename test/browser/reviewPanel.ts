import type { Locator } from "playwright-core";
import type { Workbench } from "./workbench.ts";

/** The open review of a run as a person reads it. */
export interface ReviewPanel {
  heading(run: string | RegExp): Locator;
  /** A drawn chart by the start of what it says to a screen reader. */
  chart(label: string): Locator;
  summary(): Promise<string>;
  /** What the main chart says at the cursor. */
  readout(): Locator;
  /** The line that says how many records were read. */
  records(count: number): Locator;
  finding(text: string | RegExp): Locator;
  /** All findings, each its sentence and its code. */
  findings(): Promise<string[]>;
  /** The first cells in the row of a model that hold a measure of its fit, or the reason why there is none. */
  cells(model: string, count: number): Promise<string[]>;
  /** The parameters in the row of a model, each its name, its value and its interval. */
  parameters(model: string): Promise<string[]>;
  /** What the list of numbers says under a name. */
  fact(name: string): Promise<string>;
  /** A button that stays pressed, where it says so only one that is or is not. */
  toggle(name: string, pressed?: boolean): Locator;
  /** Opens the menu of models, in which a model is a line that is ticked or is not. */
  model(name: string, checked?: boolean): Promise<Locator>;
}

export function reviewPanel(workbench: Workbench): ReviewPanel {
  const frame = workbench.panel();
  const row = (model: string): Locator =>
    frame.locator("tr", { has: frame.locator(".model-name").getByText(model, { exact: true }) });
  return {
    heading: (run) => frame.getByRole("heading", { level: 1, name: run }),
    chart: (label) => frame.getByRole("img", { name: new RegExp(`^${label}`) }),
    records: (count) => frame.locator(".status", { hasText: `${count.toLocaleString("en")} records` }),
    finding: (text) => frame.locator(".findings li", { hasText: text }),
    findings: () => frame.locator(".findings li p").allInnerTexts(),
    readout: () => frame.locator(".readout .values:has(strong)").first(),
    summary: () => frame.locator(".summary").innerText(),
    cells: async (model, count) => (await row(model).locator("td.number, td.reason").allInnerTexts()).slice(0, count),
    parameters: (model) => row(model).locator(".parameter").allInnerTexts(),
    fact: (name) =>
      frame
        .locator(".facts > div", { has: frame.getByText(name, { exact: true }) })
        .locator("dd")
        .innerText(),
    toggle: (name, pressed) =>
      frame.getByRole("button", { name, exact: true, ...(pressed !== undefined && { pressed }) }),
    model: async (name, checked) => {
      if (!(await frame.getByRole("menu").isVisible())) {
        await frame.getByRole("button", { name: "Models", exact: true }).click();
      }
      return frame.getByRole("menuitemcheckbox", { name, exact: true, ...(checked !== undefined && { checked }) });
    },
  };
}
