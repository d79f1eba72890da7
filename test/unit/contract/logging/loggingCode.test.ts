import { engine } from "../../../engine.ts";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { builtInContract } from "../../../../src/contract/model/builtIn.ts";
import { checkLog } from "../logTables.ts";
import type { Contract } from "../../../../src/contract/model/contract.ts";
import type { Finding } from "../../../../src/contract/model/finding.ts";
import { loggingCode, loggingFileName } from "../../../../src/contract/logging/loggingCode.ts";
import { loggingNames } from "../../../../src/contract/logging/loggingNames.ts";
import template from "../../../../media/python/slopewise_logging.py" with { type: "text" };
import type { LogTable } from "../../../../src/log/columns/columns.ts";
import { readLog, type ReadLog } from "../../../../src/log/read/readLog.ts";
import { fitLine } from "../../../../src/numerics/regression/ols.ts";
import { tailPower } from "../../../../src/numerics/series/tailPower.ts";
import { welch } from "../../../../src/numerics/series/welch.ts";
import { contractOf } from "../logTables.ts";
import { needing, programs, python, python3, pythonTests } from "../python.ts";
import { pythonOfKeras, pythonOfLightning, pythonOfTorch, pythonOfTransformers } from "../python.ts";

const needsPython = needing(python3, "version 3.8 or newer");

describe("the text", () => {
  test("of the built-in contract is the file in the repository, which so is Python that can be read and run", () => {
    expect(loggingCode(builtInContract)).toBe(template);
  });
  test("has no long line and no trailing space", () => {
    const lines = template.split("\n");
    expect(lines.filter((line) => line.length > 100 || /\s$/.test(line))).toEqual([]);
  });
  test("differs from contract to contract in what is written of it alone", () => {
    const none = loggingCode(contractOf({ metrics: {} })).split("\n");
    const lines = template.split("\n");
    expect(none.slice(-600)).toEqual(lines.slice(-600));
    expect(none).toContain("EVERY = {}");
  });
});

