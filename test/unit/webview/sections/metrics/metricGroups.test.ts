import { describe, expect, it } from "vitest";
import { isFound, metricGroups } from "../../../../../webview/sections/metrics/metricGroups.ts";

const metrics = ["grad_norm", "train/f1", "val/f1", "train/recall", "optim.adam.lr", "eval_f1"];
const none = { favorites: [], search: "" };

describe("groups of metrics", () => {
  it("stand by what names begin with, as the log holds them first", () => {
    expect(metricGroups(metrics, none)).toEqual([
      { prefix: "", metrics: ["grad_norm", "eval_f1"] },
      { prefix: "train", metrics: ["train/f1", "train/recall"] },
      { prefix: "val", metrics: ["val/f1"] },
      { prefix: "optim.adam", metrics: ["optim.adam.lr"] },
    ]);
  });

  it("begin with the favorites that the log holds, each metric once", () => {
    const groups = metricGroups(metrics, { favorites: ["val/f1", "loss", "grad_norm"], search: "" });
    expect(groups[0]).toEqual({ prefix: null, metrics: ["val/f1", "grad_norm"] });
    expect(groups.flatMap((group) => group.metrics).toSorted()).toEqual(metrics.toSorted());
  });

  it("hold what a search finds: every word, in any order and case", () => {
    const names = (search: string): string[] =>
      metricGroups(metrics, { favorites: ["val/f1"], search }).flatMap((group) => group.metrics);
    expect(names("F1")).toEqual(["val/f1", "train/f1", "eval_f1"]);
    expect(names("f1  train")).toEqual(["train/f1"]);
    expect(names("nothing")).toEqual([]);
    expect(isFound("a/b", " ")).toBe(true);
  });
});
