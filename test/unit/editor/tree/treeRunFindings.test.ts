import { expect, test } from "vitest";
import type { Finding } from "../../../../src/contract/model/finding.ts";
import { treeRun } from "../../../../src/editor/tree/treeRun.ts";
import type { RunStatus } from "../../../../src/protocol/worker.ts";

test("what all runs of a folder have in common is counted for none of them", () => {
  const counted = (facts: object): number => {
    const finding = { code: "no-contract", severity: "information", facts } as unknown as Finding;
    const status = { findings: [finding], losses: {}, progress: null } as unknown as RunStatus;
    return treeRun({ log: "l", run: "r", place: "r", name: "r", status, settings: new Map() }).findings;
  };
  expect(counted({ loss: "loss", others: 3 })).toBe(0);
  expect(counted({ loss: "loss" })).toBe(1);
  expect(counted({ loss: null, others: 3 })).toBe(1);
});
