// Packages dist/ as out/slopewise-VERSION.vsix; a warning of vsce is a failure.
import { mkdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { runWithEndings } from "./endings.ts";
import { runGuarded } from "./guarded.ts";
import { root } from "./places.ts";
import { vsixFile } from "./vsix.ts";

const vsce = join(root, "node_modules", "@vscode", "vsce", "vsce");

await runWithEndings(async (endings) => {
  await mkdir(dirname(vsixFile), { recursive: true });
  await rm(vsixFile, { force: true });
  let warned = false;
  const onLine = (line: string): void => {
    warned ||= /\bWARN/i.test(line);
    console.log(line);
  };
  // Everything is bundled, and no public repository is named that links and images could be fetched from.
  const flags = ["--no-dependencies", "--allow-missing-repository", "--no-rewrite-relative-links"];
  const command = [process.execPath, vsce, "package", ...flags, "--out", vsixFile];
  const code = await runGuarded(endings, command, { onLine });
  if (code === 0 && warned) {
    console.error("vsce warns: see above. The package is not fit to be given to anyone.");
  }
  return code === 0 && warned ? 1 : code;
});
