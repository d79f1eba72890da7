import { mkdtempSync, readFileSync, rmSync, utimesSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findRuns, isLikeLog } from "../../../src/formats/discovery/findRuns.ts";
import { otherFormats } from "../../testData.ts";
import { put, runsBelow } from "./support.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "slopewise-find-"));
});

afterEach(() => rmSync(folder, { recursive: true }));

const events = "events.out.tfevents.1761924447.host.5700.0";

function copy(from: string, to: string): string {
  put(folder, to, readFileSync(join(otherFormats, from)));
  return to;
}

describe("runs below a folder", () => {
  it("are listed once where a folder holds one in two formats, from the most exact", async () => {
    const labels = [
      copy(`tensorboard/sb3-torch/${events}`, `run/${events}`),
      copy("sb3/job-shop/progress.csv", "run/progress.csv"),
    ];
    const runs = await runsBelow(folder, labels, []);
    expect(runs.map(({ format, also }) => [format, also.map((path) => basename(path))])).toEqual([
      ["stable-baselines3", [events]],
    ]);
  });

  it("are listed once where the Trainer keeps event files next to its checkpoints, from what is ahead", async () => {
    const labels = [
      copy("hf/requirement/checkpoint-500/trainer_state.json", "out/checkpoint-500/trainer_state.json"),
      copy(`tensorboard/sb3-torch/${events}`, `out/runs/Jan01_host/${events}`),
    ];
    const shown = async (): Promise<unknown> => {
      return (await runsBelow(folder, labels, [])).map(({ format, also }) => [
        format,
        also.map((path) => basename(path)),
      ]);
    };
    const at = (label: string | undefined, seconds: number): void =>
      utimesSync(join(folder, label ?? ""), seconds, seconds);
    at(labels[0], 1_700_000_000);
    at(labels[1], 1_700_000_001);
    expect(await shown()).toEqual([["hugging-face", [events]]]);
    at(labels[1], 1_700_000_500);
    expect(await shown()).toEqual([["tensorboard", ["trainer_state.json"]]]);
  });

  it("are those of JSON Lines where these are there, and never the CSV next to them", async () => {
    const lines = put(folder, "run/metrics.jsonl", '{"step": 1, "loss": 2}\n');
    put(folder, "run/metrics.csv", "step,loss\n1,2\n");
    put(folder, "run/metrics.derived.csv", "step,loss\n1,2\n");
    expect(lines).toContain("run");
    const labels = [
      "run/metrics.csv",
      "run/metrics.derived.csv",
      copy(`tensorboard/sb3-torch/${events}`, `run/${events}`),
    ];
    const { runs, lineNeighbors } = await findRuns(folder, labels, ["run/metrics.jsonl"]);
    expect(runs).toEqual([]);
    expect([...lineNeighbors]).toEqual([["run/metrics.jsonl", [join(folder, "run", events)]]]);
  });

  it("are each a run of its own where a folder holds several logs", async () => {
    const labels = [
      copy("keras/deepfake/training_log.csv", "a.csv"),
      copy("keras/multimodal/training_log.csv", "b.csv"),
    ];
    expect((await runsBelow(folder, labels, [])).map(({ path }) => basename(path))).toEqual(["a.csv", "b.csv"]);
  });

  it("are not what has a log's name and is none", async () => {
    const none: readonly (readonly [string, string])[] = [
      ["results.csv", "name,score\nann,3\n"],
      ["progress.csv", "student,week\nann,3\n"],
      ["metrics.csv", "time,value\n1,2\n"],
      ["data.csv", "epoch,place\n1,2\n"],
      ["train.log", "2024-01-01 started\n"],
      ["metrics.json", '{"accuracy": 0.5}'],
      ["history.json", "[1, 2, 3]"],
      ["trainer_state.json", '{"best": 1}'],
      ["meta.yaml", "experiment_id: 1\n"],
      ["mlflow.db", "not a database"],
      ["x.wandb", "text"],
      ["events.out.tfevents.1.host", "text, and long enough to hold a header"],
      ["empty.csv", ""],
    ];
    for (const [name, text] of none) {
      put(folder, name, text);
      expect([name, isLikeLog(name)]).toEqual([name, true]);
    }
    expect(
      await runsBelow(
        folder,
        none.map(([name]) => name),
        [],
      ),
    ).toEqual([]);
    expect(["notes.txt", "model.py"].some(isLikeLog)).toBe(false);
  });
});
