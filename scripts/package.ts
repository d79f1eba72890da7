// Packages dist/ as out/slopewise-VERSION.vsix, the same bytes for the same commit; a warning of vsce is a failure.
import { execFile } from "node:child_process";
import { mkdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { runWithEndings } from "./host/endings.ts";
import { runGuarded } from "./host/guarded.ts";
import { root } from "./host/places.ts";
import { vsixFile } from "./host/vsix.ts";

const vsce = join(root, "node_modules", "@vscode", "vsce", "vsce");

/** The time of the last commit, in seconds; where there is no repository, the first one that a zip can hold. */
async function commitTime(): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)("git", ["log", "-1", "--format=%ct"], { cwd: root });
    return stdout.trim();
  } catch {
    return String(Date.UTC(1980, 0, 2) / 1000);
  }
}

await runWithEndings(async (endings) => {
  await mkdir(dirname(vsixFile), { recursive: true });
  await rm(vsixFile, { force: true });
  const lines: string[] = [];
  const onLine = (line: string): void => {
    lines.push(line);
    console.log(line);
  };
  // Everything is bundled, and no public repository is named that links and images could be fetched from.
  const flags = ["--no-dependencies", "--allow-missing-repository", "--no-rewrite-relative-links"];
  const command = [process.execPath, vsce, "package", ...flags, "--out", vsixFile];
  // With a time given vsce sorts the files, by the rules of the language, and writes that time, as that of the zone.
  const fixed = { SOURCE_DATE_EPOCH: process.env["SOURCE_DATE_EPOCH"] ?? (await commitTime()), TZ: "UTC", LC_ALL: "C" };
  const code = await runGuarded(endings, command, { onLine, env: fixed });
  if (code === 0 && lines.some((line) => /\bWARN/.test(line))) {
    console.error("vsce warns, see above: the package is not fit to be given to anyone.");
    return 1;
  }
  return code;
});
