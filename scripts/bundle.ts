import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import type { BuildOptions, Plugin } from "esbuild";
import { compileKernel } from "./kernel.ts";
import { root } from "./host/places.ts";

/** Code that few need and that is large: bundles of their own next to the others, loaded when they are asked for. */
export const apartEntries = {
  figures: join(root, "src/sweep/figures/drawFigures.ts"),
  mcp: join(root, "src/cli/mcp/server.ts"),
};

const apart: Plugin = {
  name: "apart",
  setup: (build) => {
    for (const [name, path] of Object.entries(apartEntries)) {
      build.onResolve({ filter: new RegExp(`/${basename(path, ".ts")}\\.ts$`) }, ({ kind, resolveDir, path: asked }) =>
        kind === "dynamic-import" && resolve(resolveDir, asked) === path
          ? { path: `./${name}.js`, external: true }
          : null,
      );
    }
  },
};

/** How code is bundled that runs in Node: VS Code 1.100 brings Node 20, the command line asks for 20 or newer. */
export async function nodeBundle(): Promise<BuildOptions> {
  const kernel = await readFile(await compileKernel(), "base64");
  return {
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    external: ["vscode"],
    plugins: [apart],
    // The CommonJS form of jsonc-parser requires its parts by names that no bundler can follow.
    mainFields: ["module", "main"],
    // The kernel travels inside the code that runs it, which then finds it wherever it is put.
    define: {
      bundledKernel: JSON.stringify(kernel),
      bundledBlockThread: '"blockThread.js"',
      bundledProbeThread: '"probeThread.js"',
      bundledBuild: JSON.stringify(await sourcesHash()),
      "import.meta.url": '""',
    },
  };
}

/** Tells this build's code and texts from those of all others. */
async function sourcesHash(): Promise<string> {
  const hash = createHash("sha1");
  for (const folder of ["src", "media/l10n"].map((name) => join(root, name))) {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
    for (const file of files.sort()) {
      hash.update(await readFile(file));
    }
  }
  return hash.digest("hex");
}
