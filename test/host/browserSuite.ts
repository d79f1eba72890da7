// Runs test/browser: the packaged extension in the embedded VS Code, used through a Chromium as a person would.
import { mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import Mocha from "mocha";
import { useEndings } from "../browser/session.ts";
import { countsFile } from "./counts.ts";
import { runWithEndings } from "../../scripts/host/endings.ts";
import { ensureHost } from "../../scripts/host/install.ts";
import { runMocha } from "./mochaRun.ts";
import { patience } from "./patience.ts";
import { out, root, testResults } from "../../scripts/host/places.ts";

await runWithEndings(async (endings) => {
  await ensureHost(endings);
  await mkdir(out, { recursive: true });
  await rm(testResults, { recursive: true, force: true });
  await rm(countsFile("browser"), { force: true });
  useEndings(endings);
  const mocha = new Mocha({ ui: "bdd", timeout: patience.test, forbidOnly: process.env["CI"] !== undefined });
  const folder = join(root, "test", "browser");
  const only = process.argv[2] ?? "";
  for (const file of (await readdir(folder, { recursive: true })).sort()) {
    if (file.endsWith(".test.ts") && file.includes(only)) {
      mocha.addFile(join(folder, file));
    }
  }
  await mocha.loadFilesAsync();
  return (await runMocha(mocha, countsFile("browser"))) === 0 ? 0 : 1;
});
