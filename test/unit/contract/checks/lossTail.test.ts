import { describe, expect, test } from "vitest";
import { builtInContract } from "../../../../src/contract/model/builtIn.ts";
import { contractForLog } from "../../../../src/contract/model/contractForLog.ts";
import { findingText } from "../../../../src/contract/texts/findingText.ts";
import { findingsOf, tableOf, type LogRecord } from "../logTables.ts";

/** A run whose loss changes from a record on. */
function runWith(first: number, loss: (step: number) => LogRecord, length = 300): readonly LogRecord[] {
  return Array.from({ length }, (_, step) => ({ step, ...(step < first ? { loss: 2 + 1 / (step + 1) } : loss(step)) }));
}

function found(records: readonly LogRecord[]): readonly (readonly [string, number | null, number])[] {
  const { contract } = contractForLog(builtInContract, tableOf(records), "auto");
  return findingsOf(records, contract)
    .filter(({ severity }) => severity !== "information")
    .map(({ code, line, count }) => [code, line, count]);
}

describe("a loss that says nothing any more", () => {
  test.each([
    ["exactly 0", { loss: 0 }, "loss-zero"],
    ['"NaN" as text', { loss: "NaN" }, "non-finite"],
    ["null", { loss: null }, "non-finite"],
    ["absent", {}, "non-finite"],
    ["NaN", { loss: Number.NaN }, "non-finite"],
  ])("%s to the end is an error at its first line", (_, end, code) => {
    expect(found(runWith(120, () => end))).toEqual([[code, 121, 180]]);
  });

  test("says what to do", () => {
    const records = runWith(120, () => ({ loss: 0 }));
    const { contract } = contractForLog(builtInContract, tableOf(records), "auto");
    const [zero] = findingsOf(records, contract).filter(({ code }) => code === "loss-zero");
    expect(zero === undefined ? "" : findingText(zero)).toMatch(/exactly 0 from line 121 to the end \(180 values\)/);
  });

  test.each([
    ["a few zeros", runWith(295, () => ({ loss: 0 }))],
    [
      "a loss that came close to 0 before",
      Array.from({ length: 300 }, (_, step) => ({ step, loss: step < 200 ? Math.exp(-step / 5) : 0 })),
    ],
    ["zeros that end", runWith(120, (step) => ({ loss: step < 200 ? 0 : 2 }))],
    ["a closing evaluation", runWith(290, () => ({ val_loss: 2 }))],
    [
      "a loss in one of ten records",
      Array.from({ length: 300 }, (_, step) => (step % 10 === 0 && step < 250 ? { step, loss: 2 } : { step })),
    ],
    ["records after the last whose clock stands", runWith(200, () => ({ step: 199, memory: 1 }))],
  ])("is not: %s", (_, records) => {
    expect(found(records).filter(([code]) => code === "loss-zero" || code === "non-finite")).toEqual([]);
  });
});

describe("a resumed run", () => {
  const resumed = (scale: number): readonly LogRecord[] => [
    ...Array.from({ length: 200 }, (_, step) => ({ step, loss: 2 + 1 / (step + 1) })),
    ...Array.from({ length: 200 }, (_, i) => ({ step: 150 + i, loss: scale * (2 + 1 / (151 + i)) })),
  ];

  test.each([2, 0.5, 4])("whose loss is %d times what it was says so, as a warning", (scale) => {
    const records = resumed(scale);
    const { contract } = contractForLog(builtInContract, tableOf(records), "auto");
    const [finding] = findingsOf(records, contract).filter(({ code }) => code === "steps-repeated");
    expect(finding?.severity).toBe("warning");
    expect(finding === undefined ? "" : findingText(finding)).toContain(
      `the loss after the resume is ${scale} times the loss before it`,
    );
    expect(finding?.facts).toMatchObject({ jump: { pairs: 50 } });
  });

  test("whose loss goes on as it was is a hint", () => {
    const records = resumed(1.05);
    const { contract } = contractForLog(builtInContract, tableOf(records), "auto");
    const [finding] = findingsOf(records, contract).filter(({ code }) => code === "steps-repeated");
    expect(finding).toMatchObject({ severity: "hint", facts: { jump: null } });
  });
});
