// ThirdPartyNotices.txt: the name, version and license of every package whose code or files the extension carries.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Metafile } from "esbuild";

/** What is carried without being in a bundle's list: icons that are copied, and the kernel's compiled library. */
export const carriedPackages = ["node_modules/@vscode/codicons", "node_modules/assemblyscript"];

/** One package, with the texts that it asks to be kept with it. */
interface Carried {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  /** The texts of its license, by the names of their files; empty where it brings none. */
  readonly licenses: readonly string[];
  /** What it says of code of others that it is made with. */
  readonly notices: readonly string[];
}

/** The folders of the packages that bundles took code from, relative to the root, sorted and each once. */
export function bundledFolders(metafiles: readonly Metafile[]): readonly string[] {
  const inputs = metafiles
    .flatMap(({ outputs }) => Object.values(outputs))
    .flatMap((output) => Object.keys(output.inputs).filter((path) => (output.inputs[path]?.bytesInOutput ?? 0) > 0));
  const folders = inputs.map((path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(path)?.[0]);
  return [...new Set(folders.filter((folder) => folder !== undefined))].sort();
}

/**
 * The notices' text for packages in some folders below `root`. A package without a license of its own counts as
 * licensed where the notices of another one hold its license.
 * @throws where no license of a package is found: it must not be given to anyone.
 */
export async function thirdPartyNotices(root: string, folders: readonly string[]): Promise<string> {
  const packages = await Promise.all(folders.map((folder) => carriedIn(join(root, folder))));
  const notices = packages.flatMap((one) => one.notices);
  const parts = packages.map((one) => {
    const texts = one.licenses.length > 0 ? one.licenses : licenseWithin(notices, one.name);
    if (texts.length === 0) {
      throw new Error(
        `${one.name} ${one.version} (${one.license}) brings no text of its license, so it cannot be bundled.`,
      );
    }
    return [`${one.name} ${one.version}`, `License: ${one.license}`, ...texts, ...one.notices].join("\n\n");
  });
  return `${["Slopewise is made with these packages, under the licenses that follow.", ...parts].join(rule)}\n`;
}

const rule = `\n\n${"=".repeat(80)}\n\n`;

async function carriedIn(folder: string): Promise<Carried> {
  const {
    name,
    version,
    license = "not named",
  } = JSON.parse(await readFile(join(folder, "package.json"), "utf8")) as {
    readonly name: string;
    readonly version: string;
    readonly license?: string;
  };
  const files = (await readdir(folder)).sort();
  const texts = (pattern: RegExp): Promise<string[]> =>
    Promise.all(files.filter((file) => pattern.test(file)).map((file) => textOf(join(folder, file))));
  return {
    name,
    version,
    license,
    licenses: await texts(/^(licen[sc]e|copying)/i),
    notices: await texts(/^notices?\b/i),
  };
}

async function textOf(file: string): Promise<string> {
  return (await readFile(file, "utf8"))
    .replace(/^\uFEFF/, "")
    .replaceAll("\r\n", "\n")
    .trim();
}

/** The sections, between lines of dashes, that begin with a package's name and a version. */
function licenseWithin(notices: readonly string[], name: string): readonly string[] {
  const sections = notices.flatMap((text) => text.split(/^---+$/m)).map((section) => section.trim());
  return sections.filter((section) => section.startsWith(`${name} `) && section.includes("\n"));
}
