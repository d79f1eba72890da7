import { expect, it } from "vitest";
import { TickedRuns } from "../../../../webview/runs/tickedRuns.ts";

function ticked(...kept: string[]): { readonly runs: TickedRuns; readonly kept: (readonly string[])[] } {
  const calls: (readonly string[])[] = [];
  return { runs: new TickedRuns(kept, (logs) => calls.push(logs)), kept: calls };
}

it("begins with those of the page before, and remembers what changes", () => {
  const { runs, kept } = ticked("/a");
  expect(runs.has("/a")).toBe(true);
  runs.tick(["/b", "/c"], true);
  runs.tick(["/a"], false);
  expect(kept).toEqual([
    ["/a", "/b", "/c"],
    ["/b", "/c"],
  ]);
});

it("ticks all of some runs, and none of them where all were ticked", () => {
  const { runs } = ticked("/a", "/z");
  runs.toggleAll(["/a", "/b"]);
  expect([...runs.logs].sort()).toEqual(["/a", "/b", "/z"]);
  runs.toggleAll(["/a", "/b"]);
  expect([...runs.logs]).toEqual(["/z"]);
});

it("ticks some alone", () => {
  const { runs, kept } = ticked("/a");
  runs.tickOnly(["/b"]);
  expect([...runs.logs]).toEqual(["/b"]);
  expect(kept).toEqual([["/b"]]);
});

it("forgets runs that are gone, yet not for the next page, where they may be back", () => {
  const { runs, kept } = ticked("/a", "/b");
  runs.forget(["/a"]);
  expect(runs.has("/a")).toBe(false);
  expect(kept).toEqual([]);
});

it("stands for all runs where none of them is ticked", () => {
  const { runs } = ticked("/b", "/elsewhere");
  const [a, b, c] = ["/a", "/b", "/c"].map((log) => ({ log }));
  expect(runs.orAll([a, b, c].filter((one) => one !== undefined))).toEqual([b]);
  expect(runs.orAll([a, c].filter((one) => one !== undefined))).toEqual([a, c]);
});
