import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";
import { out, root } from "./places.ts";

const folder = join(out, "vscode");

/** The module that VS Code loads to run the suite. */
export const suiteScript = join(folder, "index.js");

/** Compiles test/vscode for the extension host, each test file on its own so that a failure names it. */
export async function compileSuite(): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await build({
    entryPoints: [join(root, "test/vscode/index.ts"), join(root, "test/vscode/**/*.test.ts")],
    outdir: folder,
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    external: ["vscode", "mocha"],
    sourcemap: "inline",
    logLevel: "warning",
  });
  // The sources are ES modules, what VS Code loads is not.
  await writeFile(join(folder, "package.json"), JSON.stringify({ type: "commonjs" }));
}
