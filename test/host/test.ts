// `npm test`: types, lint, unit tests, the package, the suite inside VS Code and that of a person in a browser.
// The ten slowest files come last but one. The last line counts the tests of all suites; a step that fails without a failed test counts as one.
import { existsSync } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { ensureChromium } from "../../scripts/host/chromium.ts";
import { compileKernel } from "../../scripts/kernel.ts";
import { add, countsFile, countsIn, inWords, none, oneFailure, readResults, type Counts } from "./counts.ts";
import { fileTimes, slowestFiles, type FileTime } from "./fileTimes.ts";
import { runWithEndings, type Endings } from "../../scripts/host/endings.ts";
import { runGuarded } from "../../scripts/host/guarded.ts";
import { ensureHost } from "../../scripts/host/install.ts";
import { npmCommand } from "../../scripts/host/npm.ts";
import { out } from "../../scripts/host/places.ts";
import { vsixFile } from "../../scripts/host/vsix.ts";
import { Turns, type Turn } from "./turns.ts";

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

/**
 * Steps that run at the same time, each lane in its order; no step keeps two cores busy by itself. The browser's tests take
 * as long as all others, so that they have a lane of their own. The package is there long before the unit tests end.
 */
const lanes: readonly (readonly Step[])[] = [
  [
    { name: "types", command: npmCommand("run", "types") },
    { name: "lint", command: npmCommand("run", "lint") },
    { name: "unit tests", command: npmCommand("run", "unit", ...reporters), counts: unitCounts },
    {
      name: "tests in VS Code",
      command: [process.execPath, script("vscodeSuite.ts")],
      counts: countsFile("vscode"),
      needsPackage: true,
    },
  ],
  [
    { name: "package", command: npmCommand("run", "package") },
    {
      name: "tests in a browser",
      command: [process.execPath, script("browserSuite.ts")],
      counts: countsFile("browser"),
      needsPackage: true,
    },
  ],
];

await runWithEndings(async (endings) => {
  await mkdir(out, { recursive: true });
  await rm(vsixFile, { force: true });
  // What is missing is installed first: a machine that cannot test says so at once.
  await ensureHost(endings);
  await ensureChromium(endings);
  // Both lanes need it, and neither may find the half that the other has written.
  await compileKernel();
  const turns = new Turns((line) => console.log(line));
  endings.add(() => turns.printAll());
  const results = (await Promise.all(lanes.map((steps) => runLane({ endings, turns }, steps)))).flat();
  const total = results.reduce((sum, { counts }) => add(sum, counts), none);
  console.log(`\nThe slowest test files:\n${slowestFiles(results.flatMap(({ times }) => times)).join("\n")}`);
  console.log(`\n${inWords(total)}`);
  return total.failed === 0 ? 0 : 1;
});

interface Run {
  readonly endings: Endings;
  readonly turns: Turns;
}

interface Results {
  readonly counts: Counts;
  readonly times: readonly FileTime[];
}

async function runLane(run: Run, steps: readonly Step[]): Promise<Results[]> {
  const results: Results[] = [];
  for (const step of steps) {
    const turn = run.turns.begin();
    if (step.needsPackage === true && !existsSync(vsixFile)) {
      turn.line(`\n== ${step.name}: not run, there is no package`);
      results.push({ counts: oneFailure, times: [] });
    } else {
      results.push(await runStep(run.endings, step, turn.line));
    }
    turn.end();
  }
  return results;
}

async function runStep(endings: Endings, step: Step, onLine: Turn["line"]): Promise<Results> {
  const { name, command, counts } = step;
  if (counts !== undefined) {
    await rm(counts, { force: true });
  }
  const start = performance.now();
  onLine(`\n== ${name}`);
  const code = await runGuarded(endings, command, { onLine });
  const results = counts === undefined ? null : await readResults(counts);
  const found = countsIn(results);
  const sum = code !== 0 && found.failed === 0 ? add(found, oneFailure) : found;
  const seconds = ((performance.now() - start) / 1000).toFixed(0);
  onLine(
    `== ${name}: ${code === 0 ? "fine" : "FAILED"} (${seconds} s${counts === undefined ? "" : `, ${inWords(sum)}`})`,
  );
  return { counts: sum, times: fileTimes(results) };
}
