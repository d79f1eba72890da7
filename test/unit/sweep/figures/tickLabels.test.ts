import { describe, expect, it } from "vitest";
import { labelsWithRoom } from "../../../../src/sweep/figures/lines/tickLabels.ts";
import { titleLines } from "../../../../src/sweep/figures/lines/titleLines.ts";

describe("the labels of an axis of a picture", () => {
  const ticks = (values: readonly number[]): { at: number; text: string }[] =>
    values.map((at) => ({ at, text: String(at) }));
  const shown = (values: readonly number[], isLog: boolean, length: number): readonly number[] => {
    const range = [values[0] ?? 0, values.at(-1) ?? 1] as const;
    const axis = { title: "", isLog, range, ticks: ticks(values) };
    return [...labelsWithRoom(axis, { length, of: () => 12 }).keys()].sort((one, other) => one - other);
  };

  it("are all there where they have room", () => {
    const values = [0.2, 0.5, 1, 2, 5, 10, 20, 50];
    expect(shown(values, true, 300)).toEqual(values);
  });

  it("leave the less round out where two would lie on one another", () => {
    expect(shown([0.6, 0.7, 0.8, 0.9, 1, 1.5, 2, 3], true, 150)).toEqual([0.6, 0.7, 0.8, 1, 1.5, 2, 3]);
    expect(shown([0, 1, 2, 3, 4], false, 40)).toEqual([0, 2, 4]);
  });
});

describe("the title of a picture", () => {
  it("is one line where it fits, and else the run above the chart, cut at its start", () => {
    expect(titleLines("run-1: Loss", 250)).toEqual(["run-1: Loss"]);
    expect(titleLines("real/cifar10-gluoncv/resnet20_v1: Power spectrum", 258)).toEqual([
      "real/cifar10-gluoncv/resnet20_v1",
      "Power spectrum",
    ]);
    const [run = "", chart] = titleLines(`${"deep/".repeat(20)}seed-7: Loss`, 258);
    expect(run).toMatch(/^….*deep\/seed-7$/);
    expect(run.length).toBeLessThan(45);
    expect(chart).toBe("Loss");
    expect(titleLines("", 258)).toEqual([""]);
  });
});
