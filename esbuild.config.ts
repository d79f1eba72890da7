// Builds every bundle of the extension. `node esbuild.config.ts [--watch] [--dev]`
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { compileKernel } from "./test/host/compileKernel.ts";
import { build, context, type BuildOptions } from "esbuild";

const kernel = await compileKernel();
const dev = process.argv.includes("--dev") || process.argv.includes("--watch");

const shared: BuildOptions = {
  bundle: true,
  minify: !dev,
  sourcemap: dev ? "linked" : false,
  logLevel: "info",
  legalComments: "none",
  target: "es2023",
};

/** Code that runs in Node: VS Code 1.100 brings Node 20, the command line asks for 20 or newer. */
const node: BuildOptions = {
  ...shared,
  platform: "node",
  format: "cjs",
  target: "node20",
  external: ["vscode"],
  // The kernel travels inside the code that runs it, which then finds it wherever it is put.
  define: { bundledKernel: JSON.stringify(await readFile(kernel, "base64")), "import.meta.url": '""' },
  // The CommonJS form of jsonc-parser requires its parts by names that no bundler can follow.
  mainFields: ["module", "main"],
};

const bundles: BuildOptions[] = [
  { ...node, entryPoints: { extension: "src/extension.ts" }, outdir: "dist" },
  { ...node, entryPoints: { worker: "src/worker/worker.ts" }, outdir: "dist" },
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
    entryPoints: { run: "webview/run/run.ts" },
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
  await Promise.all(bundles.map((options) => build(options)));
}
