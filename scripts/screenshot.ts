// Makes README's picture: the packaged extension in the embedded VS Code, with sample runs and the review of one.
import { join } from "node:path";
import { Session, useEndings } from "../test/browser/session.ts";
import { reviewPanel } from "../test/browser/reviewPanel.ts";
import { runWithEndings, type Endings } from "./host/endings.ts";
import { endedAnHourAgo } from "../test/host/workspace.ts";
import { runGuarded } from "./host/guarded.ts";
import { ensureHost } from "./host/install.ts";
import { commandLine, root } from "./host/places.ts";

const picture = join(root, "media", "run-review.png");

await runWithEndings(async (endings) => {
  await ensureHost(endings);
  useEndings(endings);
  const session = await Session.open({
    fill: (folder) => writeRuns(endings, folder),
    size: { width: 1400, height: 960 },
  });
  const { workbench } = session;
  await workbench.openView();
  await workbench.openRun("run-001");
  await reviewPanel(workbench).chart("Loss").waitFor();
  await reviewPanel(workbench).chart("Accuracy").waitFor();
  // What is said of the CSV once in a workspace lies over the charts.
  await workbench.command("Notifications: Clear All Notifications");
  // The pointer leaves nothing under it highlighted, and no tip open.
  await workbench.page.mouse.move(600, 10);
  await workbench.page.locator(".workbench-hover").waitFor({ state: "hidden" });
  await workbench.page.screenshot({ path: picture });
  console.log(picture);
  return 0;
});

async function writeRuns(endings: Endings, folder: string): Promise<void> {
  const code = await runGuarded(endings, [process.execPath, commandLine, "sample", folder, "--scenario", "all"]);
  if (code !== 0) {
    throw new Error(`The sample runs could not be written (exit code ${code}).`);
  }
  await endedAnHourAgo(folder);
}
