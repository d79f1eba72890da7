import { execFile, spawn, spawnSync, type ChildProcess } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** The programs of `test/python`. */
export const programs = join(import.meta.dirname, "../../python");

/** Where a Python may be: PYTHON names one, and Debian's own has its packages even where another comes first. */
const candidates = [process.env["PYTHON"], "python3", "/usr/bin/python3"].filter((name) => name !== undefined);

/** A Python that the logging code can run on, or null. */
export const python3 = pythonThat("import sys; assert sys.version_info >= (3, 8)");

/** One that has torch as well, and those that have a library of the examples. */
export const pythonOfTorch = pythonWith("torch");
export const pythonOfTransformers = pythonWith("transformers");
export const pythonOfKeras = pythonWith("keras");
export const pythonOfLightning = pythonWith("lightning.pytorch") ?? pythonWith("pytorch_lightning");

/** One that has pandas. */
export const pythonOfPandas = pythonWith("pandas");

/** Importing a package like torch may take a minute; finding it does not. */
function pythonWith(name: string): string | null {
  const [outer = name] = name.split(".");
  return pythonThat(`import importlib.util; assert importlib.util.find_spec(${JSON.stringify(outer)})`);
}

/** The executable itself, past any shim, of the first candidate that can run some code. */
function pythonThat(code: string): string | null {
  for (const name of candidates) {
    const { status, stdout } = spawnSync(name, ["-c", `${code}\nimport sys; print(sys.executable)`]);
    if (status === 0) {
      return stdout.toString().trim();
    }
  }
  return null;
}

/** Says in the name of a test why it is skipped. */
export function needing(found: string | null, what: string): string {
  return found === null ? ` (skipped: no python3 with ${what} here)` : "";
}

/** Runs a Python, warnings being errors; returns what it printed. @throws where it fails, with what it said. */
export async function python(program: string | null, ...args: readonly string[]): Promise<string> {
  const { stdout, stderr } = await run(program ?? "python3", ["-B", "-W", "error", ...args]);
  return stdout + stderr;
}

/** Runs tests of `test/python` by their names; returns what unittest said. @throws where one fails, with its report. */
export function pythonTests(
  program: string | null,
  names: readonly string[],
  ...options: readonly string[]
): Promise<string> {
  const code = "import sys, unittest; sys.path.insert(0, sys.argv.pop(1)); unittest.main(module=None)";
  return python(program, ...options, "-c", code, programs, ...names.map((name) => `test_${name}`));
}

/** Starts one; what it says on standard error goes to the test's own. */
export function startPython(...args: readonly string[]): ChildProcess {
  return spawn(python3 ?? "python3", ["-B", "-W", "error", ...args], { stdio: ["ignore", "ignore", "inherit"] });
}
