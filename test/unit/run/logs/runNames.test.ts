import { describe, expect, it } from "vitest";
import { runNamesApart, runOfFolder } from "../../../../src/run/logs/runNames.ts";

function namesOf(...labels: readonly string[]): readonly string[] {
  return runNamesApart(labels.map((label) => ({ label, run: label.slice(0, label.lastIndexOf("/")) })));
}

describe("names of runs", () => {
  it("are their folders, as long as these tell them apart", () => {
    expect(namesOf("a/metrics.jsonl", "b/log.txt")).toEqual(["a", "b"]);
  });

  it("are told apart by their files within a folder, where metrics.jsonl keeps the folder's name", () => {
    expect(namesOf("q7/baseline.jsonl", "q7/no_norm.jsonl", "b/log.txt")).toEqual(["q7/baseline", "q7/no_norm", "b"]);
    expect(namesOf("a/metrics.jsonl", "a/val.jsonl")).toEqual(["a", "a/val"]);
    expect(namesOf("a/lr_0.5.log.json", "a/lr_0.1.log.json")).toEqual(["a/lr_0.5", "a/lr_0.1"]);
  });

  it("hold as much as is needed", () => {
    expect(namesOf("a/x.json", "a/x.jsonl", "a/log.txt")).toEqual(["a/x.json", "a/x.jsonl", "a/log"]);
    const twins = ["one/run/metrics.jsonl", "two/run/metrics.jsonl"].map((label) => ({ label, run: "run" }));
    expect(runNamesApart(twins)).toEqual(["one/run/metrics.jsonl", "two/run/metrics.jsonl"]);
  });

  it("are told apart by their folders where their tool named them alike", () => {
    const twins = ["one", "two"].map((folder) => {
      const label = `${folder}/out/checkpoint-500/trainer_state.json`;
      return { label, run: "out", longer: `${folder}/out` };
    });
    expect(runNamesApart(twins)).toEqual(["one/out", "two/out"]);
    expect(runNamesApart(twins.slice(1))).toEqual(["out"]);
  });

  it("leave out mmengine's own folder", () => {
    const folders = ["work/2024/vis_data", "vis_data", "", "a/vis_data/b", "my_vis_data"];
    expect(folders.map((folder) => runOfFolder(folder, "root"))).toEqual([
      ...["work/2024", "root", "root", "a/vis_data/b", "my_vis_data"],
    ]);
  });
});
