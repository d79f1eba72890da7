import { readFile } from "node:fs/promises";
import type { BuildOptions } from "esbuild";
import { compileKernel } from "./compileKernel.ts";

/** How code is bundled that runs in Node: VS Code 1.100 brings Node 20, the command line asks for 20 or newer. */
export async function nodeBundle(): Promise<BuildOptions> {
  const kernel = await readFile(await compileKernel(), "base64");
  return {
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    external: ["vscode"],
    // The CommonJS form of jsonc-parser requires its parts by names that no bundler can follow.
    mainFields: ["module", "main"],
    // The kernel travels inside the code that runs it, which then finds it wherever it is put.
    define: {
      bundledKernel: JSON.stringify(kernel),
      bundledBlockThread: '"blockThread.js"',
      "import.meta.url": '""',
    },
  };
}
