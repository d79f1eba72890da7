import { describe, expect, it } from "vitest";
import { previewText } from "../../../../src/editor/commands/contractPreview.ts";
import { commonFolder, coveredBy } from "../../../../src/editor/commands/contractScope.ts";

describe("the preview of a contract", () => {
  it("says what changes for the run, and that no other changes", () => {
    expect(previewText({ own: { before: 5, after: 4 }, others: [], more: 0 })).toBe(
      "This run: 5 findings now, 4 after the change. No other run would change.",
    );
    expect(previewText({ own: { before: 1, after: 1 }, others: [], more: 0 })).toBe(
      "This run would keep its 1 finding. No other run would change.",
    );
  });

  it("adds up what changes for others, and says which of them get more", () => {
    const others = [
      { before: 10, after: 0 },
      { before: 0, after: 3 },
      { before: 1, after: 2 },
    ];
    expect(previewText({ own: null, others, more: 40 })).toBe(
      "3 other runs: 11 findings now, 5 after the change. 2 of them would get more. " +
        "40 more affected runs were not checked.",
    );
  });
});

describe("the runs that a contract in a folder would hold for", () => {
  const run = (folder: string, contract: string | null): { folder: string; contract: string | null } => ({
    folder,
    contract,
  });
  const runs = [
    run("/w/runs/a", null),
    run("/w/runs/b", "/w/metrics.contract.json"),
    run("/w/runs/b/more", "/w/runs/b/more/metrics.contract.json"),
    run("/w/runs-2/c", null),
    run("/w/runs", "/w/runs/metrics.contract.json"),
  ];

  it("are those below it without a nearer one", () => {
    expect(coveredBy("/w/runs", runs)).toEqual([runs[0], runs[1], runs[4]]);
    expect(coveredBy("/w/runs/a", runs)).toEqual([runs[0]]);
    expect(coveredBy("/w", runs)).toEqual([runs[0], runs[1], runs[3]]);
    expect(coveredBy("/", [run("/", null)])).toHaveLength(1);
  });
});

describe("the folder that runs have in common", () => {
  it("is the lowest that all of them are in", () => {
    expect(commonFolder(["/w/runs/a", "/w/runs/b"])).toBe("/w/runs");
    expect(commonFolder(["/w/runs/a", "/w/runs-2/b"])).toBe("/w");
    expect(commonFolder(["/w/runs", "/w/runs/b/c"])).toBe("/w/runs");
    expect(commonFolder(["/w/runs/b/c", "/w/runs"])).toBe("/w/runs");
    expect(commonFolder(["/w/a"])).toBe("/w/a");
  });
});
