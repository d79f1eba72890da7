import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, it } from "mocha";
import { writeSamples } from "../host/workspace.ts";
import { panelPage } from "./panelPage.ts";
import { reviewPanel } from "./reviewPanel.ts";
import { useSession } from "./session.ts";

describe("Slopewise in German", () => {
  const session = useSession({ fill: (folder) => writeSamples(join(folder, "sweep")), language: "de" });

  it("shows the view", async () => {
    const { workbench } = session();
    await workbench.openView();
    await workbench
      .run("run-001")
      .filter({ hasText: /Val-Loss \d,\d{3}/ })
      .waitFor();
    await workbench.run("run-002-missing-metric").filter({ hasText: "1 Befund" }).waitFor();
    await workbench.page.locator(".statusbar-item", { hasText: "8 Läufe" }).waitFor();
  });

  it("shows what the runs are missing in the Problems panel", async () => {
    const { workbench } = session();
    const said: readonly (readonly [code: string, sentence: RegExp])[] = [
      ["missing-metric", /wird in 1\.999 Schritten nie geloggt: Der Vertrag verlangt die Metrik alle 500 Schritte/],
      ["epoch-only", /werden einmal je Epoche geloggt \(100 Schritte\)\. Der Vertrag verlangt mehr/],
      ["non-finite", /loss_train_nats ist NaN von Zeile .* bis zum Ende/],
      ["steps-repeated", /step geht in Zeile .* zurück: Der Lauf wurde von einem Checkpoint fortgesetzt/],
      ["incomplete-line", /der letzten Zeile fehlt das Zeilenende/],
      ["diverged", /Der Lauf ist divergiert/],
    ];
    for (const [code, sentence] of said) {
      await workbench.filterProblems(code);
      await workbench.problem(sentence).waitFor();
    }
    await workbench.filterProblems("");
    await session().picture("german-problems");
    await workbench.filterProblems("missing-metric");
    await workbench.problem(/lambda_max wird/).dblclick();
    await workbench.showLightBulb("Vertrag ohne");
    await session().picture("german-light-bulb");
    await workbench.page.keyboard.press("Escape");
    await workbench.close("metrics.jsonl");
  });

  it("offers its commands", async () => {
    const { workbench } = session();
    await workbench.command("Slopewise: Auswertung öffnen", "run-001");
    await reviewPanel(workbench).heading("run-001").waitFor();
  });

  it("shows the panel, whose page says that it is German", async () => {
    const { workbench } = session();
    const frame = await panelPage(workbench.page);
    await frame.getByRole("heading", { name: "Modelle und Zahlen" }).waitFor();
    await frame.getByRole("button", { name: "Ausreißer abschneiden" }).waitFor();
    await frame.locator(".status", { hasText: "2.000 Einträge" }).waitFor();
    assert.equal(await frame.locator("html").getAttribute("lang"), "de");
    await session().picture("german");
  });

  it("says in German what the curve shows", async () => {
    const { workbench } = session();
    const frame = await panelPage(workbench.page);
    assert.match(await frame.locator(".summary").innerText(), /den Loss am besten|Einlaufphase/);
  });
});
