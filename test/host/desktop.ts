// Runs test/vscode in a desktop VS Code that @vscode/test-electron downloads.
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { runTests } from "@vscode/test-electron";
import { compileSuite, suiteScript } from "./compileSuite.ts";
import { countsFile } from "./counts.ts";
import { runWithEndings, temporaryFolder } from "../../scripts/host/endings.ts";
import { root } from "../../scripts/host/places.ts";
import { writeWorkspace } from "./workspace.ts";

await runWithEndings(async (endings) => {
  await compileSuite([]);
  const counts = countsFile("desktop");
  await rm(counts, { force: true });
  const workspace = await temporaryFolder(endings, "workspace");
  await writeWorkspace(workspace);
  const data = await temporaryFolder(endings, "desktop");
  return runTests({
    version: process.env["VSCODE_VERSION"] ?? "stable",
    cachePath: join(root, ".vscode-test"),
    extensionDevelopmentPath: root,
    extensionTestsPath: suiteScript,
    extensionTestsEnv: { SLOPEWISE_COUNTS: counts },
    launchArgs: [workspace, "--user-data-dir", data, "--disable-extensions", "--disable-workspace-trust"],
  });
});
