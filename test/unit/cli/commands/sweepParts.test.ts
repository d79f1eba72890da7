import { cp, readdir, readFile, rm, stat, utimes } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { queried } from "../../log/parquet/duckdb.ts";
import { BundledCli, expectNoTrace, type CliResult } from "../bundledCli.ts";
import { logOf } from "./sweptLogs.ts";

let cli: BundledCli;

/** Long ago, so that the runs have ended. */
const then = new Date("2026-01-01");

beforeAll(async () => {
  cli = await BundledCli.build();
  for (const lr of [0.1, 0.01, 0.001]) {
    for (const seed of [1, 2]) {
      const path = await cli.put(`runs/lr${lr}/seed-${seed}/metrics.jsonl`, logOf(lr, seed));
      await utimes(join(cli.folder, path), then, then);
    }
  }
  // A setting that one run has as a text is text in all.
  await cli.put("runs/lr0.1/seed-1/config.json", '{"lr": "auto", "seed": 1, "only": true}');
  await cli.put("runs/metrics.contract.json", JSON.stringify({ analysis: { replicate: ["lr"], straightness: 0.9 } }));
  await cli.put("runs/bad/metrics.jsonl", "not a log\n");
  for (const number of ["1/3", "2/3", "3/3"]) {
    expect(await part(number, "made")).toMatchObject({ code: 0 });
  }
});
afterAll(async () => {
  await cli.dispose();
});
beforeEach(async () => {
  await rm(join(cli.folder, "parts"), { recursive: true, force: true });
});

const part = (number: string, out = "parts"): Promise<CliResult> =>
  cli.run("sweep", "runs", "--out", out, "--part", number);
const read = (path: string): Promise<string> => readFile(join(cli.folder, path), "utf8");
const bytes = (path: string): Promise<Uint8Array> => readFile(join(cli.folder, path));

/** The three parts of all runs, which are made once. */
async function allParts(): Promise<void> {
  await cp(join(cli.folder, "made"), join(cli.folder, "parts"), { recursive: true, preserveTimestamps: true });
}

