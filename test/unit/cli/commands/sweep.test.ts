import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { BundledCli, expectNoTrace } from "../bundledCli.ts";
import { logOf } from "./sweptLogs.ts";

let cli: BundledCli;

beforeAll(async () => {
  cli = await BundledCli.build();
  for (const lr of [0.1, 0.01]) {
    for (const seed of [1, 2]) {
      await cli.put(`runs/lr${lr}/seed-${seed}/metrics.jsonl`, logOf(lr, seed));
    }
  }
});
afterAll(async () => {
  await cli.dispose();
});

const read = (path: string): Promise<string> => readFile(join(cli.folder, path), "utf8");

describe("a sweep of logs", () => {
  test("reads settings, and says the same as its own table", async () => {
    const logs = await cli.run("sweep", "runs", "--format", "json", "--out", "out");
    expect(logs.code).toBe(0);
    const json = JSON.parse(logs.out) as { runs: number; configurations: number; settings: unknown };
    expect(json).toMatchObject({ runs: 4, configurations: 2 });
    expect(json.settings).toMatchObject({ varying: ["lr"], replicate: ["seed"] });
    const table = await cli.run("sweep", "out/runs.csv", "--format", "json");
    expect(table).toEqual({ code: 0, out: logs.out, err: "" });
    expect(JSON.parse(await read("out/sweep.json"))).toEqual(json);
    for (const part of ["out/runs/part-0000.parquet", "out/curves/part-0000.parquet"]) {
      expect(await read(part)).toMatch(/^PAR1[^]*PAR1$/);
    }
    expect(await read("out/report.html")).toMatch(/<title>Sweep of 4 runs in 2 configurations/);
  });

  test("takes replicates and the R2 of a straight curve from the contracts, unless they are given", async () => {
    const path = "runs/metrics.contract.json";
    await cli.put(path, JSON.stringify({ analysis: { replicate: ["lr"], straightness: 0.9 } }));
    const designed = async (...more: string[]): Promise<unknown> => {
      const { out } = await cli.run("sweep", "runs", "--format", "json", ...more);
      return JSON.parse(out) as unknown;
    };
    expect(await designed()).toMatchObject({
      settings: { varying: ["seed"], replicate: ["lr"] },
      straightness: { threshold: 0.9 },
    });
    expect(await designed("--replicate", "seed")).toMatchObject({ settings: { replicate: ["seed"] } });
    await rm(join(cli.folder, path));
  });

  test("takes verdicts and notes from the sweep's file, and none from a broken one", async () => {
    const path = "runs/slopewise.review.json";
    const log = "lr0.1/seed-1/metrics.jsonl";
    await cli.put(path, JSON.stringify({ [log]: { verdict: "exclude", note: "wrong data" } }));
    const { out } = await cli.run("sweep", "runs", "--format", "json", "--out", "judged");
    expect((JSON.parse(out) as { excluded: { verdict: number } }).excluded).toMatchObject({ verdict: 1 });
    expect(await read("judged/runs.csv")).toMatch(/seed-1,.*,exclude,wrong data\n/);
    await cli.put(path, "{");
    const broken = await cli.run("sweep", "runs", "--format", "json");
    expect(broken).toMatchObject({
      code: 2,
      err: expect.stringMatching(/is not used because of line 1/) as string,
    });
    await rm(join(cli.folder, path));
  });

  test("leaves other files of the folder alone, and no temporary ones behind", async () => {
    await cli.put("kept/notes.txt", "mine");
    await cli.put("kept/runs.csv", "old");
    await cli.put("kept/figures/mine.svg", "mine");
    // No run logs a curvature, so this figure would be of another sweep.
    await cli.put("kept/figures/plateauKnee.svg", "old");
    expect((await cli.run("sweep", "runs", "--out", "kept")).code).toBe(0);
    expect(await read("kept/notes.txt")).toBe("mine");
    expect(await read("kept/runs.csv")).toMatch(/^run,log,/);
    const figures = await readdir(join(cli.folder, "kept/figures"));
    expect(figures).toEqual(expect.arrayContaining(["mine.svg", "prediction.svg", "prediction-wide.svg"]));
    expect(figures).not.toContain("plateauKnee.svg");
    expect((await readdir(join(cli.folder, "kept"))).filter((name) => name.endsWith(".tmp"))).toEqual([]);
  });

  test("goes on after a log that cannot be used, and says which", async () => {
    await cli.put("mixed/good/metrics.jsonl", logOf(0.1, 3));
    await cli.put("mixed/bad/metrics.jsonl", "not a log\n");
    await cli.put("mixed/new/metrics.jsonl", "");
    const result = await cli.run("sweep", "mixed", "--format", "json");
    expect(result.code).toBe(2);
    expect(result.err).toMatch(/bad\/metrics\.jsonl holds no record/);
    expect(result.err).toMatch(/new\/metrics\.jsonl is empty/);
    expect(JSON.parse(result.out)).toMatchObject({ runs: 1 });
    expectNoTrace(result);
  });

  test("gives the same on several threads as on one, and says the same in the same order", async () => {
    for (const run of ["a", "b", "c", "d", "e"]) {
      await cli.put(`threads/${run}/metrics.jsonl`, run === "c" ? "not a log\n" : logOf(0.1, run.charCodeAt(0)));
    }
    await cli.put("threads/d/metrics.contract.json", '{ "metrics": [] }');
    // A long log that is begun first and ends last.
    await cli.put("threads/a/metrics.jsonl", logOf(0.1, 1).repeat(40));
    const on = (threads: string, out: string): ReturnType<BundledCli["run"]> =>
      cli.run("sweep", "threads", "--format", "json", "--threads", threads, "--out", out);
    const [one, three] = [await on("1", "one"), await on("3", "three")];
    expect(JSON.parse(one.out)).toMatchObject({ runs: 3 });
    expect({ ...three, err: three.err.replace("three", "one") }).toEqual(one);
    for (const file of ["runs.csv", "report.html", "curves/part-0000.parquet"]) {
      expect(await read(join("three", file))).toBe(await read(join("one", file)));
    }
    expect((await cli.run("sweep", "threads", "--threads", "0")).code).toBe(2);
  });

  test("compares the settings that --group names, and refuses others", async () => {
    const grouped = await cli.run("sweep", "runs", "--group", "lr", "--format", "json");
    expect(JSON.parse(grouped.out)).toMatchObject({ groups: { lr: { "0.01": { runs: 2 } } } });
    const unknown = await cli.run("sweep", "runs", "--group", "wd");
    expect(unknown).toMatchObject({ code: 2, out: "" });
    expect(unknown.err).toMatch(/wd does not\. The settings that vary are lr/);
  });

  test("refuses a file as its folder before it reads", async () => {
    await cli.put("file", "mine");
    const result = await cli.run("sweep", "runs", "--out", "file");
    expect(result).toMatchObject({ code: 2, out: "" });
    expect(result.err).toMatch(/--out takes a folder/);
    expect(await read("file")).toBe("mine");
  });

  test("says so where nothing can be read", async () => {
    await cli.put("none/metrics.jsonl", "not a log\n");
    const result = await cli.run("sweep", "none");
    expect(result).toMatchObject({ code: 2, out: "" });
    expect(result.err).toMatch(/None of the logs can be used/);
    const broken = await cli.run("sweep", await cli.put("broken.csv", 'run,state\n"a,ended\n'));
    expect(broken).toMatchObject({ code: 2, out: "" });
    expect(broken.err).toMatch(/Cannot use broken\.csv: Near row/);
  });
});
