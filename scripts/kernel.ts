// Compiles the log's kernel, src/log/kernel, into out/kernel.wasm where it is missing or older than its sources.
import { execFile } from "node:child_process";
import { mkdir, readdir, stat } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Run as programs: as a module the compiler would bring its own types of JavaScript's arrays along. */
const [compiler, optimizer] = ["assemblyscript/bin/asc.js", "binaryen/bin/wasm-opt"].map((name) =>
  createRequire(import.meta.url).resolve(name),
) as [string, string];

const root = join(import.meta.dirname, "..");
const sources = join(root, "src/log/kernel");
const kernel = join(root, "out/kernel.wasm");

/** Needs 128-bit instructions (in Node since 16.4) and nothing of AssemblyScript's runtime. */
const options = [
  "-O3",
  "--noAssert",
  "--runtime",
  "stub",
  "--enable",
  "simd",
  "--use",
  "abort=",
  // In pages of 64 KiB: 24 MiB, nearly all of it for the tables of many keys. What is not touched costs nothing.
  "--initialMemory",
  "384",
];

/**
 * What a record needs for each of its members becomes one function: calls cost as much as the work between them. The
 * compiler alone takes into their callers only functions of a few instructions.
 */
const inlining = ["-O3", "--all-features", "--always-inline-max-function-size", "400", "--inline-functions-with-loops"];

/**
 * Compiles where needed; returns the path of the kernel.
 * @throws with the compiler's own words.
 */
export async function compileKernel(): Promise<string> {
  if (!(await isFresh())) {
    await mkdir(join(root, "out"), { recursive: true });
    const plain = join(root, "out/kernel.plain.wasm");
    await run(process.execPath, [compiler, join(sources, "kernel.ts"), ...options, "--outFile", plain]);
    await run(process.execPath, [optimizer, plain, ...inlining, "-o", kernel]);
  }
  return kernel;
}

/** What vitest runs before the tests. */
export async function setup(): Promise<void> {
  await compileKernel();
}

async function isFresh(): Promise<boolean> {
  const compiled = await modified(kernel);
  const files = [...(await readdir(sources)).map((name) => join(sources, name)), import.meta.filename];
  const latest = await Promise.all(files.map(modified));
  return latest.every((time) => time < compiled);
}

/** When a file was changed; long ago where there is none. */
async function modified(path: string): Promise<number> {
  return stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => -Infinity,
  );
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await compileKernel();
}
