import { isAbsolute, relative, sep } from "node:path";
import { root } from "../../scripts/host/places.ts";

/** How long the tests of a file took, what prepares them included. */
export interface FileTime {
  /** From the repository's root with forward slashes, or the path of what was run. */
  readonly file: string;
  readonly seconds: number;
}

const SHOWN = 10;

/** The file of a test as the repository has it: VS Code runs what test/vscode was compiled to. */
function testFile(path: string): string {
  const inside = (isAbsolute(path) ? relative(root, path) : path).split(sep).join("/");
  return inside.replace(/^out\/vscode\/(.*)\.js$/, "test/vscode/$1.ts");
}

/** The times of files in what runMocha or vitest's JSON reporter wrote; what is no such time is left out. */
export function fileTimes(results: unknown): FileTime[] {
  const times = listIn(results, "files").map((entry) => ({ file: of(entry, "file"), seconds: of(entry, "seconds") }));
  const vitest = listIn(results, "testResults").map((entry) => {
    const [start, end] = [of(entry, "startTime"), of(entry, "endTime")];
    const seconds = typeof start === "number" && typeof end === "number" ? (end - start) / 1000 : null;
    return { file: of(entry, "name"), seconds };
  });
  return [...times, ...vitest].flatMap(({ file, seconds }) =>
    typeof file === "string" && typeof seconds === "number" ? [{ file: testFile(file), seconds }] : [],
  );
}

/** The files that took longest, one a line, the slowest first. */
export function slowestFiles(times: readonly FileTime[]): string[] {
  const slowest = [...times].sort((a, b) => b.seconds - a.seconds).slice(0, SHOWN);
  return slowest.map(({ file, seconds }) => `${seconds.toFixed(1).padStart(7)} s  ${file}`);
}

function listIn(value: unknown, name: string): readonly unknown[] {
  const list = of(value, name);
  return Array.isArray(list) ? list : [];
}

function of(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}
