import { readdir } from "node:fs/promises";
import { join } from "node:path";

/**
 * The test files in a folder and those below, by name: all of them, or those whose names hold one of `names`.
 * @throws where no file's name does, so that a misspelled one is not taken for tests that pass.
 */
export async function testFiles(folder: string, names: readonly string[]): Promise<string[]> {
  const all = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith(".test.ts")).sort();
  const files = all.filter((file) => names.length === 0 || names.some((name) => file.includes(name)));
  if (files.length === 0) {
    throw new Error(`No test file of ${folder} has ${names.join(" or ")} in its name.`);
  }
  return files.map((file) => join(folder, file));
}
