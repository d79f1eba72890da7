import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { builtInContract } from "../../../../src/contract/model/builtIn.ts";
import { contractText } from "../../../../src/contract/file/contractText.ts";
import { inferContract } from "../../../../src/contract/checks/inferContract.ts";
import { parseContract } from "../../../../src/contract/file/parseContract.ts";
import { findingsOf, tableOf } from "../logTables.ts";
import { recordsOf, soundRuns } from "../soundLogs.ts";
import { sound, soundRun } from "../soundRun.ts";

describe("the contract of a log", () => {
  test("is the built-in one for a run that keeps to that", () => {
    const contract = inferContract(tableOf(sound));
    const cadences = [...contract.metrics].map(([metric, { every }]) => [metric, every]);
    const expected = [...builtInContract.metrics].map(([metric, { every }]) => [metric, every]);
    // Twelve epochs hold two values of the curvature, which is too few to tell how often it is meant to come.
    const told = expected.filter(([metric]) => metric !== "lambda_max" && metric !== "hutch_trace");
    expect(new Map(cadences as [string, unknown][])).toEqual(new Map(told as [string, unknown][]));
    expect(contract.names).toEqual(builtInContract.names);
    expect(contract.metrics.get("acc_val")).toMatchObject({ min: 0, max: 1 });
  });
  test("finds the parts that metrics play under other names", () => {
    const records = Array.from({ length: 40 }, (_, epoch) => ({
      epoch,
      train_loss: 1,
      train_lr: 0.1,
      test_loss: 2,
      odd: "x",
    }));
    const contract = inferContract(tableOf(records));
    expect(contract.given).toEqual({});
    expect(contract.names).toMatchObject({
      trainLoss: "train_loss",
      learningRate: "train_lr",
      valLoss: "test_loss",
      epoch: "epoch",
    });
    expect([...contract.metrics.keys()]).toEqual(["epoch", "train_loss", "train_lr", "test_loss"]);
    expect(findingsOf(records, contract)).toEqual([]);
  });
  test("asks for no more than the records of a log with few of them", () => {
    const everyTenth = recordsOf(soundRun).filter((record) => Number(record["step"]) % 10 === 9);
    const contract = inferContract(tableOf(everyTenth));
    expect(contract.metrics.get("loss_train_nats")?.every).toEqual({ kind: "epochs", epochs: 0.1 });
    expect(findingsOf(everyTenth, contract)).toEqual([]);
  });
  test("says steps where there are no epochs", () => {
    const records = Array.from({ length: 400 }, (_, step) => ({
      step,
      loss_train_nats: 1,
      ...(step % 37 === 0 ? { probe: 1 } : {}),
    }));
    expect(inferContract(tableOf(records)).metrics.get("probe")?.every).toEqual({ kind: "steps", steps: 37 });
  });
  test("is kept by the log, as its file says it", () => {
    fc.assert(
      fc.property(soundRuns, (run) => {
        const records = recordsOf(run);
        const text = contractText(inferContract(tableOf(records)), "What this run logs.");
        const { contract, problems } = parseContract(text);
        expect(problems).toEqual([]);
        expect(contract === null ? [] : findingsOf(records, contract)).toEqual([]);
      }),
      { seed: 20261122, numRuns: 200 },
    );
  });
});

describe("the text of a contract", () => {
  test("is read back as the same contract, and says what it is", () => {
    const text = contractText(builtInContract, "Every metric that a run must log.\nTwo lines.");
    const contract = { ...builtInContract, written: true, listed: true };
    expect(parseContract(text)).toEqual({ contract, problems: [] });
    // What holds without being said is not said.
    expect(text).not.toMatch(/"names"|"logs"|"analysis"|"severities"/);
    expect(text).toMatch(/^\/\/ Every metric that a run must log\.\n\/\/ Two lines\.\n\{\n/);
    expect(text).toContain('    "loss_val_nats": { "every": "1/4 epoch", "min": 0 },\n');
  });
  test("says names, logs and settings that are not the usual ones", () => {
    const given = { trainLoss: ["loss", "train/loss"], step: ["iter"] };
    const analysis = { ...builtInContract.analysis, seed: 7 };
    const severities = { "bad-line": "hint" } as const;
    const own = { given, analysis, severities, logs: ["a/*.jsonl", "b"], written: true, listed: true };
    const names = { ...builtInContract.names, trainLoss: "loss", step: "iter" };
    const contract = { ...builtInContract, ...own, names };
    expect(parseContract(contractText(contract, "Ours."))).toEqual({ contract, problems: [] });
  });
});
