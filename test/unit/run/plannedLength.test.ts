import { describe, expect, test } from "vitest";
import { plannedEpochs, plannedSteps } from "../../../src/run/plannedLength.ts";

function planned(name: string, text: string): number | null {
  return plannedEpochs([{ name, text }])?.epochs ?? null;
}

describe("the epochs that a configuration asks for", () => {
  test.each([
    ["config.json", '{ "epochs": 90 }', 90],
    ["args.json", '{ "lr": 0.1, "train": { "num_train_epochs": 3.0 } }', 3],
    ["config.json", '{ "max_epochs": 50, "warmup": { "epochs": 5 } }', 50],
    ["config.json", '{ "epochs": 8, "max_epochs": 8 }', 8],
    ["hparams.yaml", "lr: 0.1\nmax_epochs: 200 # at most\n", 200],
    ["a.yaml", "trainer:\n  max_epochs: 20\nwarmup:\n    epochs: 2\n", 20],
    ["a.yml", "num_epochs : 7\r\n", 7],
  ])("in %s: %j are %d", (name, text, epochs) => {
    expect(planned(name, text)).toBe(epochs);
  });
  test.each([
    ["config.json", '{ "epoch": 90, "epochs_done": 3 }'],
    ["config.json", '{ "epochs": "90", "max_epochs": -1, "num_epochs": null, "num_train_epochs": 0 }'],
    ["config.json", '{ "warmup": { "epochs": 5 }, "train": { "epochs": 90 } }'],
    ["config.json", '[{ "epochs": 90 }]'],
    ["config.json", "epochs: 90"],
    ["config.json", '{ "epochs": 90, "a": ' + "[".repeat(100_000)],
    ["config.json", '{ "epochs": 90, "a": ' + "[},".repeat(100_000)],
    ["a.yaml", "epochs: [1, 2]\nmax_epochs: -1\nnum_epochs: null\n- epochs: 3\n# epochs: 4\nepochs: &n 5"],
    ["a.yaml", '{"epochs": 5}'],
    ["a.yaml", ""],
  ])("are not known from %s: %j", (name, text) => {
    expect(planned(name, text)).toBeNull();
  });
  test("are those of the first file that says them, at their line", () => {
    const files = [
      { name: "config.json", text: "{}" },
      { name: "config.yaml", text: "seed: 1\nepochs: 40\n" },
      { name: "other.yaml", text: "epochs: 50\n" },
    ];
    expect(plannedEpochs(files)).toEqual({ epochs: 40, file: "config.yaml", key: "epochs", line: 2 });
    expect(plannedEpochs([{ name: "config.json", text: '{\n  "a": {\n    "epochs": 3\n  }\n}' }])?.line).toBe(3);
  });
});

describe("the steps that a configuration asks for", () => {
  test("are found as the epochs are", () => {
    expect(plannedSteps([{ name: "config.json", text: '{ "trainer": { "max_steps": 40000 } }' }])).toBe(40_000);
    expect(plannedSteps([{ name: "a.yaml", text: "epochs: 3\nmax_iters: 600000\n" }])).toBe(600_000);
    expect(plannedSteps([{ name: "args.json", text: '{ "max_steps": -1, "epochs": 3 }' }])).toBeNull();
  });
});