describe("a sweep in parts", () => {
  test("is merged into the sweep made at once, to the byte", async () => {
    await allParts();
    const whole = await cli.run("sweep", "runs", "--out", "whole", "--format", "json");
    const merged = await cli.run("sweep", "parts", "--out", "parts", "--format", "json");
    expect(JSON.parse(merged.out)).toMatchObject({ settings: { replicate: ["lr"] }, straightness: { threshold: 0.9 } });
    expect(merged.out).toBe(whole.out);
    for (const file of ["sweep.json", "runs.csv", "report.html"]) {
      expect(await read(`parts/${file}`)).toBe(await read(`whole/${file}`));
    }
    // The log that cannot be used makes both 2, and no part.
    expect([whole.code, merged.code]).toEqual([2, 2]);
    expect(merged.err).toMatch(/1 logs could not be used when the parts were made/);
    expect((await cli.run("sweep", "parts", "--format", "json")).out).toBe(whole.out);
    expect((await cli.run("sweep", "whole", "--format", "json")).out).toBe(whole.out);
  });

  test("has tables that DuckDB reads as one once they are merged", async () => {
    await allParts();
    await cli.run("sweep", "parts", "--out", "parts");
    const files = await Promise.all([0, 1, 2].map((at) => bytes(`parts/runs/part-000${at}.parquet`)));
    const { rows, types } = await queried(
      files,
      'select run, "config.lr" from read_parquet([$0, $1, $2]) order by run',
    );
    expect(types.get("config.lr")).toBe("VARCHAR");
    expect(rows.map(([, lr]) => lr)).toEqual(["0.001", "0.001", "0.01", "0.01", "auto", "0.1"]);
  });

  test("keeps a part that is there until one of its logs, settings, contracts or verdicts changes", async () => {
    for (const seed of [1, 2]) {
      const path = await cli.put(`kept/lr0.01/seed-${seed}/metrics.jsonl`, logOf(0.01, seed));
      await utimes(join(cli.folder, path), then, then);
    }
    const made = (): Promise<CliResult> => cli.run("sweep", "kept", "--out", "parts", "--part", "1/1");
    const isMade = async (): Promise<boolean> => !(await made()).out.includes("is up to date");
    expect((await made()).out).toMatch(/^Part 1 of 1: 2 runs, 0\.\d MB\. Wrote .*part-0000\.parquet\.\n$/);
    expect(await isMade()).toBe(false);
    for (const [path, content] of [
      ["lr0.01/seed-1/metrics.jsonl", logOf(0.01, 3)],
      ["lr0.01/seed-1/hparams.yaml", "lr: 0.01\nseed: 1\n"],
      ["slopewise.review.json", '{"lr0.01/seed-1/metrics.jsonl": {"verdict": "exclude"}}'],
      ["lr0.01/metrics.contract.json", "{}"],
    ] as const) {
      await cli.put(`kept/${path}`, content);
      await utimes(join(cli.folder, "kept", path), then, then);
      expect(await isMade(), path).toBe(true);
      expect(await isMade(), path).toBe(false);
    }
    for (const path of ["lr0.01/seed-1/hparams.yaml", "slopewise.review.json", "lr0.01/metrics.contract.json"]) {
      await rm(join(cli.folder, "kept", path));
    }
    expect(await isMade()).toBe(true);
    await rm(join(cli.folder, "parts/curves/part-0000.parquet"));
    expect(await isMade()).toBe(true);
  });

  test("makes a part again as long as one of its runs goes on", async () => {
    await cli.put("live/a/metrics.jsonl", logOf(0.1, 1));
    const made = async (): Promise<string> => (await cli.run("sweep", "live", "--out", "parts", "--part", "1/1")).out;
    await made();
    expect(await made()).not.toMatch(/up to date/);
  });

  test("says which parts are missing, here and in its report", async () => {
    await part("1/3");
    await part("3/3");
    const merged = await cli.run("sweep", "parts", "--out", "parts");
    expect(merged.code).toBe(2);
    expect(merged.err).toMatch(/Parts are missing, and so are their runs: 2 of 3\./);
    expect(await read("parts/report.html")).toMatch(/<li>Parts are missing, and so are their runs: 2 of 3\.<\/li>/);
  });

  test.each<[what: string, broken: () => Promise<unknown>, message: RegExp]>([
    [
      "of another cut",
      () => part("1/2"),
      /is one of 2 parts, but .* one of 3: they come from different sweeps or splits/,
    ],
    [
      "twice",
      async () => cli.put("parts/runs/part-0003.parquet", await bytes("parts/runs/part-0000.parquet")),
      /both contain/,
    ],
    ["damaged", () => cli.put("parts/runs/part-0001.parquet", "PAR1"), /part-0001\.parquet is damaged/],
  ])("is refused with a part %s", async (_, broken, message) => {
    await allParts();
    await broken();
    const merged = await cli.run("sweep", "parts");
    expect(merged).toMatchObject({ code: 2, out: "" });
    expect(merged.err).toMatch(message);
    expectNoTrace(merged);
  });

  test("leaves nothing of older parts next to a sweep made at once, and nothing temporary", async () => {
    await allParts();
    await cli.put("parts/runs/part-0009.parquet", "mine");
    await cli.run("sweep", "runs", "--out", "parts");
    expect(await readdir(join(cli.folder, "parts/runs"))).toEqual(["part-0000.parquet", "part-0009.parquet"]);
    expect(await readdir(join(cli.folder, "parts/curves"))).toEqual(["part-0000.parquet"]);
  });

  test("may have parts without runs", async () => {
    expect((await cli.run("sweep", "runs/lr0.1", "--out", "parts", "--part", "3/3")).out).toMatch(
      /^Part 3 of 3: 0 runs/,
    );
    await cli.run("sweep", "runs/lr0.1", "--out", "parts", "--part", "1/3");
    await cli.run("sweep", "runs/lr0.1", "--out", "parts", "--part", "2/3");
    const merged = await cli.run("sweep", "parts", "--format", "json");
    expect(merged).toMatchObject({ code: 0, err: "" });
    expect(merged.out).toBe((await cli.run("sweep", "runs/lr0.1", "--format", "json")).out);
  });

  test.each<[what: string, args: string[], message: RegExp]>([
    ["no folder", ["--part", "1/2"], /name it with --out/],
    ["part 0", ["--out", "parts", "--part", "0/2"], /--part must be I\/N/],
    ["a part beyond the last", ["--out", "parts", "--part", "3/2"], /--part must be I\/N.*not "3\/2"/],
    ["no number", ["--out", "parts", "--part", "one"], /--part must be I\/N/],
    ["statistics of a part", ["--out", "parts", "--part", "1/2", "--group", "lr"], /A part has no statistics/],
    ["a part and a script", ["--out", "parts", "--part", "1/2", "--slurm", "x"], /goes with neither/],
    ["parts of nothing", ["--out", "parts", "--parts", "4"], /goes with --slurm/],
  ])("refuses %s before it reads", async (_, args, message) => {
    const result = await cli.run("sweep", "runs", ...args);
    expect(result).toMatchObject({ code: 2, out: "" });
    expect(result.err).toMatch(message);
    await expect(stat(join(cli.folder, "parts"))).rejects.toThrow();
  });
});

describe("the script for SLURM", () => {
  test("asks for an array of as many tasks as parts, and has each make its own", async () => {
    const { code, out } = await cli.run("sweep", "runs", "--out", "it's here", "--slurm", "job.sh", "--parts", "4");
    expect(code).toBe(0);
    expect(out).toMatch(
      /^Wrote job\.sh: 7 runs in 4 parts, up to 10 minutes and \d+ MB each\. Start it with: bash job\.sh\n$/,
    );
    const script = await read("job.sh");
    expect(script).toMatch(/^#!\/bin\/bash\n(#SBATCH .*\n)*#SBATCH --array=1-4\n/);
    expect(script).toContain(String.raw`/it'\''s here' --part "$SLURM_ARRAY_TASK_ID/4"`);
    expect(script).toContain("afterok:$array");
    await expect(stat(join(cli.folder, "it's here"))).rejects.toThrow();
  });
});
