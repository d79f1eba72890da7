import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { describe, it } from "mocha";
import { eventually } from "../host/eventually.ts";
import { writeWorkspace } from "../host/workspace.ts";
import { useSession } from "./session.ts";

describe("a folder that is not trusted", () => {
  const session = useSession({ fill: writeWorkspace, asksForTrust: true });
  const csv = (): string => session().path("runs", "basics", "metrics.csv");

  it("is read and reviewed, and nothing is written into it", async () => {
    const { workbench } = session();
    await workbench.page.getByText("Restricted Mode").first().waitFor();
    await workbench.openView();
    await workbench
      .run("basics")
      .filter({ hasText: /loss \d/ })
      .waitFor();
    await session().picture("restricted");
    assert.equal(existsSync(csv()), false);
  });

  it("has a light bulb that only shows and writes nothing", async () => {
    const { workbench } = session();
    await workbench.filterProblems("acc_train");
    await workbench.goTo(workbench.problem("acc_train"));
    await workbench.showLightBulb("Open Review");
    await session().picture("restricted-light-bulb");
    const titles = await workbench.page.locator(".action-widget .monaco-list-row.action").allInnerTexts();
    assert.deepEqual(
      titles.filter((title) => !/Open Review|Explain/.test(title)),
      [],
    );
    await workbench.page.keyboard.press("Escape");
  });

  it("gets its CSVs once it is trusted", async () => {
    const { workbench } = session();
    await workbench.page.getByRole("link", { name: "Manage" }).or(workbench.page.getByText("Manage")).first().click();
    await workbench.page.getByRole("button", { name: "Trust", exact: true }).click();
    await eventually("the CSV of the trusted run", () => existsSync(csv()));
  });
});
