import { describe, expect, test } from "vitest";
import { emptyFolder, type FolderFacts } from "../../../../src/contract/measure/folderFacts.ts";
import { builtInContract } from "../../../../src/contract/model/builtIn.ts";
import { createChecker } from "../../../../src/contract/checks/checkLog.ts";
import type { Finding } from "../../../../src/contract/model/finding.ts";
import { problemsOf, tableOf, textOf, type LogRecord } from "../logTables.ts";
import { recordsOf } from "../soundLogs.ts";
import { changed, sound, soundRun } from "../soundRun.ts";

function asked(epochs: number): FolderFacts {
  return {
    ...emptyFolder,
    planned: { epochs: { count: epochs, file: "config.json", key: "epochs", line: 3 }, steps: null },
  };
}

function found(records: readonly LogRecord[], folder: FolderFacts): readonly Finding[] {
  return createChecker(builtInContract).update(tableOf(records), problemsOf(), folder);
}

describe("stopped-early", () => {
  test("names the epoch that was reached, the file that asks for more and the last line", () => {
    const [finding, ...more] = found(sound, asked(50));
    expect(more).toEqual([]);
    expect(finding).toMatchObject({ code: "stopped-early", severity: "warning", metric: "epoch", line: 1200 });
    expect(textOf(finding)).toMatch(/^The run stopped in epoch 11\.99 of 50 \(epochs in config\.json\)\. Resume it/);
    expect(finding?.related).toEqual([{ file: "config.json", line: 3, facts: { kind: "planned", unit: "epoch" } }]);
  });
  test.each([12, 11, 1])("is not a run of twelve epochs that was asked for %d", (epochs) => {
    expect(found(sound, asked(epochs))).toEqual([]);
  });
  test("counts steps where the configuration asks for steps alone", () => {
    const steps = { count: 3000, file: "config.json", key: "max_steps", line: 2 };
    const [finding] = found(sound, { ...emptyFolder, planned: { epochs: null, steps } });
    expect(finding).toMatchObject({ metric: "step", facts: { unit: "step", planned: 3000, key: "max_steps" } });
    expect(textOf(finding)).toMatch(/^The run stopped at step 1,\d+ of 3,000 \(max_steps in config\.json\)\./);
    expect(finding?.related?.[0]?.facts).toEqual({ kind: "planned", unit: "step" });
    expect(found(sound, { ...emptyFolder, planned: { epochs: null, steps: { ...steps, count: 1200 } } })).toEqual([]);
  });
  test("is no run that did all planned steps, or all planned epochs, where both are planned", () => {
    const at = { file: "config.json", key: "x", line: 1 };
    const planned = (epochs: number, steps: number): FolderFacts => ({
      ...emptyFolder,
      planned: { epochs: { ...at, count: epochs }, steps: { ...at, count: steps } },
    });
    expect(found(sound, planned(50, 1200))).toEqual([]);
    expect(found(sound, planned(12, 9000))).toEqual([]);
    expect(found(sound, planned(50, 9000)).map(({ metric }) => metric)).toEqual(["epoch"]);
  });
  test("is not a run that goes on", () => {
    expect(found(sound, emptyFolder)).toEqual([]);
  });
  test("counts whole epochs from 0 or from 1, as the log does", () => {
    const from0 = recordsOf({ ...soundRun, epoch: "index" });
    const from1 = from0.map((record) =>
      "epoch" in record ? { ...record, epoch: Number(record["epoch"]) + 1 } : record,
    );
    for (const records of [from0, from1]) {
      expect(found(records, asked(12))).toEqual([]);
      expect(found(records, asked(13)).map((finding) => textOf(finding).slice(0, 34))).toEqual([
        "The run stopped in epoch 12 of 13 ",
      ]);
    }
  });
  test("is not reported for a run that diverged, nor for one whose loss is no longer a number", () => {
    const rising = changed((record, row) =>
      row < 800 ? record : { ...record, loss_train_nats: 20, loss_train_bits: 20 * Math.LOG2E },
    );
    expect(found(rising, asked(50)).map(({ code }) => code)).toEqual(["diverged"]);
    const broken = changed((record, row) =>
      row < 800 ? record : { ...record, loss_train_nats: NaN, loss_train_bits: NaN },
    );
    expect(found(broken, asked(50)).map(({ code }) => code)).toEqual(["non-finite"]);
  });
});