describe("names", () => {
  test("follow the roles, else the metric that looks like the built-in one", () => {
    const metrics = { val_accuracy: { every: "epoch" }, weight_decay: { every: "batch" }, psd: { every: "batch" } };
    const { names } = loggingNames(contractOf({ metrics, names: { trainLoss: "train/loss" } }));
    const some = ["loss", "val_loss", "val_acc", "wd", "acc", "psd_tail"] as const;
    expect(some.map((quantity) => names.get(quantity))).toEqual([
      "train/loss",
      "loss_val_nats",
      "val_accuracy",
      "weight_decay",
      "acc_train",
      "psd_tail",
    ]);
  });
  test("give a metric that looks like a role under another name a copy of it", () => {
    const metrics = { train_loss: { every: "batch" }, iteration: { every: "batch" } };
    const { names, derived } = loggingNames(contractOf({ metrics }));
    expect(names.get("loss")).toBe("loss_train_nats");
    expect([...derived]).toEqual([
      ["iteration", { from: "step", scale: 1 }],
      ["train_loss", { from: "loss_train_nats", scale: 1 }],
    ]);
  });
  test("put a source before what is derived from it, and leave a circle out", () => {
    const every = "batch";
    const metrics = {
      c: { every, derive: { from: "b", scale: 2 } },
      b: { every, derive: { from: "a", scale: 3 } },
      x: { every, derive: { from: "y", scale: 2 } },
      y: { every, derive: { from: "x", scale: 0.5 } },
    };
    expect([...loggingNames(contractOf({ metrics })).derived.keys()]).toEqual(["b", "c"]);
  });
  test.each(["loss_bits", "lossBits", "train/bits", "bits"])("know the unit of %s", (trainLoss) => {
    expect(loggingNames(contractOf({ names: { trainLoss } })).inBits).toEqual([trainLoss]);
  });
  test.each(["loss", "habits", "bitsy_loss", "loss_nats"])("do not take %s for bits", (trainLoss) => {
    expect(loggingNames(contractOf({ names: { trainLoss } })).inBits).toEqual([]);
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
  /** Whether the loop gives the epoch itself. */
  readonly explicitEpoch?: boolean;
}

/** The log of a run that a loop with the code of a contract writes, stretch after stretch. */
async function logOf(contract: Contract, stretches: readonly Stretch[]): Promise<ReadLog> {
  const run = await mkdtemp(join(folder, "run-"));
  await writeFile(join(run, loggingFileName), loggingCode(contract));
  const log = join(run, "metrics.jsonl");
  await python(python3, join(programs, "run_loop.py"), run, log, JSON.stringify(stretches));
  return readLog(log, { engine, includeIncomplete: true });
}

async function findingsOf(contract: Contract, ...stretches: readonly Stretch[]): Promise<readonly Finding[]> {
  const { table, problems } = await logOf(contract, stretches);
  return checkLog({ table, problems, contract });
}

const oddNames = ['quo"ted', "back\\slash", "new\nline", "été", "percent %", "{braces}", "'''", "\u2028", "\u0000"];

/** Contracts that ask for other metrics, or by other names, than the built-in one. */
const contracts: Readonly<Record<string, object>> = {
  "every name changed": {
    names: {
      trainLoss: "train/loss",
      valLoss: "val/loss",
      step: "global_step",
      epoch: "ep",
      time: "seconds",
      learningRate: "opt.lr",
      curvature: "sharpness",
    },
  },
  "odd cadences": {
    metrics: {
      step: { every: "batch" },
      train_loss: { every: "10 steps" },
      val_loss: { every: "1/3 epoch" },
      "my/metric": { every: "3 epochs" },
      weight_decay: { every: "epoch" },
      grad_norm: { every: "7 steps" },
      sharpness: { every: "1/7 epoch" },
      psd_tail: { every: "1.5 epochs" },
    },
  },
  "a loss in bits": {
    metrics: {
      loss_bits: { every: "batch", min: 0 },
      loss_nats: { every: "batch", derive: { from: "loss_bits", scale: Math.LN2 } },
    },
    names: { trainLoss: "loss_bits" },
  },
  "a loss an epoch": { metrics: { loss_train_nats: { every: "epoch" }, acc_train: { every: "2 epochs" } } },
  "a chain of derived metrics": {
    metrics: {
      millibits: { every: "batch", derive: { from: "bits", scale: 1000 } },
      bits: { every: "batch", derive: { from: "loss_train_nats", scale: Math.LOG2E } },
      loss_train_nats: { every: "batch" },
    },
  },
  "nothing asked for": { metrics: {} },
  "names that are not plain words": {
    metrics: Object.fromEntries(oddNames.map((name) => [name, { every: "5 steps" }])),
  },
};

describe.skipIf(python3 === null)(`a log that it writes${needsPython}`, () => {
  test.each([1, 3, 40, 333, 1200])("has no finding by the built-in contract, at %i steps an epoch", async (length) => {
    const to = Math.max(620, 5 * length);
    expect(await findingsOf(builtInContract, { stepsPerEpoch: length, from: 1, to })).toEqual([]);
  });
  describe.each(Object.entries(contracts))("by a contract with %s", (_, source) => {
    test.each([7, 60])("has no finding at %i steps an epoch, resumed and not", async (length) => {
      const contract = contractOf(source);
      const to = 9 * length;
      const middle = 4 * length + 2;
      expect(await findingsOf(contract, { stepsPerEpoch: length, from: 1, to })).toEqual([]);
      const resumed = [
        { stepsPerEpoch: length, from: 1, to: middle },
        { stepsPerEpoch: length, from: middle + 1, to },
      ];
      expect(await findingsOf(contract, ...resumed)).toEqual([]);
    });
  });
  test("has none where the loop gives the epoch, and none where steps count from 0", async () => {
    const run = { stepsPerEpoch: 50, from: 1, to: 700, explicitEpoch: true };
    expect(await findingsOf(builtInContract, run)).toEqual([]);
    expect(await findingsOf(builtInContract, { ...run, from: 0, explicitEpoch: false })).toEqual([]);
  });
  test("has none where a run is resumed at every other step", async () => {
    const stretches = Array.from({ length: 20 }, (_, i) => ({ stepsPerEpoch: 5, from: 2 * i + 1, to: 2 * i + 2 }));
    expect(await findingsOf(builtInContract, ...stretches)).toEqual([]);
  });
  test("of a run that goes back to a checkpoint tells of the steps that were run again, and of nothing else", async () => {
    const found = await findingsOf(
      builtInContract,
      { stepsPerEpoch: 40, from: 1, to: 637 },
      { stepsPerEpoch: 40, from: 481, to: 900 },
    );
    expect(found.map(({ code, severity }) => [code, severity])).toEqual([["steps-repeated", "information"]]);
  });
});

describe.skipIf(python3 === null)(`the noise of the losses${needsPython}`, () => {
  test.each([8, 40, 300, 700])("is what Slopewise's own numerics say, at %i steps an epoch", async (length) => {
    const { table } = await logOf(builtInContract, [{ stepsPerEpoch: length, from: 1, to: 4 * length }]);
    for (const end of [2 * length, 4 * length]) {
      const expected = noiseOf(lossesBefore(table, end));
      for (const metric of ["psd_tail", "resid_power", "grad_var"] as const) {
        expect(valueAt(table, metric, end) / expected[metric]).toBeCloseTo(1, 10);
      }
    }
  });
});

/** The last 512 losses up to a step. */
function lossesBefore(table: LogTable, step: number): Float64Array {
  const losses = table.column("loss_train_nats")?.values ?? new Float64Array();
  return losses.slice(Math.max(0, step - 512), step);
}

function valueAt(table: LogTable, metric: string, step: number): number {
  const column = table.column(metric);
  const steps = table.column("step");
  const row = steps?.rows[steps.values.indexOf(step)] ?? -1;
  return column?.values[column.rows.indexOf(row)] ?? NaN;
}

function noiseOf(losses: Float64Array): Readonly<Record<"psd_tail" | "resid_power" | "grad_var", number>> {
  const logs = losses.map(Math.log);
  const index = logs.map((_, i) => i);
  const line = fitLine(index, logs);
  const residuals = logs.map((value, i) => value - (line?.intercept ?? NaN) - (line?.slope ?? NaN) * i);
  const spectrum = welch(residuals);
  const width = spectrum?.frequency[1] ?? NaN;
  const power = spectrum?.density.subarray(1).reduce((sum, density) => sum + density * width, 0) ?? NaN;
  const gradient = logs.map((_, i) => {
    const [before, after] = [Math.max(0, i - 1), Math.min(logs.length - 1, i + 1)];
    return ((logs[after] ?? NaN) - (logs[before] ?? NaN)) / (after - before);
  });
  const mean = gradient.reduce((sum, slope) => sum + slope, 0) / gradient.length;
  const variance = gradient.reduce((sum, slope) => sum + (slope - mean) ** 2, 0) / gradient.length;
  return { psd_tail: tailPower(residuals) ?? NaN, resid_power: power, grad_var: variance };
}

describe.skipIf(python3 === null)(`the module${needsPython}`, () => {
  test("compiles without a warning and needs no package", async () => {
    const file = join(folder, loggingFileName);
    await writeFile(file, loggingCode(builtInContract));
    await python(python3, "-m", "py_compile", file);
    const imported = `import sys; sys.path.insert(0, ${JSON.stringify(folder)}); import slopewise_logging; print("done")`;
    expect(await python(python3, "-S", "-I", "-c", imported)).toBe("done\n");
  });
  test("passes its own tests of the linear algebra and of the logger", async () => {
    expect(await pythonTests(python3, ["linear_algebra", "run_logger", "examples"])).toMatch(
      /Ran \d\d tests[^]*\nOK\n$/,
    );
  });
});

describe.skipIf(pythonOfTorch === null)(`with torch${needing(pythonOfTorch, "torch")}`, () => {
  test("it passes its own tests of Hessians, norms and undisturbed training, and the example runs", async () => {
    const names = ["torch", "examples_run.Trainings.test_plain_pytorch"];
    expect(await pythonTests(pythonOfTorch, names)).toMatch(/Ran \d\d tests[^]*\nOK\n$/);
  });
});

describe.skipIf(pythonOfLightning === null)(`with Lightning${needing(pythonOfLightning, "Lightning")}`, () => {
  test("the callback logs runs of the real Trainer, as in the example", { timeout: 600_000 }, async () => {
    // What Lightning itself warns of is not ours.
    const names = ["lightning", "examples_run.Trainings.test_lightning"];
    const said = await pythonTests(pythonOfLightning, names, "-W", "ignore");
    expect(said).toMatch(/Ran \d+ tests[^]*\nOK(?: \(skipped=1\))?\n$/);
  });
});

describe.each([
  { library: "transformers", python: pythonOfTransformers, name: "hugging_face_trainer" },
  { library: "keras", python: pythonOfKeras, name: "keras" },
])("with $library", ({ library, python, name }) => {
  test.skipIf(python === null)(`its example runs${needing(python, library)}`, { timeout: 600_000 }, async () => {
    const said = await pythonTests(python, [`examples_run.Trainings.test_${name}`], "-W", "ignore");
    expect(said).toMatch(/Ran 1 test [^]*\nOK(?: \(skipped=1\))?\n$/);
  });
});
