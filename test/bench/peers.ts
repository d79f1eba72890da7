import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { build } from "esbuild";
import { nodeBundle } from "../../scripts/bundle.ts";
import { root } from "../../scripts/host/places.ts";

const run = promisify(execFile);

/** Packages of the programs that Slopewise is measured next to; they are no dependencies. */
const packages = [
  "@duckdb/node-api@1.5.6-r.1",
  "nodejs-polars@0.26.1",
  `nodejs-polars-${process.platform}-${process.arch}-gnu@0.26.1`,
];

/** Where the peers are installed. */
export const peersFolder = join(root, ".vscode-test/peers");

/** Installs the peers' packages where they are missing; without the registry they are left out. */
export async function installPeers(): Promise<void> {
  if (existsSync(join(peersFolder, "node_modules"))) {
    return;
  }
  await mkdir(peersFolder, { recursive: true });
  for (const name of packages) {
    await run("npm", [
      "install",
      "--prefix",
      peersFolder,
      "--no-save",
      "--no-audit",
      "--no-fund",
      "--force",
      name,
    ]).catch(() => console.error(`${name} cannot be installed here and is left out.`));
  }
}

/** A program that converts a log into a CSV. */
export interface Contender {
  readonly name: string;
  /** Command and arguments. */
  readonly command: (log: string, out: string) => readonly [string, ...string[]];
}

/** The contenders in Node are bundled like what is shipped. */
const bundle = join(root, "out/bench");
const script = bundled("contender");

/** A bundled script of this folder. */
export function bundled(name: string): string {
  return join(bundle, `${name}.cjs`);
}

/** Bundles what runs in processes of its own. */
export async function bundleContenders(): Promise<void> {
  const entryPoints = {
    contender: join(import.meta.dirname, "contender.ts"),
    sweepReader: join(import.meta.dirname, "sweepReader.ts"),
    oneLog: join(import.meta.dirname, "oneLog.ts"),
    blockThread: join(root, "src/log/parallel/blockThread.ts"),
  };
  const shared = { ...(await nodeBundle()), entryPoints, outdir: bundle, minify: true };
  await build({ ...shared, outExtension: { ".js": ".cjs" } });
  // The code finds its second thread by the name that it has in the extension.
  await rename(bundled("blockThread"), join(bundle, "blockThread.js"));
  await writeFile(join(bundle, "package.json"), JSON.stringify({ type: "commonjs" }));
}

function inNode(name: string): Contender {
  return { name, command: (log, out) => [process.execPath, script, name, log, out, peersFolder] };
}

const pandasCode = `
import sys, json, time, resource, pandas
start = time.perf_counter()
pandas.read_json(sys.argv[1], lines=True).to_csv(sys.argv[2], index=False)
seconds = time.perf_counter() - start
print(json.dumps({"seconds": seconds, "peakBytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024}))
`;

export const rawLimit = inNode("raw limit");
export const slopewise = inNode("Slopewise");
/** The same, with the findings of the built-in contract. */
export const slopewiseWithChecks = inNode("Slopewise, checks");

/** Those that are fast, whatever the size. */
export const fastPeers: readonly Contender[] = [
  inNode("DuckDB, 1 thread"),
  inNode("DuckDB, 2 threads"),
  inNode("polars"),
];

/** Those that take minutes for a gigabyte. */
export const slowPeers: readonly Contender[] = [
  inNode("naive Node"),
  { name: "pandas", command: (log, out) => ["/usr/bin/python3", "-c", pandasCode, log, out] },
  {
    name: "Miller",
    command: (log, out) => ["sh", "-c", 'mlr --ijsonl --ocsv unsparsify "$1" > "$2"', "sh", log, out],
  },
];
