import { rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { build } from "esbuild";
import { nodeBundle } from "../../scripts/bundle.ts";
import { out, root } from "../../scripts/host/places.ts";
import { testFiles } from "./testFiles.ts";

const folder = join(out, "vscode");

/** The module that VS Code loads to run the suite. */
export const suiteScript = join(folder, "index.js");

/**
 * Compiles test/vscode for the extension host, each test file on its own so that a failure names it: all of them, or
 * those whose names hold one of `names`.
 */
export async function compileSuite(names: readonly string[]): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  const files = await testFiles(join(root, "test/vscode"), names);
  await compile([join(root, "test/vscode/index.ts"), ...files], folder);
}

/** Compiles one module that is to run in the extension host; gives the path of what VS Code loads. */
export async function compileModule(entry: string): Promise<string> {
  const outdir = join(out, "modules");
  await compile([entry], outdir);
  return join(outdir, `${basename(entry, ".ts")}.js`);
}

async function compile(entryPoints: string[], outdir: string): Promise<void> {
  await build({
    ...(await nodeBundle()),
    entryPoints,
    outdir,
    external: ["vscode", "mocha"],
    sourcemap: "inline",
    logLevel: "warning",
  });
  // The sources are ES modules, what VS Code loads is not.
  await writeFile(join(outdir, "package.json"), JSON.stringify({ type: "commonjs" }));
}
