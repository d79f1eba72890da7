// Makes the pictures of README and the Marketplace from the packaged extension in the embedded VS Code: a tour from the
// folder to a quick fix (tour.gif), the table of runs, a review, the Problems panel and the analysis of a sweep.
import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Session, useEndings } from "../test/browser/session.ts";
import { reviewPanel } from "../test/browser/reviewPanel.ts";
import { runWithEndings, type Endings } from "./host/endings.ts";
import { endedAnHourAgo } from "../test/host/workspace.ts";
import { runGuarded } from "./host/guarded.ts";
import { ensureHost } from "./host/install.ts";
import { commandLine, root } from "./host/places.ts";
import { animatedGif, indexedPng, type Pixels } from "./pictures/encode.ts";
import { pixelsOf } from "./pictures/pixels.ts";

const folder = join(root, "media", "pictures");
/** How long each picture of the tour is shown. */
const seconds = 3;

await runWithEndings(async (endings) => {
  await ensureHost(endings);
  useEndings(endings);
  const session = await Session.open({
    fill: (workspace) => writeRuns(endings, workspace, ["--scenario", "all"]),
    size: { width: 1200, height: 750 },
    settings: { "slopewise.contract.builtIn": "auto" },
  });
  await mkdir(folder, { recursive: true });
  const tour = await takeTour(session);
  await writeFile(join(folder, "tour.gif"), animatedGif(Object.values(tour), seconds));
  for (const name of ["table", "review", "problems"] as const) {
    await writeFile(join(folder, `${name}.png`), indexedPng(tour[name]));
  }
  await writeFile(join(folder, "analysis.png"), indexedPng(await takeAnalysis(endings)));
  console.log((await readdir(folder)).map((name) => join(folder, name)).join("\n"));
  return 0;
});

type Tour = Readonly<Record<"folder" | "runs" | "table" | "review" | "problems" | "bulb", Pixels>>;

/** The pictures in the order in which a newcomer would see them. */
async function takeTour(session: Session): Promise<Tour> {
  const { workbench } = session;
  const { page } = workbench;
  await page.locator(".explorer-folders-view .monaco-list-row", { hasText: "runs" }).first().click();
  await page.locator(".explorer-folders-view", { hasText: "run-001" }).waitFor();
  const explorer = await picture(session);
  await workbench.openView();
  await workbench
    .run("run-001")
    .filter({ hasText: /val loss 0\.\d/ })
    .waitFor();
  const runs = await picture(session);
  await workbench.command("Slopewise: Open Runs Table");
  const grid = workbench.panel().locator(".grid");
  await grid
    .locator(".body .row", { hasText: "run-001" })
    .locator(".of-best_val", { hasText: /^\d\.\d{3}/ })
    .waitFor();
  await grid.locator(".body .row", { hasText: "run-008" }).locator(".of-last_train", { hasText: /\d/ }).waitFor();
  await workbench.panel().getByText("Reading curves").waitFor({ state: "hidden" });
  const table = await picture(session);
  await workbench.close("Runs");
  await workbench.openRun("run-001");
  await reviewPanel(workbench).chart("Loss").waitFor();
  await reviewPanel(workbench).chart("Accuracy").waitFor();
  const review = await picture(session);
  await workbench.openProblems();
  const problem = workbench.problem(/is not logged/);
  await problem.first().waitFor();
  const problems = await picture(session);
  await workbench.goTo(problem);
  await workbench.showLightBulb("Create Python Logging Module");
  return { folder: explorer, runs, table, review, problems, bulb: await picture(session) };
}

/** What the sample sweep shows, with its first figures. */
async function takeAnalysis(endings: Endings): Promise<Pixels> {
  const session = await Session.open({
    fill: (workspace) => writeRuns(endings, workspace, ["--sweep"]),
    size: { width: 1200, height: 900 },
    settings: { "slopewise.contract.builtIn": "auto", "slopewise.openRunsAtStart": true },
  });
  const { workbench } = session;
  const panel = workbench.panel();
  await panel.locator(".count", { hasText: /^9 diverged$/ }).waitFor();
  await panel.locator(".curves .status", { hasText: /^72 runs$/ }).waitFor();
  await panel.locator(".count.reading").waitFor({ state: "detached" });
  await panel.getByRole("tab", { name: "Analysis" }).click();
  await panel.locator(".analysis .figures svg").nth(1).waitFor();
  await workbench.command("View: Toggle Primary Side Bar Visibility");
  return picture(session);
}

/** The window without notifications, and without a pointer that would highlight what is under it. */
async function picture({ workbench }: Session): Promise<Pixels> {
  const { page } = workbench;
  const toasts = page.locator(".notification-toast");
  if ((await toasts.count()) > 0) {
    await workbench.command("Notifications: Clear All Notifications");
    await toasts.first().waitFor({ state: "hidden" });
  }
  await page.mouse.move(600, 4);
  await page.locator(".workbench-hover").waitFor({ state: "hidden" });
  return pixelsOf(page.context(), await page.screenshot());
}

async function writeRuns(endings: Endings, workspace: string, kind: readonly string[]): Promise<void> {
  const runs = join(workspace, "runs");
  const code = await runGuarded(endings, [process.execPath, commandLine, "sample", runs, ...kind]);
  if (code !== 0) {
    throw new Error(`The sample runs could not be written (exit code ${code}).`);
  }
  await endedAnHourAgo(workspace);
}
