import { join } from "node:path";

/** The repository's root folder. */
export const root = join(import.meta.dirname, "..", "..");

/** Compiled test suites, the packaged extension and test counts: ignored by git, made again by every run. */
export const out = join(root, "out");

/** Screenshots and logs of failures, for a person to look at: ignored by git. */
export const testResults = join(root, "test-results");

/** A VS Code server from the npm registry: ignored by git, kept between runs. */
export const hostFolder = join(root, ".vscode-test", "host");

/** The built command line. */
export const commandLine = join(root, "dist", "cli.js");
