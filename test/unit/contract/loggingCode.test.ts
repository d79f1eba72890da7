import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { builtInContract } from "../../../src/contract/builtIn.ts";
import { checkLog } from "../../../src/contract/checkLog.ts";
import type { Contract } from "../../../src/contract/contract.ts";
import type { Finding } from "../../../src/contract/finding.ts";
import { loggingCode, loggingFileName } from "../../../src/contract/loggingCode.ts";
import template from "../../../src/contract/slopewise_logging.py" with { type: "text" };
import { readLog } from "../../../src/log/readLog.ts";
import { hasPython, needsPython, programs, python } from "./python.ts";

describe("the text", () => {
  test("of the built-in contract is the file in the repository, which so is Python that can be read and run", () => {
    expect(loggingCode(builtInContract)).toBe(template);
  });
  test("has no long line and no trailing space", () => {
    const lines = template.split("\n");
    expect(lines.filter((line) => line.length > 100 || /\s$/.test(line))).toEqual([]);
  });
});

let folder = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "slopewise-python-"));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

interface Stretch {
  readonly stepsPerEpoch: number;
  readonly from: number;
  readonly to: number;
}

/** Logs the stretches of a run one after the other, each by a process of its own; returns what is found in the log. */
async function findingsOf(contract: Contract, stretches: readonly Stretch[]): Promise<readonly Finding[]> {
  const run = await mkdtemp(join(folder, "run-"));
  await writeFile(join(run, loggingFileName), loggingCode(contract));
  const log = join(run, "metrics.jsonl");
  for (const stretch of stretches) {
    await python(join(programs, "run_loop.py"), run, log, JSON.stringify(stretch));
  }
  const { table, problems } = await readLog(log, { includeIncomplete: true });
  return checkLog({ table, problems, contract });
}

describe.skipIf(!hasPython)(`a log that it writes${needsPython}`, () => {
  test.each([1, 3, 40, 333, 1200])("has no finding by the built-in contract, at %i steps an epoch", async (length) => {
    const to = Math.max(1200, 5 * length);
    expect(await findingsOf(builtInContract, [{ stepsPerEpoch: length, from: 1, to }])).toEqual([]);
  });
  test("is Python that compiles without a warning", async () => {
    const file = join(folder, loggingFileName);
    await writeFile(file, loggingCode(builtInContract));
    await python("-m", "py_compile", file);
    expect(await readFile(file, "utf8")).toBe(template);
  });
});
