import { spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { devNull, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { builtInContract } from "../../../../src/contract/model/builtIn.ts";
import { loggingCode } from "../../../../src/contract/logging/loggingCode.ts";
import { contractOf } from "../logTables.ts";

/** The options under which a checker says nothing of sound code. */
const CHECKERS: Readonly<Record<string, readonly string[]>> = {
  // torch and Lightning need not be installed; functions without annotations are checked too.
  mypy: ["--config-file=", `--cache-dir=${devNull}`, "--check-untyped-defs", "--ignore-missing-imports"],
  flake8: ["--isolated", "--max-line-length=100"],
};

const CONTRACTS = {
  "the built-in contract": builtInContract,
  "a contract without metrics": contractOf({ metrics: {} }),
  "a contract of names of its own": contractOf({
    metrics: {
      loss_train_bits: { every: "batch" },
      sharpness: { every: "1/3 epoch" },
      twice: { every: "batch", derive: { from: "loss_train_bits", scale: 2 } },
    },
    names: { trainLoss: "loss_train_bits" },
  }),
};

describe.each(Object.entries(CHECKERS))("%s", (checker, options) => {
  const found = spawnSync(checker, ["--version"]).status === 0;
  let folder = "";
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "slopewise-python-"));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const title = `has nothing to say of the logging code of %s${found ? "" : ` (skipped: no ${checker} here)`}`;
  test.skipIf(!found).each(Object.entries(CONTRACTS))(title, async (name, contract) => {
    const file = join(folder, `${name.replaceAll(/\W/g, "_")}.py`);
    await writeFile(file, loggingCode(contract));
    const { status, stdout, stderr } = spawnSync(checker, [...options, file], { encoding: "utf8" });
    expect(status, `${stdout}${stderr}`).toBe(0);
  });
});
