import { chromium, type Browser } from "playwright-core";
import { ensureChromium } from "./chromium.ts";
import { temporaryFolder, type Endings } from "./endings.ts";

/** Quiet, and able to run as root and without a graphics card, as build machines do. */
const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const startLimitMs = 180_000;

/** Starts a Chromium without a window, with a profile and a home folder of its own. */
export async function launchBrowser(endings: Endings): Promise<Browser> {
  const executablePath = await ensureChromium(endings);
  const home = await temporaryFolder(endings, "browser");
  const browser = await chromium.launch({
    executablePath,
    args: flags,
    timeout: startLimitMs,
    env: { ...definedEnvironment(), HOME: home, TMPDIR: home },
    // The caller ends it in its own order.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
  endings.add(() => browser.close());
  return browser;
}

function definedEnvironment(): Record<string, string> {
  const entries = Object.entries(process.env);
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => entry[1] !== undefined));
}
