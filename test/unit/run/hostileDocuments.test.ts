import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseContract } from "../../../src/contract/file/parseContract.ts";
import { plannedLength } from "../../../src/run/planned/plannedLength.ts";
import { parseSettings } from "../../../src/run/settings/parseSettings.ts";
import { parsePartNotes } from "../../../src/sweep/parts/partNotes.ts";
import { readRunsTable } from "../../../src/sweep/table/readTable.ts";
import { emptyReview, parseReview, reviewText, withJudgment } from "../../../src/sweep/verdicts/reviewFile.ts";
import { sharedView } from "../../../src/sweep/view/sharedView.ts";
import { emptyView } from "../../../src/sweep/view/tableView.ts";
import { parseViews, withView } from "../../../src/sweep/view/viewsFile.ts";

const view = sharedView(emptyView);

/** Every text of a workspace that is parsed as a whole; each has to come to an end, with or without a value. */
const readers: Readonly<Record<string, (text: string) => unknown>> = {
  "a file of verdicts": parseReview,
  "a file of shared views": (text) => parseViews(text).ok && withView(text, "mine", view),
  "a contract": parseContract,
  "settings in JSON": (text) => parseSettings("config.json", text),
  "settings in YAML": (text) => parseSettings("config.yaml", text),
  "a planned length": (text) =>
    plannedLength([
      { name: "config.json", text },
      { name: "hparams.yaml", text },
    ]),
  "the notes of a part": parsePartNotes,
  "a table of runs": readRunsTable,
};

const names = fc.constantFrom("__proto__", "constructor", "", "2", "views", "metrics", "verdict", "epochs", "\u202e");
const { tree } = fc.letrec<{ tree: unknown; leaf: unknown }>((tie) => ({
  leaf: fc.oneof(fc.string(), fc.double(), fc.boolean(), fc.constant(null)),
  tree: fc.oneof(
    { depthSize: "small" },
    tie("leaf"),
    fc.array(tie("tree"), { maxLength: 4 }),
    fc.dictionary(fc.oneof(names, fc.string()), tie("tree"), { maxKeys: 5, noNullPrototype: true }),
  ),
}));

const json = tree.map((value) => JSON.stringify(value));
const yaml = fc.array(
  fc.constantFrom("a: ", "- ", "&a ", "*a", "!!set ", "{", "}", "[", "]", "\n", "  ", "? ", "|\n", "1"),
);
/** JSON with a piece of it taken out, or put in twice. */
const damaged = fc.tuple(json, fc.nat(), fc.nat({ max: 20 }), fc.boolean()).map(([text, at, length, twice]) => {
  const from = at % (text.length + 1);
  return text.slice(0, twice ? from + length : from) + text.slice(twice ? from : from + length);
});
const texts = fc.oneof(
  json,
  damaged,
  yaml.map((parts) => parts.join("")),
  fc.string({ unit: "binary" }),
);

const deep = 100_000;
const large: readonly (readonly [string, string])[] = [
  ["arrays without end", "[".repeat(deep)],
  ["objects without end", '{"a":'.repeat(deep)],
  ["a deep verdict", `{"run/metrics.jsonl": {"note": ${"[".repeat(deep)}${"]".repeat(deep)}}}`],
  ["a deep view", `{"views": {"a": {"filter": ${'{"a":'.repeat(deep)}1${"}".repeat(deep)}}}}`],
  ["a deep list of YAML", `${"- ".repeat(deep)}1`],
  [
    "thousands of views in one line",
    `{"views":{${Array.from({ length: 20_000 }, (_, at) => `"v${at}":{}`).join(",")}}}`,
  ],
  ["the same run thousands of times", `{${'"a": {"verdict": "accept"},'.repeat(20_000)}"": {}}`],
  ["the marks of many merges", "<<<<<<< ours\n".repeat(20_000)],
  ["a name of a megabyte", `{"${"k".repeat(2 ** 20)}": {"verdict": "accept"}}`],
  ["a table of one cell a row", `run\n${'"'.repeat(2 ** 20)}`],
];

describe.each(Object.entries(readers))("%s", (_, read) => {
  it("comes to an end, whatever the text", () => {
    fc.assert(
      fc.property(texts, (text) => {
        attempted(read, text);
      }),
      { numRuns: 300 },
    );
  });

  it.each(large)("comes to an end for %s", (__, text) => {
    attempted(read, text);
  });
});

describe("what nests without end", () => {
  it("is no file of verdicts and none of views", () => {
    for (const [, text] of large.slice(0, 4)) {
      expect(parseReview(text).ok).toBe(false);
      expect(parseViews(text).ok).toBe(false);
    }
  });
});

describe("odd names", () => {
  it("are names of runs like any others", () => {
    for (const run of ["__proto__", "constructor", "2", "=1+1", "\u202eabc"]) {
      const written = reviewText(
        withJudgment(emptyReview, [run], { change: { verdict: "exclude" }, now: "2026-01-01" }),
      );
      const read = parseReview(written);
      expect(read.ok && [...read.file.entries.keys()]).toEqual([run]);
    }
  });

  it("are names of views like any others", () => {
    for (const name of ["constructor", "2", "=1+1", "\u202eabc"]) {
      const read = parseViews(withView(null, name, view));
      expect(read.ok && [...read.views.keys()]).toEqual([name]);
    }
  });
});

/** What cannot be read is said by an error of its own kind: any other one is a defect of the reader. */
function attempted(read: (text: string) => unknown, text: string): void {
  try {
    read(text);
  } catch (error) {
    expect(error).not.toBeInstanceOf(RangeError);
    expect(error).not.toBeInstanceOf(TypeError);
  }
}
