// Runs test/vscode inside the embedded VS Code, opened by a Chromium without a window.
import { rm } from "node:fs/promises";
import type { Page } from "playwright-core";
import { launchBrowser } from "../../scripts/host/browser.ts";
import { compileSuite, suiteScript } from "./compileSuite.ts";
import { countsFile } from "./counts.ts";
import { runWithEndings, temporaryFolder, type Endings } from "../../scripts/host/endings.ts";
import { ensureHost } from "../../scripts/host/install.ts";
import { reportLine } from "./mochaLines.ts";
import { patience } from "./patience.ts";
import { root } from "../../scripts/host/places.ts";
import { startServer } from "../../scripts/host/server.ts";
import { writeWorkspace } from "./workspace.ts";

await runWithEndings(async (endings) => {
  await ensureHost(endings);
  await compileSuite(process.argv.slice(2));
  const counts = countsFile("vscode");
  await rm(counts, { force: true });
  const workspace = await temporaryFolder(endings, "workspace");
  await writeWorkspace(workspace);
  const server = await startServer(endings, { runsTests: true, env: { SLOPEWISE_COUNTS: counts } });
  const address = server.window(workspace, [
    ["extensionDevelopmentPath", server.remoteUri(root)],
    ["extensionTestsPath", server.remoteUri(suiteScript)],
    ["skipWelcome", "true"],
  ]);
  return runTests(endings, address);
});

/** Opens the window, prints what the tests print and gives their exit code. */
async function runTests(endings: Endings, address: string): Promise<number> {
  const browser = await launchBrowser(endings);
  const page = await browser.newPage();
  page.setDefaultTimeout(patience.condition);
  await page.exposeFunction("codeAutomationLog", (_level: string, args: unknown[]) => {
    const line = reportLine(args);
    if (line !== null) {
      console.log(line);
    }
  });
  const exitCode = exitCodeOf(page);
  await page.goto(address);
  return exitCode;
}

/** The exit code that the window reports once the tests have ended. */
async function exitCodeOf(page: Page): Promise<number> {
  return new Promise((resolve, reject) => {
    const limit = setTimeout(() => reject(new Error("The tests in VS Code took too long.")), patience.suite);
    const end = (code: number): void => {
      clearTimeout(limit);
      resolve(code);
    };
    page.on("crash", () => reject(new Error("The browser's page crashed.")));
    page.exposeFunction("codeAutomationExit", end).catch(reject);
  });
}
