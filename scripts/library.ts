// Builds lib/: the entries of the npm package for programs, `slopewise/numerics` and `slopewise/sweep`, as ES modules with
// their types. `npm pack` runs it.
import { execFile } from "node:child_process";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { build } from "esbuild";
import { root } from "./host/places.ts";
import { bundledFolders, thirdPartyNotices } from "./notices.ts";

const library = join(root, "lib");
const compiler = join(root, "node_modules/@typescript/native/bin/tsc");

await rm(library, { recursive: true, force: true });
const [{ metafile }] = await Promise.all([
  build({
    absWorkingDir: root,
    bundle: true,
    metafile: true,
    // What both entries use is there once.
    splitting: true,
    format: "esm",
    platform: "neutral",
    mainFields: ["module", "main"],
    // Papa Parse asks for it where a stream of Node is read, which nothing here does.
    external: ["stream"],
    define: { PAPA_BROWSER_CONTEXT: "true" },
    target: "es2023",
    legalComments: "none",
    logLevel: "warning",
    entryPoints: { numerics: "src/library/numerics.ts", sweep: "src/library/sweep.ts" },
    chunkNames: "[name]-[hash]",
    outdir: library,
  }),
  promisify(execFile)(process.execPath, [compiler, "-p", join(root, "src/library")]),
]);
await writeFile(join(library, "ThirdPartyNotices.txt"), await thirdPartyNotices(root, bundledFolders([metafile])));
