import { execFileSync, spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { changeOf, tagsIn } from "../../../src/sweep/verdicts/judgmentChange.ts";
import {
  emptyReview,
  judgmentOf,
  parseReview,
  reviewText,
  withJudgment,
  type ReviewFile,
} from "../../../src/sweep/verdicts/reviewFile.ts";
import { editReviewFile, readReviewFile, reviewPlaces, sweepFolder } from "../../../src/run/reviewFiles.ts";

const at = (now: string): { now: string } => ({ now: `2026-01-01T00:00:${now}Z` });

function read(text: string): ReviewFile {
  const result = parseReview(text);
  if (!result.ok) {
    throw new Error(`${result.fault.line}: ${result.fault.message}`);
  }
  return result.file;
}

describe("a file of verdicts", () => {
  it("gives back what was said, and keeps what another version wrote", () => {
    const first = read('{ "a/m.jsonl": { "verdict": "accept", "stars": 5 } }');
    const file = withJudgment(first, ["a/m.jsonl", "b/m.jsonl"], {
      change: { verdict: "exclude", reason: "wrong data", tags: ["x"] },
      ...at("01"),
    });
    const again = read(reviewText(withJudgment(file, ["b/m.jsonl"], { change: { note: "é\n" }, ...at("02") })));
    expect(judgmentOf(again, "b/m.jsonl")).toEqual({
      verdict: "exclude",
      reason: "wrong data",
      note: "é\n",
      tags: ["x"],
    });
    expect(again.entries.get("a/m.jsonl")).toMatchObject({ verdict: "exclude", stars: 5 });
    expect(judgmentOf(again, "c/m.jsonl")).toBeNull();
  });

  it("is the same text whatever the order in which runs were judged", () => {
    const runs = fc.uniqueArray(fc.string({ minLength: 1 }), { maxLength: 6 });
    fc.assert(
      fc.property(runs, (names) => {
        const judged = (order: readonly string[]): string =>
          reviewText(
            order.reduce((file, run) => withJudgment(file, [run], { change: { note: run }, ...at("01") }), emptyReview),
          );
        expect(judged(names)).toBe(judged([...names].reverse()));
        const file = read(judged(names));
        names.forEach((name) => expect(judgmentOf(file, name)?.note).toBe(name));
      }),
    );
  });

  it("lets the later of two lines of one run count", () => {
    const file = read(
      '{"r": {"verdict": "rerun", "changed": "2026-02"},\n"r": {"verdict": "accept", "changed": "2026-01"},\n"": {}}',
    );
    expect(judgmentOf(file, "r")?.verdict).toBe("rerun");
  });

  it.each([
    ["", 1, /not a JSON object/],
    ["{\n  // mine\n}", 2, /not a JSON object/],
    ["[]", 1, /not a JSON object/],
    ['{\n "r": {"verdict": "good"}}', 2, /"r" must be an object/],
    ['{"r": {"tags": "x"}}', 1, /list of strings/],
    ['{\n<<<<<<< HEAD\n"r": {},\n=======\n>>>>>>> other\n}', 2, /merge/],
  ])("is not used where it is broken: %j", (text, line, message) => {
    const result = parseReview(text);
    expect(result.ok ? null : result.fault).toMatchObject({ line, message: expect.stringMatching(message) as string });
  });
});

describe("a change that a page asks for", () => {
  it("is checked", () => {
    expect(changeOf({ verdict: "accept", tags: ["b", "a", "b", " "] })).toEqual({
      verdict: "accept",
      tags: ["b", "a"],
    });
    expect(changeOf({ verdict: null, other: 1 })).toEqual({ verdict: null });
    expect(
      [null, 3, { verdict: "good" }, { note: 1 }, { tags: [1] }, { note: "x".repeat(10_001) }].map(changeOf),
    ).toEqual(Array.from({ length: 6 }, () => null));
    expect(tagsIn(" a, b,,a ")).toEqual(["a", "b"]);
  });
});

describe("files of verdicts on the disk", () => {
  let folder = "";
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "review-"));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it("keep what somebody else wrote in the meantime", async () => {
    const path = join(folder, "slopewise.review.json");
    const log = (run: string): string => join(folder, run, "metrics.jsonl");
    await editReviewFile(path, { logs: [log("a")], change: { verdict: "accept" }, ...at("01") });
    const other = await readFile(path, "utf8");
    await writeFile(path, other.replace("{\n", '{\n  "z/metrics.jsonl": { "note": "theirs" },\n'));
    await Promise.all([editReviewFile(path, { logs: [log("b")], change: { verdict: "rerun" }, ...at("02") })]);
    const now = read(await readFile(path, "utf8"));
    expect([...now.entries.keys()]).toEqual(["a/metrics.jsonl", "b/metrics.jsonl", "z/metrics.jsonl"]);
    expect(judgmentOf(now, "z/metrics.jsonl")?.note).toBe("theirs");
  });

  it("keep what several windows write at once", async () => {
    const path = join(folder, "shared.json");
    const runs = ["a", "b", "c", "d"];
    const edits = runs.map((run) =>
      editReviewFile(path, { logs: [join(folder, run, "m.jsonl")], change: { note: run }, ...at("01") }),
    );
    await Promise.all(edits);
    const now = read(await readFile(path, "utf8"));
    expect(runs.map((run) => judgmentOf(now, `${run}/m.jsonl`)?.note)).toEqual(runs);
  });

  it("are left as they are where they are broken", async () => {
    const path = join(folder, "broken.json");
    const text = '{ "a": { "verdict": "maybe" } }';
    await writeFile(path, text);
    const edit = editReviewFile(path, { logs: [join(folder, "b")], change: { verdict: "accept" }, ...at("01") });
    await expect(edit).rejects.toThrow(/not changed because of line 1/);
    expect(await readFile(path, "utf8")).toBe(text);
    expect(await readReviewFile(path)).toMatchObject({ ok: false });
    expect(await readReviewFile(join(folder, "none.json"))).toBeNull();
  });

  it("stand in the folder of the sweep, and are looked for from the run up to the workspace", () => {
    expect(sweepFolder(["/w/s/lr1/a/m", "/w/s/lr2/b/m"])).toBe("/w/s");
    expect(sweepFolder(["/w/s/a/m", "/w/s/b/m"])).toBe("/w/s");
    expect(sweepFolder(["/w/a/m"])).toBe("/w");
    expect(reviewPlaces("/w/s/a/m", "/w")).toEqual(
      ["/w/s/a", "/w/s", "/w"].map((place) => `${place}/slopewise.review.json`),
    );
  });

  /** What git makes of two people's changes of one file. */
  async function merged(base: ReviewFile, ours: ReviewFile, theirs: ReviewFile, union: boolean): Promise<string> {
    const [ourPath = "", basePath = "", theirPath = ""] = await Promise.all(
      [ours, base, theirs].map(async (file, i) => {
        const path = join(folder, `side-${i}.json`);
        await writeFile(path, reviewText(file));
        return path;
      }),
    );
    const options = union ? ["--union"] : [];
    return execFileSync("git", ["merge-file", "-p", ...options, ourPath, basePath, theirPath], { encoding: "utf8" });
  }

  const hasGit = spawnSync("git", ["--version"]).status === 0;

  it.runIf(hasGit)("merge by git where two people judge neighbors, or the same new runs by union", async () => {
    const base = withJudgment(emptyReview, ["a", "b", "c"], { change: { note: "old" }, ...at("01") });
    const ours = withJudgment(base, ["a"], { change: { verdict: "accept" }, ...at("02") });
    const theirs = withJudgment(base, ["b"], { change: { verdict: "exclude", reason: "lr" }, ...at("03") });
    const both = read(await merged(base, ours, theirs, false));
    expect(["a", "b", "c"].map((run) => judgmentOf(both, run)?.verdict)).toEqual(["accept", "exclude", null]);
    const [ourNew, theirNew] = (["accept", "rerun"] as const).map((verdict, i) =>
      withJudgment(base, ["n1", `n${i + 2}`], { change: { verdict }, ...at(`0${i + 4}`) }),
    );
    const union = read(await merged(base, ourNew ?? base, theirNew ?? base, true));
    expect(["n1", "n2", "n3"].map((run) => judgmentOf(union, run)?.verdict)).toEqual(["rerun", "accept", "rerun"]);
  });
});
