import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { build, type BuildOptions, type Metafile } from "esbuild";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { root } from "../../../scripts/host/places.ts";
import { bundledFolders, carriedPackages, thirdPartyNotices } from "../../../scripts/notices.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "slopewise-notices-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** A package with files next to its manifest. */
function install(name: string, files: Readonly<Record<string, string>>): string {
  const place = join("node_modules", name);
  mkdirSync(join(folder, place), { recursive: true });
  const manifest = JSON.stringify({ name, version: "1.2.3", license: "MIT" });
  for (const [file, text] of Object.entries({ "package.json": manifest, ...files })) {
    writeFileSync(join(folder, place, file), text);
  }
  return place;
}

describe("the notices", () => {
  test("name each package, its version, its license and the texts that it brings", async () => {
    const folders = [
      install("one", { LICENSE: "\uFEFFBe kind.\r\nBe fair.\r\n", NOTICE: "By one." }),
      install("@a/two", { "license.md": "Be two." }),
    ];
    const text = await thirdPartyNotices(folder, folders);
    expect(text).toContain("one 1.2.3\n\nLicense: MIT\n\nBe kind.\nBe fair.\n\nBy one.");
    expect(text).toContain("@a/two 1.2.3\n\nLicense: MIT\n\nBe two.");
  });
  test("fail on a package without a text of its license", async () => {
    const folders = [install("one", { LICENSE: "Be kind." }), install("bare", { "README.md": "MIT, honestly" })];
    await expect(thirdPartyNotices(folder, folders)).rejects.toThrow(
      /^bare 1\.2\.3 \(MIT\) brings no text of its license/,
    );
  });
  test("take a license from the notices of the package that brings the other", async () => {
    const notices = "Made with:\n\n---\n\nbare 1.0.0 - MIT\nBe bare.\n\n---\n\nbarely 1.0.0 - MIT\nOther.\n";
    const folders = [install("one", { LICENSE: "Be kind.", NOTICES: notices }), install("bare", {})];
    expect(await thirdPartyNotices(folder, folders)).toMatch(
      /\n\nbare 1\.2\.3\n\nLicense: MIT\n\nbare 1\.0\.0 - MIT\nBe bare\.\n$/,
    );
  });
});

/** What the extension's bundles take in. */
async function metafiles(): Promise<Metafile[]> {
  const shared = {
    bundle: true,
    metafile: true,
    write: false,
    outdir: "out",
    absWorkingDir: root,
    logLevel: "silent",
  } as const;
  const node: BuildOptions = { platform: "node", external: ["vscode"], mainFields: ["module", "main"] };
  const built = await Promise.all([
    build({ ...shared, ...node, entryPoints: ["src/extension.ts", "src/worker/worker.ts", "src/cli/cli.ts"] }),
    build({ ...shared, entryPoints: ["webview/main.ts"] }),
  ]);
  return built.flatMap(({ metafile }) => metafile ?? []);
}

/** The name of the package that a file belongs to, by the nearest manifest that has one. */
function packageOf(file: string): string {
  try {
    const { name } = JSON.parse(readFileSync(join(dirname(file), "package.json"), "utf8")) as {
      readonly name?: string;
    };
    return name ?? packageOf(dirname(file));
  } catch {
    return packageOf(dirname(file));
  }
}

describe("the extension's notices", () => {
  test("hold every package that it carries", async () => {
    const bundles = await metafiles();
    const text = await thirdPartyNotices(root, [...bundledFolders(bundles), ...carriedPackages]);
    const inputs = bundles
      .flatMap(({ outputs }) => Object.values(outputs))
      .flatMap(({ inputs: files }) => Object.keys(files));
    const foreign = inputs.filter((file) => file.includes("node_modules/")).map((file) => packageOf(join(root, file)));
    const names = [...new Set([...foreign, "@vscode/codicons", "assemblyscript"])];
    expect(names).toContain("chart.js");
    expect(names.filter((name) => !new RegExp(`^${name} \\d`, "m").test(text))).toEqual([]);
    expect(text).toContain("Attribution 4.0 International");
  });
});
