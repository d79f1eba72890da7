// Compiles the log's kernel, src/log/kernel, into out/kernel.wasm where it is missing or older than its sources.
import { mkdir, readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { main } from "assemblyscript/asc";

const root = join(import.meta.dirname, "../..");
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
  "--initialMemory",
  "64",
];

/**
 * Compiles where needed; returns the path of the kernel.
 * @throws with the compiler's own words.
 */
export async function compileKernel(): Promise<string> {
  if (!(await isFresh())) {
    await mkdir(join(root, "out"), { recursive: true });
    let words = "";
    const stderr = { write: (text: string | Uint8Array) => (words += String(text)) };
    const { error } = await main([join(sources, "kernel.ts"), ...options, "--outFile", kernel], { stderr });
    if (error !== null) {
      throw new Error(`The kernel does not compile.\n${words}`, { cause: error });
    }
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
