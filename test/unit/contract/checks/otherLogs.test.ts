import { describe, expect, test } from "vitest";
import { emptyFolder, type OtherLog } from "../../../../src/contract/measure/folderFacts.ts";
import { builtInContract } from "../../../../src/contract/model/builtIn.ts";
import { createChecker } from "../../../../src/contract/checks/checkLog.ts";
import type { Finding } from "../../../../src/contract/model/finding.ts";
import { problemsOf, tableOf, textOf } from "../logTables.ts";
import { changed, without } from "../soundRun.ts";

const training = changed((record) => without(record, "loss_val_nats", "acc_val"));

function found(log: string, ...others: readonly OtherLog[]): readonly Finding[] {
  return createChecker(builtInContract).update(tableOf(training), problemsOf(), { ...emptyFolder, log, others });
}

describe("metrics in another log of the run", () => {
  test("are named with that log, once", () => {
    const [finding, ...more] = found("metrics.jsonl", {
      name: "metrics_val.jsonl",
      keys: ["step", "loss_val_nats", "acc_val"],
    });
    expect(more).toEqual([]);
    expect(finding).toMatchObject({
      code: "missing-metric",
      severity: "information",
      metric: "loss_val_nats",
      count: 2,
    });
    expect(textOf(finding)).toMatch(/^loss_val_nats and acc_val are logged in metrics_val\.jsonl next to this log\./);
    expect(finding?.related).toMatchObject([{ file: "metrics_val.jsonl", line: 1 }]);
  });
  test("are known by what the log is called", () => {
    const [finding, ...more] = found("train.jsonl", { name: "valid.jsonl", keys: ["step", "loss", "val_acc"] });
    expect(more).toEqual([]);
    expect(textOf(finding)).toMatch(
      /^loss_val_nats \(called loss there\) and acc_val \(called val_acc there\) are logged in /,
    );
  });
  test.each<[log: string, other: OtherLog]>([
    ["metrics.jsonl", { name: "metrics.old.jsonl", keys: ["loss_val_nats", "acc_val"] }],
    ["metrics.jsonl", { name: "val.jsonl", keys: ["step", "bleu"] }],
    ["train.jsonl", { name: "train_2.jsonl", keys: ["loss", "acc"] }],
  ])("are missing from %s whatever %j holds", (log, other) => {
    expect(found(log, other).map(({ metric, severity }) => [metric, severity])).toEqual([
      ["loss_val_nats", "warning"],
      ["acc_val", "warning"],
    ]);
  });
});
