// Where the test files of one run keep the bundle of the command line, which the first of them makes.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** A folder, or nothing yet: it is there once the bundle is whole. */
    readonly bundleFolder: string;
  }
}

/** What vitest runs before the tests; what it returns it runs after them. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), "slopewise-bundle-"));
  const bundleFolder = join(folder, "made");
  project.provide("bundleFolder", bundleFolder);
  // Sources that changed make another bundle.
  project.onTestsRerun(() => rm(bundleFolder, { recursive: true, force: true }));
  return () => rm(folder, { recursive: true, force: true });
}
