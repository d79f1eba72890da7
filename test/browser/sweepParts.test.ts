import { execFile } from "node:child_process";
import { readFile, rm, writeFile } from "node:fs/promises";
import { promisify } from "node:util";
import { describe, it } from "mocha";
import type { FrameLocator } from "playwright-core";
import { commandLine } from "../../scripts/host/places.ts";
import { reviewPanel } from "./reviewPanel.ts";
import { useSession } from "./session.ts";

async function slopewise(folder: string, ...args: readonly string[]): Promise<void> {
  await promisify(execFile)(process.execPath, [commandLine, ...args], { cwd: folder });
}

const madePart = (folder: string, part: string): Promise<void> =>
  slopewise(folder, "sweep", "logs", "--out", "cluster-out", "--part", part);

/** The first of two parts of the sample sweep. */
async function fill(folder: string): Promise<void> {
  await slopewise(folder, "sample", "logs", "--sweep", "--epochs", "20", "--steps-per-epoch", "20");
  await madePart(folder, "1/2");
}

describe("a window on the parts of a sweep", () => {
  const session = useSession({ fill, size: { width: 1400, height: 1000 } });
  const table = (): FrameLocator => session().workbench.panel();
  const counted = (text: RegExp): Promise<void> => table().locator(".counts", { hasText: text }).waitFor();

  it("lists what the parts hold, and says that one is missing", async () => {
    const { workbench } = session();
    await workbench.command("Slopewise: Open Sweep Parts", "cluster-out");
    await workbench.tab("Sweep cluster-out").waitFor();
    await table().getByText("Parts are missing, and so are their runs: 2 of 2.").waitFor();
    await counted(/^(?!72)\d\d runs/);
  });

  it("shows a part once it is there, and draws and analyzes runs without their logs", async () => {
    await madePart(session().folder, "2/2");
    await counted(/^72 runs/);
    await table().getByText("Parts are missing").waitFor({ state: "detached" });
    await rm(session().path("logs", "convnet"), { recursive: true });
    await table()
      .locator(".curves .status", { hasText: /72 runs$/ })
      .waitFor();
    // Small curves come with the parts.
    await table().locator(".body .row.run .spark path[d^=M]").first().waitFor();
    await session().picture("sweep of parts dark");
    await table().getByRole("tab", { name: "Analysis" }).click();
    await slopewise(session().folder, "sweep", "cluster-out", "--out", "merged");
    const { straightness } = JSON.parse(await readFile(session().path("merged", "sweep.json"), "utf8")) as {
      readonly straightness: { readonly n: number; readonly reached: number };
    };
    const share = new RegExp(`\\b${straightness.reached} of (the )?${straightness.n}\\b`);
    await table().getByText(share).first().waitFor();
    await session().picture("sweep of parts analyzed");
    await table().getByRole("tab", { name: "Table" }).click();
  });

  it("comes back with the window", async () => {
    const { workbench } = session();
    await workbench.waitUntilKept("mainThreadWebview-slopewise.sweep", "/cluster-out");
    await workbench.page.reload();
    await workbench.waitUntilReady();
    await workbench.tab("Sweep cluster-out").waitFor();
    await counted(/^72 runs/);
    // The tab that was chosen right before the reload may not have been written down.
    await table().getByRole("tab", { name: "Table" }).click();
    await table().locator(".body .row.run .spark path[d^=M]").first().waitFor();
  });

  it("opens the review of a run whose log is there, and says where that of another was", async () => {
    const { workbench } = session();
    const filter = table().getByRole("combobox", { name: "Filter runs" });
    /** Opens the first of the runs that end of an architecture by keyboard. */
    const open = async (arch: string): Promise<void> => {
      await filter.fill(`arch == "${arch}" && state == "ended"`);
      await counted(/^\d+ of 72 runs/);
      await table().locator(".body .row.run", { hasText: arch }).first().waitFor();
      await filter.press("Enter");
      await table().locator(".grid:focus").waitFor();
      await workbench.page.keyboard.press("Control+Home");
      await workbench.page.keyboard.press("Enter");
    };
    // A log that is gone is still opened, with what was last read of it, until the list has noticed.
    await workbench.page.locator(".statusbar-item", { hasText: /\b36 runs\b/ }).waitFor();
    await open("convnet");
    await workbench.notification(/The log of this run is not here: .*convnet/).waitFor();
    await open("transformer");
    await workbench.tab("Review").waitFor();
    await reviewPanel(workbench).records(400).waitFor();
  });

  it("opens a table from elsewhere without logs, and names the columns that it has none of", async () => {
    const { workbench } = session();
    const rows = ["0.1,1,1.9,0.31", "0.1,2,1.8,0.32", "0.01,1,2.1,0.25", "0.01,2,2.2,0.26"].map(
      (row, i) => `run-${i},${row}`,
    );
    const csv = ["run,config.lr,config.seed,best_val,alpha_early", ...rows].join("\n");
    await writeFile(session().path("from elsewhere.csv"), csv);
    await workbench.command("Slopewise: Open CSV as Runs Table", "from elsewhere.csv");
    await workbench.tab("Sweep from elsewhere.csv").waitFor();
    await counted(/^4 runs/);
    await table().getByText("no column named state, alpha_full, r2, knee").waitFor();
    await table().getByRole("button", { name: "Charts", exact: true }).waitFor({ state: "hidden" });
    await table().getByRole("tab", { name: "Analysis" }).click();
    await table()
      .locator(".analysis li", { hasText: /^The best configuration is lr = 0.1: / })
      .waitFor();
    await session().picture("table from elsewhere");
  });
});
