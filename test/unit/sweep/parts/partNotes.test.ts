import { describe, expect, it } from "vitest";
import { parsePartNotes, partNotesText, type PartNotes } from "../../../../src/sweep/parts/partNotes.ts";

const notes: PartNotes = {
  ...{ version: "1.0.0", part: 1, of: 2, key: "k", options: "", total: 3, unusable: 1, broken: ["r.json"] },
  logs: [
    { place: 0, label: "a/m.jsonl", root: 0 },
    { place: 2, label: "b/m.jsonl", root: 0 },
  ],
  roots: ["../runs"],
  rows: [1],
  curveEnds: [400],
  settings: [{ straightness: 0.98, replicate: ["seed"] }],
  settingsOf: [0],
};

describe("what a part says of itself", () => {
  it("is read as it was written", () => {
    expect(parsePartNotes(partNotesText(notes))).toEqual(notes);
  });

  it.each<[what: string, value: unknown]>([
    ["no JSON", undefined],
    ["a list", []],
    ["a part beyond the last", { ...notes, part: 2 }],
    ["a row of no log", { ...notes, rows: [2] }],
    ["a row without its settings", { ...notes, settingsOf: [] }],
    ["settings that are none", { ...notes, settings: [{ straightness: "0.98", replicate: null }] }],
    [
      "a log without a place",
      {
        ...notes,
        logs: [
          { label: "a", root: 0 },
          { label: "b", root: 0 },
        ],
      },
    ],
    ["a log of no folder", { ...notes, roots: [] }],
    ["small curves of another number of runs", { ...notes, sparks: ["~0*", "~0*"] }],
    ["small curves that are none", { ...notes, sparks: ["<svg>"] }],
    ["curves of another number of runs", { ...notes, curveEnds: [1, 2] }],
    ["a count that is none", { ...notes, unusable: -1 }],
    ["no version", { ...notes, version: undefined }],
    ["columns of settings of no kind", { ...notes, settingColumns: [{ key: "lr", kind: "date" }] }],
  ])("is nothing where it is %s", (_, value) => {
    expect(parsePartNotes(value === undefined ? "{" : JSON.stringify(value))).toBeNull();
  });
});
