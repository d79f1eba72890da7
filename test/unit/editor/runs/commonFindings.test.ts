import { describe, expect, it } from "vitest";
import type { Finding } from "../../../../src/contract/model/finding.ts";
import { CommonFindings } from "../../../../src/editor/runs/commonFindings.ts";
import type { RunStatus } from "../../../../src/protocol/worker.ts";

const whole = { metric: null, line: null, column: null, count: 1 } as const;
const readOnly: Finding = {
  ...whole,
  severity: "information",
  code: "csv-stale",
  facts: { csv: "metrics.csv", kind: "readOnly", reason: "It is read-only." },
};
const missing: Finding = {
  ...whole,
  severity: "information",
  code: "csv-missing",
  facts: { csv: "metrics.csv", trusted: true },
};

const noContract: Finding = { ...whole, severity: "information", code: "no-contract", facts: { loss: "train_loss" } };
const noLoss: Finding = { ...noContract, facts: { loss: null } };

function statusOf(log: string, ...findings: readonly Finding[]): RunStatus {
  return {
    log,
    records: 1,
    clock: "step",
    last: 1,
    losses: { lastTrain: null, bestVal: null },
    findings,
    lastRead: 1,
    progress: null,
    csvPath: `${log}.csv`,
    gone: false,
    life: null,
    lastGrowth: null,
  };
}

function codes(statuses: readonly RunStatus[]): readonly string[] {
  return statuses.map(({ log, findings }) => [log, ...findings.map(({ code }) => code)].join(" "));
}

describe("what the runs of a folder have in common", () => {
  const create = (): CommonFindings => new CommonFindings((log) => log.split("/")[0] ?? "");

  it("is said of the first run of a folder, and everything else of every run", () => {
    const common = create();
    const first = common.take([
      statusOf("a/1", readOnly),
      statusOf("a/2", missing, readOnly),
      statusOf("b/1", readOnly),
    ]);
    expect(codes(first)).toEqual(["a/1 csv-stale", "a/2 csv-missing", "b/1 csv-stale"]);
    expect(codes(common.take([statusOf("a/3", readOnly), statusOf("a/1", readOnly)]))).toEqual([
      "a/3",
      "a/1 csv-stale",
    ]);
  });

  it("is said of the next one when it does not hold for the first one any more, or that is gone", () => {
    const common = create();
    common.take(["a/1", "a/2", "a/3"].map((log) => statusOf(log, readOnly)));
    expect(codes(common.take([statusOf("a/1")]))).toEqual(["a/1", "a/2 csv-stale"]);
    expect(codes(common.drop(["a/2"]))).toEqual(["a/3 csv-stale"]);
    expect(codes(common.drop(["a/3"]))).toEqual([]);
  });

  it("is said with the number of other runs that have no contract either, as that changes", () => {
    const common = create();
    const others = (statuses: readonly RunStatus[]): unknown =>
      statuses.map(({ log, findings }) => [log, ...findings.map(({ facts }) => facts)]);
    expect(others(common.take([statusOf("a/1", noContract)]))).toEqual([["a/1", { loss: "train_loss" }]]);
    expect(others(common.take([statusOf("a/2", noContract), statusOf("a/3", noContract)]))).toEqual([
      ["a/2"],
      ["a/3"],
      ["a/1", { loss: "train_loss", others: 2 }],
    ]);
    // Said again only where something changes.
    expect(others(common.take([statusOf("a/3", noContract)]))).toEqual([["a/3"]]);
    expect(others(common.take([statusOf("a/2")]))).toEqual([["a/2"], ["a/1", { loss: "train_loss", others: 1 }]]);
    expect(others(common.drop(["a/1"]))).toEqual([["a/3", { loss: "train_loss" }]]);
  });

  it("is said once of runs without a loss too, by the first of them, with how many others have none", () => {
    const common = create();
    const said = (statuses: readonly RunStatus[]): unknown =>
      statuses.map(({ log, findings }) => [log, ...findings.map(({ facts }) => facts)]);
    expect(said(common.take([statusOf("a/1", noContract), statusOf("a/2", noLoss)]))).toEqual([
      ["a/1"],
      ["a/2", { loss: null, others: 1 }],
    ]);
    expect(said(common.take([statusOf("a/3", noLoss)]))).toEqual([
      ["a/3"],
      ["a/2", { loss: null, others: 2, alike: 1 }],
    ]);
    // A loss was found after all: the sentence changes where it is said, though as many runs have no contract.
    expect(said(common.take([statusOf("a/3", noContract)]))).toEqual([["a/3"], ["a/2", { loss: null, others: 2 }]]);
    expect(said(common.take([statusOf("a/2", noContract)]))).toEqual([
      ["a/2"],
      ["a/1", { loss: "train_loss", others: 2 }],
    ]);
  });
});
