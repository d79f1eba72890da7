// `npm test`: types, lint, unit tests, the package, the suite inside VS Code and that of a person in a browser.
// The ten slowest files come last but one. The last line counts the tests of all suites; a step that fails without a failed test counts as one.
import { existsSync } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { ensureChromium } from "../../scripts/host/chromium.ts";
import { add, countsFile, countsIn, inWords, none, oneFailure, readResults, type Counts } from "./counts.ts";
import { fileTimes, slowestFiles, type FileTime } from "./fileTimes.ts";
import { runWithEndings, type Endings } from "../../scripts/host/endings.ts";
import { runGuarded } from "../../scripts/host/guarded.ts";
import { ensureHost } from "../../scripts/host/install.ts";
import { npmCommand } from "../../scripts/host/npm.ts";
import { out } from "../../scripts/host/places.ts";
import { vsixFile } from "../../scripts/host/vsix.ts";

interface Step {
  readonly name: string;
  readonly command: readonly string[];
  /** Where the step leaves its counts, when it runs tests. */
  readonly counts?: string;
  /** Nothing can be said of the package where there is none. */
  readonly needsPackage?: boolean;
}

const script = (name: string): string => join(import.meta.dirname, name);
const unitCounts = countsFile("unit");
const reporters = ["--", "--reporter=default", "--reporter=json", `--outputFile.json=${unitCounts}`];

const steps: readonly Step[] = [
  { name: "types", command: npmCommand("run", "types") },
  { name: "lint", command: npmCommand("run", "lint") },
  { name: "unit tests", command: npmCommand("run", "unit", ...reporters), counts: unitCounts },
  { name: "package", command: npmCommand("run", "package") },
  {
    name: "tests in VS Code",
    command: [process.execPath, script("vscodeSuite.ts")],
    counts: countsFile("vscode"),
    needsPackage: true,
  },
  {
    name: "tests in a browser",
    command: [process.execPath, script("browserSuite.ts")],
    counts: countsFile("browser"),
    needsPackage: true,
  },
];

await runWithEndings(async (endings) => {
  await mkdir(out, { recursive: true });
  await rm(vsixFile, { force: true });
  // What is missing is installed first: a machine that cannot test says so at once.
  await ensureHost(endings);
  await ensureChromium(endings);
  let total = none;
  const times: FileTime[] = [];
  for (const step of steps) {
    if (step.needsPackage === true && !existsSync(vsixFile)) {
      console.log(`\n== ${step.name}: not run, there is no package`);
      total = add(total, oneFailure);
    } else {
      const results = await runStep(endings, step);
      total = add(total, results.counts);
      times.push(...results.times);
    }
  }
  console.log(`\nThe slowest test files:\n${slowestFiles(times).join("\n")}`);
  console.log(`\n${inWords(total)}`);
  return total.failed === 0 ? 0 : 1;
});

interface Results {
  readonly counts: Counts;
  readonly times: readonly FileTime[];
}

async function runStep(endings: Endings, { name, command, counts }: Step): Promise<Results> {
  if (counts !== undefined) {
    await rm(counts, { force: true });
  }
  const start = performance.now();
  console.log(`\n== ${name}`);
  const code = await runGuarded(endings, command);
  const results = counts === undefined ? null : await readResults(counts);
  const found = countsIn(results);
  const sum = code !== 0 && found.failed === 0 ? add(found, oneFailure) : found;
  const seconds = ((performance.now() - start) / 1000).toFixed(0);
  console.log(
    `== ${name}: ${code === 0 ? "fine" : "FAILED"} (${seconds} s${counts === undefined ? "" : `, ${inWords(sum)}`})`,
  );
  return { counts: sum, times: fileTimes(results) };
}
