import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { tellingNames } from "../../../../src/editor/runs/tellingNames.ts";

/** What is shown of runs whose own names stand at the end of their paths. */
function shown(...runs: readonly string[]): readonly string[] {
  const names = tellingNames(new Map(runs.map((run) => [run, run.split("/").at(-1) ?? run])));
  return runs.map((run) => names.get(run) ?? "");
}

describe("the names of runs in a list", () => {
  it("leave out long parts that all runs of a folder have in common", () => {
    expect(
      shown(
        "q7/q7_layernorm_baseline_lr0p0028_1777044469",
        "q7/q7_layernorm_no_rmsnorm_lr0p0007_1777044469",
        "q7/q7_layernorm_no_rmsnorm_lr0p0028_1777044469",
        "other/q7_layernorm_x",
      ),
    ).toEqual(["baseline_lr0p0028", "no_rmsnorm_lr0p0007", "no_rmsnorm_lr0p0028", "q7_layernorm_x"]);
  });

  it.each([
    ["short ones", ["cifar/resnet20_v1", "cifar/resnet56_v1"]],
    ["numbers", ["a/transformer-seed-1", "a/transformer-seed-2"]],
    ["one run", ["a/transformer_large_adam"]],
    ["names with nothing in common", ["a/transformer_large", "a/convolution_small"]],
    ["those of another run", ["a/transformer_large_one", "a/transformer_large_two", "b/one"]],
  ])("stay as they are: %s", (_, runs) => {
    expect(shown(...runs)).toEqual(runs.map((run) => run.split("/").at(-1)));
  });

  it("differ where they differed before, and hold a word", () => {
    const name = fc.array(fc.constantFrom("transformer", "large", "seed", "1", "27"), { minLength: 1, maxLength: 5 });
    const path = fc.tuple(fc.constantFrom("a/", "b/", ""), name).map(([folder, parts]) => folder + parts.join("_"));
    fc.assert(
      fc.property(fc.uniqueArray(path, { selector: (run) => run.split("/").at(-1) ?? run }), (runs) => {
        const names = shown(...runs);
        expect(new Set(names).size).toBe(runs.length);
        names.forEach((one, at) => expect(runs[at]).toContain(one));
      }),
    );
  });
});
