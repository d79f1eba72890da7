import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { before, describe, it } from "mocha";
import manifest from "../../package.json" with { type: "json" };
import { installedExtension } from "./session.ts";

/** What may be in the package; VS Code adds the file `.vsixmanifest` when it installs it. */
const MAY_HOLD = [
  /^dist\/(extension|worker|blockThread|probeThread|cli|figures|mcp)\.js$/,
  /^dist\/(package\.json|ThirdPartyNotices\.txt)$/,
  /^dist\/webview\/[\w-]+\.(js|css|ttf)$/,
  /^media\/([\w.-]+|(walkthrough|docs)\/[\w-]+)\.(svg|png|md|json)$/,
  /^media\/python\/slopewise_logging\.py$/,
  /^media\/l10n\/bundle\.l10n\.\w+\.json$/,
  /^(package(\.nls(\.\w+)?)?\.json|readme\.md|changelog\.md|LICENSE\.txt|\.vsixmanifest)$/i,
];

/** Bytes of the panel's script as it is delivered: what a page takes to be there at once over Remote-SSH too. */
const LARGEST_SCRIPT = 600_000;

describe("the package", () => {
  let folder = "";
  let files: string[] = [];

  before(async () => {
    folder = await installedExtension();
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const inFolder = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
    files = inFolder.map((file) => file.slice(folder.length + 1).replaceAll("\\", "/"));
  });

  it("holds what runs and nothing else: no sources, no maps, no tests", () => {
    assert.deepEqual(
      files.filter((file) => !MAY_HOLD.some((pattern) => pattern.test(file))),
      [],
    );
  });

  it("holds what the manifest and the panel ask for", () => {
    const { main, bin, icon, contributes } = manifest;
    const schemas = contributes.jsonValidation.map(({ url }) => url);
    const panel = ["run.js", "run.css", "codicon.css", "codicon.ttf"].map((name) => `dist/webview/${name}`);
    const wanted = [
      main,
      bin.slopewise,
      icon,
      ...schemas,
      ...panel,
      "dist/worker.js",
      "dist/blockThread.js",
      "dist/probeThread.js",
      "LICENSE.txt",
      "dist/ThirdPartyNotices.txt",
    ];
    assert.deepEqual(
      wanted.filter((file) => !existsSync(join(folder, file))),
      [],
    );
  });

  it("holds a script for the panel that loads at once", async () => {
    const { size } = await stat(join(folder, "dist", "webview", "run.js"));
    assert.ok(size < LARGEST_SCRIPT, `run.js has ${size} bytes`);
  });
});
