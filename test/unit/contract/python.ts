import { execFile, spawnSync } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** The programs of `test/python`. */
export const programs = join(import.meta.dirname, "../../python");

/** True where there is a Python that the logging code can run on. */
export const hasPython = runs("import sys; assert sys.version_info >= (3, 8)");

/** Why tests are skipped, to stand in their names. */
export const needsPython = hasPython ? "" : " (skipped: there is no python3 of 3.8 or newer)";

function runs(code: string): boolean {
  return spawnSync("python3", ["-c", code], { stdio: "ignore" }).status === 0;
}

/** Runs python3, warnings being errors; returns what it printed. @throws where it fails, with what it said. */
export async function python(...args: readonly string[]): Promise<string> {
  const { stdout } = await run("python3", ["-B", "-W", "error", ...args]);
  return stdout;
}
