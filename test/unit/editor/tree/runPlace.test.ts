import { dirname } from "node:path";
import { describe, expect, it } from "vitest";
import { runPlace } from "../../../../src/editor/tree/runPlace.ts";
import type { RunSource } from "../../../../src/formats/model/format.ts";

/** Where a run of another format stands whose log has a path below the workspace folder. */
function placeOf(label: string, source: Partial<RunSource>): string {
  const path = `/work/${label.replace(/#.*$/, "")}`;
  const whole = { format: "hugging-face", path, files: [path], part: null, name: null, ...source } as const;
  return runPlace({ run: source.name ?? dirname(label), label, source: whole });
}

describe("the place of a run in the tree", () => {
  it("is its name where that is made of its folders", () => {
    expect(runPlace({ run: "real/cifar/resnet20", label: "real/cifar/resnet20/metrics.jsonl" })).toBe(
      "real/cifar/resnet20",
    );
    expect(placeOf("real/lightning/version_1/metrics.csv", { format: "lightning" })).toBe("real/lightning/version_1");
  });

  it.each([
    ["real/eagle/trainer_state.json", "eagle", "real/eagle"],
    ["real/eagle/checkpoint-400/trainer_state.json", "eagle", "real/eagle"],
    ["real/eagle/checkpoint-20/trainer_state.json", "eagle/checkpoint-20", "real/eagle/checkpoint-20"],
    ["eagle/trainer_state.json", "eagle", "eagle"],
    ["trainer_state.json", "work", "work"],
  ])("is the folder of a Hugging Face run at %s", (label, name, place) => {
    expect(placeOf(label, { name })).toBe(place);
  });

  it("is above the folder that a tool made for it, which the run is called otherwise than", () => {
    expect(
      placeOf("a/mlruns/0/4f2c", { format: "mlflow", name: "crimson-fox", files: ["/work/a/mlruns/0/4f2c/meta.yaml"] }),
    ).toBe("a/mlruns/0/crimson-fox");
  });

  it("is next to the file that holds it with others", () => {
    expect(placeOf("a/mlflow.db#4f2c", { format: "mlflow-db", name: "crimson-fox", part: "4f2c" })).toBe(
      "a/crimson-fox",
    );
    expect(placeOf("mlflow.db#4f2c", { format: "mlflow-db", name: "crimson-fox", part: "4f2c" })).toBe("crimson-fox");
  });
});
