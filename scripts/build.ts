// Builds every bundle of the extension. `node scripts/build.ts [--watch] [--dev]`
import { cp, mkdir, rm, writeFile } from "node:fs/promises";
import { build, context, type BuildOptions } from "esbuild";
import { apartEntries, nodeBundle } from "./bundle.ts";
import { root } from "./host/places.ts";
import { bundledFolders, carriedPackages, thirdPartyNotices } from "./notices.ts";

const dev = process.argv.includes("--dev") || process.argv.includes("--watch");

const shared: BuildOptions = {
  bundle: true,
  metafile: true,
  minify: !dev,
  sourcemap: dev ? "linked" : false,
  logLevel: "info",
  legalComments: "none",
  target: "es2023",
};

const node: BuildOptions = { ...shared, ...(await nodeBundle()) };

const bundles: BuildOptions[] = [
  { ...node, entryPoints: { extension: "src/extension.ts" }, outdir: "dist" },
  { ...node, entryPoints: { worker: "src/worker/worker.ts" }, outdir: "dist" },
  { ...node, entryPoints: { blockThread: "src/log/parallel/blockThread.ts" }, outdir: "dist" },
  { ...node, entryPoints: { probeThread: "src/worker/places/probeThread.ts" }, outdir: "dist" },
  { ...node, entryPoints: apartEntries, outdir: "dist" },
  {
    ...node,
    entryPoints: { cli: "src/cli/cli.ts" },
    outdir: "dist",
    banner: { js: "#!/usr/bin/env node" },
  },
  {
    ...shared,
    platform: "browser",
    format: "iife",
    entryPoints: { run: "webview/main.ts", runs: "webview/runs/main.ts" },
    outdir: "dist/webview",
  },
];

await rm("dist", { recursive: true, force: true });
await mkdir("dist/webview", { recursive: true });
// The sources are ES modules, the bundles are not.
await writeFile("dist/package.json", JSON.stringify({ type: "commonjs" }));
await cp("node_modules/@vscode/codicons/dist/codicon.css", "dist/webview/codicon.css");
await cp("node_modules/@vscode/codicons/dist/codicon.ttf", "dist/webview/codicon.ttf");
if (process.argv.includes("--watch")) {
  const contexts = await Promise.all(bundles.map((options) => context(options)));
  await Promise.all(contexts.map((one) => one.watch()));
} else {
  const built = await Promise.all(bundles.map((options) => build(options)));
  const folders = bundledFolders(built.flatMap(({ metafile }) => metafile ?? []));
  await writeFile("dist/ThirdPartyNotices.txt", await thirdPartyNotices(root, [...folders, ...carriedPackages]));
}
