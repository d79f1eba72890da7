import { describe, expect, it } from "vitest";
import { resolveRun, listRuns } from "../../../src/run/runChoice.ts";

const named = (run: string): { path: string; run: string; label: string } => ({
  path: `/data/${run}/metrics.jsonl`,
  run,
  label: `${run}/metrics.jsonl`,
});
const runs = ["sweep/a/seed-1", "sweep/b/seed-1", "sweep/b/seed-2", "seed-3"].map(named);

describe("the run that is meant", () => {
  it.each([
    ["/data/sweep/b/seed-1/metrics.jsonl", "sweep/b/seed-1"],
    ["file:///data/sweep/b/seed-1/metrics.jsonl", "sweep/b/seed-1"],
    ["/data/sweep/b/seed-1/", "sweep/b/seed-1"],
    ["./sweep/b/seed-1", "sweep/b/seed-1"],
    ["sweep\\b\\seed-1\\metrics.jsonl", "sweep/b/seed-1"],
    ["b/seed-1", "sweep/b/seed-1"],
    [" seed-2 ", "sweep/b/seed-2"],
    ["seed-3", "seed-3"],
  ])("is found by %s", (wanted, run) => {
    expect(resolveRun(runs, wanted).run).toBe(run);
  });

  it("is one of several where the name fits more, which the message lists", () => {
    expect(() => resolveRun(runs, "seed-1")).toThrow(
      '"seed-1" matches several runs. The runs are: sweep/a/seed-1/metrics.jsonl, sweep/b/seed-1/metrics.jsonl.',
    );
  });

  it.each(["seed", "eed-1", "", "/"])("is none by %j, and the message says which there are", (wanted) => {
    expect(() => resolveRun(runs, wanted)).toThrow(/^No run .* The runs are: sweep\/a\/seed-1\/metrics\.jsonl, /);
  });
});

describe("which runs there are", () => {
  it("is said where there are none, and counted where there are too many to name", () => {
    expect(listRuns([])).toBe("This workspace has no runs.");
    const many = Array.from({ length: 60 }, (_, i) => named(`run-${i}`));
    expect(listRuns(many)).toMatch(/^The runs are: run-0\/metrics\.jsonl, .* and 10 more\.$/);
  });
});
