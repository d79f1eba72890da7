// Packages dist/ as out/slopewise-VERSION.vsix; a warning of vsce is a failure.
import { mkdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { runWithEndings } from "./host/endings.ts";
import { runGuarded } from "./host/guarded.ts";
import { root } from "./host/places.ts";
import { vsixFile } from "./host/vsix.ts";

const vsce = join(root, "node_modules", "@vscode", "vsce", "vsce");

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
  const code = await runGuarded(endings, command, { onLine });
  if (code === 0 && lines.some((line) => /\bWARN/.test(line))) {
    console.error("vsce warns, see above: the package is not fit to be given to anyone.");
    return 1;
  }
  return code;
});
