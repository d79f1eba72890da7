// Runs test/browser: the packaged extension in the embedded VS Code, used through a Chromium as a person would.
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import Mocha from "mocha";
import { useEndings } from "../browser/session.ts";
import { countsFile } from "./counts.ts";
import { runWithEndings } from "../../scripts/host/endings.ts";
import { ensureHost } from "../../scripts/host/install.ts";
import { runMocha } from "./mochaRun.ts";
import { patience } from "./patience.ts";
import { testFiles } from "./testFiles.ts";
import { out, root, testResults } from "../../scripts/host/places.ts";

await runWithEndings(async (endings) => {
  await ensureHost(endings);
  await mkdir(out, { recursive: true });
  await rm(testResults, { recursive: true, force: true });
  await rm(countsFile("browser"), { force: true });
  useEndings(endings);
  const mocha = new Mocha({ ui: "bdd", timeout: patience.test, forbidOnly: process.env["CI"] !== undefined });
  mocha.files = await testFiles(join(root, "test", "browser"), process.argv.slice(2));
  await mocha.loadFilesAsync();
  return (await runMocha(mocha, countsFile("browser"))) === 0 ? 0 : 1;
});
