import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { needsOf, slurmScript, type ScriptOptions } from "../../../src/cli/report/slurmScript.ts";

const auto = { parts: null, mostParts: 10_000 };

function runsOf(count: number, bytes: number): { readonly label: string; readonly bytes: number }[] {
  return Array.from({ length: count }, (_, i) => ({ label: `${i}`, bytes }));
}

function script(given: Partial<ScriptOptions> = {}): string {
  const needs = needsOf(runsOf(8, 1e6), { ...auto, parts: 4 });
  const base = {
    node: "/n/node",
    program: "/s/cli.js",
    paths: ["/runs"],
    out: "/out",
    partOptions: [],
    mergeOptions: [],
  };
  return slurmScript({ ...base, needs, ...given });
}

/** What the script runs in a task or in the merge, a word a line: the program is `printf`. */
function wordsRun(given: Partial<ScriptOptions>, env: NodeJS.ProcessEnv): string[] {
  const text = script({ ...given, node: "/usr/bin/printf", program: String.raw`%s\0` });
  return execFileSync("bash", ["-c", text], { env, encoding: "utf8" }).split("\0").slice(0, -1);
}

describe("what a sweep asks a cluster for", () => {
  it("is one part for a few runs, and more for more or larger ones", () => {
    expect(needsOf(runsOf(100, 1e6), auto)).toMatchObject({ parts: 1, seconds: 600 });
    const [many, large] = [needsOf(runsOf(100_000, 1e6), auto), needsOf(runsOf(1000, 1e9), auto)];
    expect(many.parts).toBeGreaterThan(20);
    expect(large.parts).toBeGreaterThan(20);
    expect(large.megabytes).toBeGreaterThan(many.megabytes);
  });

  it("has no more parts than runs, and leaves each part several times what it takes", () => {
    const needs = needsOf(runsOf(3, 1e11), auto);
    expect(needs.parts).toBe(3);
    expect(needs.seconds).toBeGreaterThan(3 * 1e11 * 1e-8);
    expect(needsOf(runsOf(1e5, 1e6), { parts: null, mostParts: 10 }).parts).toBe(10);
  });
});

describe("the script", () => {
  it("has a header that sbatch reads: all of it before the first command", () => {
    const lines = script().split("\n");
    const first = lines.findIndex((line) => line !== "" && !line.startsWith("#"));
    expect(lines.findLastIndex((line) => line.startsWith("#SBATCH"))).toBeLessThan(first);
    expect(lines).toEqual(expect.arrayContaining(["#SBATCH --array=1-4", "#SBATCH --time=00:10:00"]));
  });

  it("runs a part in a task and the merge in the other job, whatever characters paths have", () => {
    const path = fc.string({ minLength: 1, maxLength: 12 }).map((text) => `/${text.replaceAll("\0", "")}`);
    fc.assert(
      fc.property(path, path, path, (root, out, contract) => {
        const given = {
          paths: [root, "/b"],
          out,
          partOptions: ["--contract", contract],
          mergeOptions: ["--group", "lr"],
        };
        const task = wordsRun(given, { SLURM_ARRAY_TASK_ID: "3" });
        expect(task).toEqual([
          "sweep",
          root,
          "/b",
          "--out",
          out,
          "--contract",
          contract,
          "--part",
          "3/4",
          "--threads",
          "1",
        ]);
        const merge = wordsRun(given, { SLURM_ARRAY_TASK_ID: "1", SLOPEWISE_MERGE: "1" });
        expect(merge).toEqual(["sweep", out, "--out", out, "--group", "lr"]);
      }),
      { numRuns: 20 },
    );
  });
});
