import { describe, expect, test } from "vitest";
import { builtInContract } from "../../../src/contract/model/builtIn.ts";
import { contractForLog, sameForLog } from "../../../src/contract/model/contractForLog.ts";
import { contractOf, findingsOf, tableOf, type LogRecord } from "./logTables.ts";
import { sound } from "./soundRun.ts";

const plain: readonly LogRecord[] = Array.from({ length: 300 }, (_, step) => ({
  step,
  "train/loss": 3 / (step + 1) + 1,
  eval_loss: 4 / (step + 1) + 1,
  memory: 12,
}));

const table = tableOf(plain);

describe("a log that nobody has said anything of", () => {
  const { contract, roles } = contractForLog(builtInContract, table, "auto");

  test("is checked for soundness under its own names, with one information", () => {
    expect(contract.scope).toBe("soundness");
    expect(contract.names).toMatchObject({ trainLoss: "train/loss", valLoss: "eval_loss", step: "step" });
    expect(roles.trainLoss).toEqual({ column: "train/loss", source: "name" });
    expect(roles.learningRate).toBeNull();
    expect(findingsOf(plain, contract).map(({ code, severity }) => [code, severity])).toEqual([
      ["no-contract", "information"],
    ]);
  });

  test("is held to the built-in list where that is wanted always, and never where it is not", () => {
    expect(contractForLog(builtInContract, table, "always").contract.scope).toBe("full");
    expect(contractForLog(builtInContract, tableOf(sound), "never").contract.scope).toBe("soundness");
  });

  test("is no other one while it grows, as long as its columns play the same roles", () => {
    const grown = contractForLog(builtInContract, tableOf([...plain, { step: 300, "train/loss": 1 }]), "auto");
    expect(sameForLog(contract, grown.contract)).toBe(true);
    const other = contractForLog(builtInContract, tableOf([{ step: 1, loss: 2 }]), "auto");
    expect(sameForLog(contract, other.contract)).toBe(false);
  });
});

test("a log that holds the built-in metrics is held to them", () => {
  expect(contractForLog(builtInContract, tableOf(sound), "auto").contract).toEqual(builtInContract);
});

describe("a contract that lists metrics", () => {
  const listed = contractOf({
    metrics: { loss: { every: "batch" }, bits: { every: "batch", derive: { from: "loss", scale: 1.5 } } },
    names: { trainLoss: "loss" },
  });

  test("goes over to the column that plays the role, rules and derivations with it", () => {
    const { contract } = contractForLog(listed, table, "never");
    expect(contract.scope).toBe("full");
    expect([...contract.metrics.keys()]).toEqual(["train/loss", "bits"]);
    expect(contract.metrics.get("bits")?.derive?.from).toBe("train/loss");
  });

  test("stays as it is where the log holds its names", () => {
    const own = tableOf(plain.map(({ step = 0 }) => ({ step, loss: 3 - Number(step) / 300, "train/loss": 1 })));
    expect([...contractForLog(listed, own, "auto").contract.metrics.keys()]).toEqual(["loss", "bits"]);
  });
});

test("of a list of names the first counts that the log holds", () => {
  const named = contractOf({ names: { trainLoss: ["absent", "eval_loss", "train/loss"] } });
  expect(contractForLog(named, table, "auto").contract.names.trainLoss).toBe("eval_loss");
});

test("the choice of a person counts before the contract", () => {
  const chosen = { trainLoss: ["memory"] };
  expect(contractForLog(builtInContract, table, "auto", { chosen }).contract.names.trainLoss).toBe("memory");
});
