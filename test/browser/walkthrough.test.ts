import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "mocha";
import type { Locator } from "playwright-core";
import { reviewPanel } from "./reviewPanel.ts";
import { useSession } from "./session.ts";

describe("the walkthrough", () => {
  const session = useSession({
    fill: (folder) => mkdir(join(folder, "notes"), { recursive: true }).then(() => undefined),
  });
  const step = (title: string): Locator =>
    session().workbench.page.locator(".getting-started-step", { has: session().workbench.page.getByText(title) });
  const done = (title: string): Promise<void> =>
    step(title).locator(".codicon-getting-started-step-checked").waitFor({ state: "visible" });

  it("is one click away where there are no runs", async () => {
    const { workbench } = session();
    await workbench.openView();
    await workbench
      .view()
      .getByText(/No run found/)
      .waitFor();
    await workbench.view().locator(".monaco-link", { hasText: "walkthrough" }).click();
    await step("Open your runs").waitFor();
    await session().picture("walkthrough");
  });

  it("writes sample runs, which the view shows", async () => {
    const { workbench } = session();
    const { page } = workbench;
    await step("Open your runs").click();
    await page.getByRole("button", { name: "Create Sample Runs" }).click();
    await workbench.choice("In this workspace").click();
    await workbench
      .run("run-001")
      .filter({ hasText: /val loss 0\.\d/ })
      .waitFor();
    await workbench.run("run-004-young").waitFor();
    await done("Open your runs");
  });

  it("opens the table of runs", async () => {
    const { workbench } = session();
    await step("See all runs at once").click();
    await session().picture("walkthrough-table");
    await workbench.page.locator(".part.editor").getByRole("button", { name: "Open Runs Table" }).click();
    await workbench.panel().getByRole("heading", { level: 1, name: "Runs" }).waitFor();
    await workbench.close("Runs");
    await done("See all runs at once");
  });

  it("shows the problems", async () => {
    const { workbench } = session();
    await step("See what is wrong").click();
    await workbench.page.getByRole("button", { name: "Show Problems" }).click();
    await workbench
      .problem(/is not logged/)
      .first()
      .waitFor();
    await done("See what is wrong");
  });

  it("notices that a warning was fixed", async () => {
    const { workbench } = session();
    await step("Fix it").click();
    await session().picture("walkthrough-fix");
    const contract = { metrics: { loss_train_nats: { every: "batch" } } };
    await writeFile(session().path("slopewise-samples", "metrics.contract.json"), JSON.stringify(contract));
    await workbench
      .problem(/is not logged/)
      .first()
      .waitFor({ state: "detached" });
    await done("Fix it");
  });

  it("ends with the review of a run", async () => {
    const { workbench } = session();
    await step("Read the curve").click();
    await workbench.page.getByRole("button", { name: "Open a Review" }).click();
    await workbench.choice("run-001").click();
    await reviewPanel(workbench).chart("Loss").waitFor();
    await workbench.tab("Welcome").click();
    await done("Read the curve");
    await session().picture("walkthrough-done");
  });
});

describe("sample runs from the empty view", () => {
  const session = useSession({
    fill: (folder) => mkdir(join(folder, "notes"), { recursive: true }).then(() => undefined),
  });

  it("are listed, and one of them is reviewed, without another click", async () => {
    const { workbench } = session();
    await workbench.openView();
    await workbench.view().locator(".monaco-link", { hasText: "sample runs" }).click();
    await workbench.choice("In this workspace").click();
    await reviewPanel(workbench).heading("run-003-diverged").waitFor();
    await workbench.run("run-003-diverged").filter({ hasText: "diverged at" }).waitFor();
    await workbench.run("run-001").filter({ hasNotText: "live" }).waitFor();
    await session().picture("samples from the view");
  });
});
