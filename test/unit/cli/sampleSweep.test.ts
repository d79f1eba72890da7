import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sweepTruth } from "../../../src/samples/sweepTruth.ts";
import { effectsOf, type SweepReading } from "../../reference/sweepEffects.ts";
import { BundledCli, resultOf } from "./bundledCli.ts";

let cli: BundledCli;

beforeAll(async () => {
  cli = await BundledCli.build();
});
afterAll(async () => {
  await cli.dispose();
});

const hour = 3_600_000;
const short = ["--epochs", "20", "--steps-per-epoch", "20"];

describe("sample --sweep", () => {
  test("gives back its known effects where sweep reads it (npm run check:effects does so for 20 seeds)", async () => {
    const written = await cli.run("sample", "s", "--sweep");
    expect(written).toMatchObject({ code: 0, err: "" });
    expect(written.out.trimEnd().split("\n")).toHaveLength(72);
    const { code, out } = await cli.run("sweep", "s", "--format", "json", "--out", "o");
    expect(code).toBe(0);
    const runsCsv = await readFile(join(cli.folder, "o/runs.csv"), "utf8");
    const effects = effectsOf(JSON.parse(out) as SweepReading, runsCsv, sweepTruth());
    expect(effects.length).toBeGreaterThan(15);
    expect(effects.filter(({ isRecovered }) => !isRecovered)).toEqual([]);
    expect(JSON.parse(await readFile(join(cli.folder, "s/truth.json"), "utf8"))).toEqual(sweepTruth());
  });
  test("tells apart what the truth is not: another best, another knee, one diverged run less", async () => {
    const reading = JSON.parse(await readFile(join(cli.folder, "o/sweep.json"), "utf8")) as SweepReading;
    const runsCsv = await readFile(join(cli.folder, "o/runs.csv"), "utf8");
    const truth = sweepTruth();
    const wrong = {
      ...truth,
      best: { ...truth.best, name: "convnet|0.1|0.0005" },
      kneeEpochs: { ...truth.kneeEpochs, 0.1: 5 },
      fates: { ...truth.fates, diverged: truth.fates.diverged.slice(1) },
    };
    const missed = effectsOf(reading, runsCsv, wrong).filter(({ isRecovered }) => !isRecovered);
    expect(missed.map(({ name }) => name)).toEqual([
      "best configuration, without a tie",
      "knee at learning rate 0.1",
      "runs that are diverged",
    ]);
  });
  test("says the settings of each run next to its log, and has all runs ended an hour ago", async () => {
    await cli.run("sample", "h", "--sweep", ...short);
    const run = join(cli.folder, "h/transformer/lr0.1-wd0.005/seed-3");
    const config: unknown = JSON.parse(await readFile(join(run, "config.json"), "utf8"));
    expect(config).toMatchObject({ arch: "transformer", lr: 0.1, wd: 0.005, seed: 3, epochs: 20 });
    const last = await stat(join(cli.folder, "h/transformer/lr0.3-wd0.005/seed-3/metrics.jsonl"));
    const first = await stat(join(run, "metrics.jsonl"));
    expect(Date.now() - last.mtimeMs).toBeGreaterThanOrEqual(hour);
    expect(first.mtimeMs).toBeLessThan(last.mtimeMs);
  });
  test("--live leaves one run growing, whose records come at the pace of their own time", async () => {
    const child = cli.start("sample", "l", "--sweep", "--live", "--interval", "20", "--records", "2", ...short);
    const ended = resultOf(child);
    const log = join(cli.folder, "l/transformer/lr0.1-wd0.005/seed-3/metrics.jsonl");
    const records = async (): Promise<readonly { readonly time: number }[]> => {
      const text = await readFile(log, "utf8").catch(() => "");
      const lines = text.split("\n").slice(0, -1);
      return lines.map((line) => JSON.parse(line) as { time: number });
    };
    const fifth = 80;
    await expect.poll(async () => (await records()).length, { timeout: 50_000 }).toBeGreaterThan(fifth);
    child.kill("SIGINT");
    expect(await ended).toMatchObject({ code: 0, err: "" });
    const times = (await records()).map(({ time }) => time);
    const steps = times.slice(1).map((time, i) => time - (times[i] ?? 0));
    // 20 ms for 2 records, and a little more, as batches go.
    expect(Math.min(...steps)).toBeGreaterThanOrEqual(0.00999);
    expect(steps.reduce((sum, step) => sum + step, 0) / steps.length).toBeLessThan(0.012);
  });
  test("takes neither a number of runs nor a scenario, nor a run too short to show anything", async () => {
    for (const args of [
      ["--runs", "3"],
      ["--scenario", "nan"],
      ["--format", "keras"],
      ["--epochs", "5"],
    ]) {
      const { code, err } = await cli.run("sample", "x", "--sweep", ...args);
      expect([code, err]).toEqual([2, expect.stringMatching(/--sweep|epochs/)]);
    }
  });
});
