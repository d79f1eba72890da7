import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { sampleLines } from "../../../src/samples/sampleLog.ts";
import { sampleSweep, usualSweep } from "../../../src/samples/sampleSweep.ts";
import { trueLoss } from "../../../src/samples/sampleRun.ts";
import { sweepTruth } from "../../../src/samples/sweepTruth.ts";

const runs = sampleSweep(usualSweep);
const truth = sweepTruth();

describe("the sample sweep", () => {
  test("has a run for each architecture, learning rate, weight decay and seed, in a folder of its own", () => {
    expect(runs).toHaveLength(2 * 4 * 3 * 3);
    expect(new Set(runs.map(({ folder }) => folder)).size).toBe(runs.length);
    expect(new Set(runs.map(({ config }) => JSON.stringify(config))).size).toBe(runs.length);
    expect(truth.runs).toBe(runs.length);
  });
  test("is the same for the same seed and another one for any other", () => {
    const parameters = (seed: number): unknown => sampleSweep({ ...usualSweep, seed }).map((run) => run.parameters);
    expect(parameters(1)).toEqual(parameters(1));
    expect(parameters(2)).not.toEqual(parameters(1));
  });
  test("ends each run as its fate says", () => {
    const steps = (run: (typeof runs)[number]): number => [...sampleLines(run.parameters)].length;
    const whole = usualSweep.epochs * usualSweep.stepsPerEpoch;
    const stopped = runs.filter(({ fate }) => fate === "stopped");
    expect(stopped.map(steps)).toEqual([0.8 * whole]);
    const nan = runs.filter(({ fate }) => fate === "nan");
    expect(nan.map((run) => [...sampleLines(run.parameters)].at(-1)?.includes('"loss_train_nats": NaN'))).toEqual([
      true,
    ]);
    const ended = runs.filter(({ fate }) => fate === "ended" || fate === "growing");
    expect(ended).toHaveLength(72 - 11);
    expect(ended.slice(0, 3).map(steps)).toEqual([whole, whole, whole]);
  });
});

describe("what is true in the sample sweep", () => {
  test("is what its runs are made from: without noise, the mean of many seeds comes to it", () => {
    const many = Array.from({ length: 200 }, (_, seed) => sampleSweep({ ...usualSweep, seed })).flat();
    for (const { name, validation } of truth.configurations) {
      const own = many.filter(({ cell: { arch, lr, wd } }) => [arch, lr, wd].join("|") === name);
      const losses = own
        .filter(({ fate }) => fate !== "diverged" && fate !== "nan")
        .map(({ parameters }) => parameters.gap * trueLoss(parameters, parameters.stopEpoch ?? parameters.epochs));
      const mean = losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
      expect(losses.length === 0 ? null : Math.abs(mean / (validation ?? NaN) - 1) < 0.003, name).toBe(
        validation === null ? null : true,
      );
    }
  });
  test("is that one configuration is best, and which learning rate is best depends on the architecture", () => {
    expect(truth.best.name).toBe("transformer|0.03|0.0005");
    expect(truth.bestOf).toEqual({ convnet: "0.1|0.0005", transformer: "0.03|0.0005" });
  });
  test("stands in the page about it, with the same numbers", () => {
    const page = readFileSync(join(import.meta.dirname, "../../../media/docs/sample-sweep.md"), "utf8");
    const { best, interaction, architectures, seeds, weightDecays, kneeEpochs, fates } = truth;
    const numbers = [
      best.validation,
      best.lead,
      interaction.loss,
      architectures.loss,
      100 * seeds.relative,
      seeds.pooled,
    ];
    for (const number of [...numbers, ...Object.values(weightDecays), ...Object.values(kneeEpochs)]) {
      expect(page).toContain(String(Number(number.toPrecision(3))));
    }
    for (const { name, validation } of truth.configurations) {
      const [arch = "", lr = "", wd = ""] = name.split("|");
      const row = new RegExp(
        String.raw`^\| ${arch} +\| ${lr} +\| ${wd} +\| ${validation?.toFixed(3) ?? "diverges"} +\|`,
        "m",
      );
      expect(page).toMatch(row);
    }
    for (const folder of Object.values(fates).flat()) {
      expect(page).toContain(folder);
    }
  });
});
