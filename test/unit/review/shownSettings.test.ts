import { describe, expect, it } from "vitest";
import { shownSettings, type SourcedSettings } from "../../../src/review/panel/shownSettings.ts";

const settingsOf = (values: Readonly<Record<string, number | string>>): SourcedSettings =>
  new Map(Object.entries(values).map(([key, value]) => [key, { value, source: "config.json" }]));

describe("the settings of a run in its review", () => {
  it("are those of its files, none of which differs without a baseline", () => {
    expect(shownSettings(settingsOf({ lr: 0.1 }), null)).toEqual({
      baseline: null,
      settings: [{ key: "lr", value: 0.1, source: "config.json", other: null, differs: false }],
    });
  });

  it("begin with what differs from the baseline, also what only that has", () => {
    const baseline = { run: "base", settings: settingsOf({ lr: 0.2, wd: 0, arch: "vit" }) };
    const { settings } = shownSettings(settingsOf({ arch: "vit", lr: 0.1 }), baseline);
    expect(settings.map(({ key, value, other, differs }) => [key, value, other, differs])).toEqual([
      ["lr", 0.1, 0.2, true],
      ["wd", null, 0, true],
      ["arch", "vit", "vit", false],
    ]);
  });
});
