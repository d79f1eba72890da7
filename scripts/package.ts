// Packages dist/ as out/slopewise-VERSION.vsix, the same bytes for the same commit, and prints its size.
// A warning of vsce is a failure.
import { execFile } from "node:child_process";
import { mkdir, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
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

/** More than this is a mistake, such as a picture in full size or a library that was bundled twice. */
const mostBytes = 2_000_000;

/** Prints the size of the package; exit code 1 where it has grown too large. */
async function reportSize(): Promise<number> {
  const { size } = await stat(vsixFile);
  console.log(`${basename(vsixFile)}: ${size.toLocaleString("en")} bytes of at most ${mostBytes.toLocaleString("en")}`);
  return size > mostBytes ? 1 : 0;
}

await runWithEndings(async (endings) => {
  await mkdir(dirname(vsixFile), { recursive: true });
  await rm(vsixFile, { force: true });
  const lines: string[] = [];
  const onLine = (line: string): void => {
    lines.push(line);
    console.log(line);
  };
  // Everything is bundled. No public repository is named, so links and images stay relative.
  const flags = ["--no-dependencies", "--allow-missing-repository", "--no-rewrite-relative-links"];
  const command = [process.execPath, vsce, "package", ...flags, "--out", vsixFile];
  // If it is given a time, vsce sorts the files by locale and writes that time in the local zone.
  const fixed = { SOURCE_DATE_EPOCH: process.env["SOURCE_DATE_EPOCH"] ?? (await commitTime()), TZ: "UTC", LC_ALL: "C" };
  const code = await runGuarded(endings, command, { onLine, env: fixed });
  if (code === 0 && lines.some((line) => /\bWARN/.test(line))) {
    console.error("vsce warns (see above), so this package must not be published.");
    return 1;
  }
  return code === 0 ? reportSize() : code;
});
