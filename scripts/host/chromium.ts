import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, isAbsolute, join } from "node:path";
import { chromium } from "playwright-core";
import type { Endings } from "./endings.ts";
import { runGuarded } from "./guarded.ts";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

/** Where installers put it when they leave the PATH alone. */
const places = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/**
 * Path of a Chromium or Chrome: CHROMIUM_PATH, one on the PATH, one of Playwright's, or a new one from apt-get.
 * Throws with what to do where none can be had.
 */
export async function ensureChromium(endings: Endings): Promise<string> {
  const present = findChromium();
  if (present !== null) {
    return present;
  }
  if (await installWithApt(endings)) {
    const installed = findChromium();
    if (installed !== null) {
      return installed;
    }
  }
  throw new Error(
    "The tests in VS Code need a Chromium or Chrome, and none was found. Install one (Debian: apt-get install chromium; " +
      "elsewhere: npx playwright-core install chromium) or name it in the variable CHROMIUM_PATH.",
  );
}

function findChromium(): string | null {
  const asked = process.env["CHROMIUM_PATH"];
  if (asked !== undefined && asked !== "") {
    if (!isProgram(asked)) {
      throw new Error(`CHROMIUM_PATH names ${asked}, which is not a program that can be run.`);
    }
    return asked;
  }
  const folders = (process.env["PATH"] ?? "").split(delimiter).filter((folder) => isAbsolute(folder));
  const onPath = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...onPath, ...places, chromium.executablePath()].find(isProgram) ?? null;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

async function installWithApt(endings: Endings): Promise<boolean> {
  if (!existsSync("/usr/bin/apt-get")) {
    return false;
  }
  const asRoot = process.getuid?.() === 0 ? [] : ["sudo", "-n"];
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  console.log("Installing Chromium with apt-get ...");
  // Package lists that cannot all be refreshed may still know Chromium.
  await runGuarded(endings, [...asRoot, "apt-get", "update", "-qq"], { env });
  const install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"];
  return (await runGuarded(endings, [...asRoot, ...install], { env })) === 0;
}
