import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RunReview } from "../../../src/review/model/runReview.ts";
import { BundledCli, resultOf, twoRecords, expectNoTrace } from "./bundledCli.ts";
import { patiently } from "../../host/patience.ts";

let cli: BundledCli;

beforeAll(async () => {
  cli = await BundledCli.build();
});
afterAll(async () => {
  await cli.dispose();
});

describe("sample and analyze", () => {
  test("give back the parameters that the runs were made from", async () => {
    const written = await cli.run("sample", "s1", "--runs", "2", "--epochs", "30", "--steps-per-epoch", "60");
    expect(written).toMatchObject({ code: 0, err: "" });
    const { code, out, err } = await cli.run("analyze", "--format", "json", "s1");
    expect([code, err]).toEqual([0, ""]);
    const reviews = out
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as RunReview);
    expect(reviews.map(({ run, log, records }) => [run, log, records])).toEqual([
      ["run-001", "run-001/metrics.jsonl", 1800],
      ["run-002", "run-002/metrics.jsonl", 1800],
    ]);
    for (const review of reviews) {
      const said = await readFile(join(cli.folder, "s1", review.run, "truth.json"), "utf8");
      const truth = JSON.parse(said) as { kneeEpoch: number; alpha: number };
      expect(review.findings).toEqual([]);
      expect(review.best).toBe("switch");
      expect(Math.abs((review.knee?.epoch ?? 0) - truth.kneeEpoch)).toBeLessThan(0.5);
      expect(Math.abs((review.slopes?.full.alpha ?? 0) - truth.alpha)).toBeLessThan(0.05);
    }
  });
  test("the same seed gives the same bytes, another one others", async () => {
    const args = ["--runs", "1", "--epochs", "2", "--steps-per-epoch", "20"];
    await cli.run("sample", "s2", ...args);
    await cli.run("sample", "s3", ...args);
    await cli.run("sample", "s4", "--seed", "2", ...args);
    const [one, same, other] = await Promise.all(
      ["s2", "s3", "s4"].map((folder) => readFile(join(cli.folder, folder, "run-001/metrics.jsonl"), "utf8")),
    );
    expect(same).toBe(one);
    expect(other).not.toBe(one);
  });
  test("a log that exists is not written over", async () => {
    await cli.put("s5/run-001/metrics.jsonl", twoRecords);
    const result = await cli.run("sample", "s5");
    expect([result.code, result.err]).toEqual([2, expect.stringContaining("exists already")]);
    expect(await readFile(join(cli.folder, "s5/run-001/metrics.jsonl"), "utf8")).toBe(twoRecords);
  });
  test("give back the truth in another tool's format, with all scenarios that it has", async () => {
    const args = ["--format", "tensorboard", "--scenario", "all", "--epochs", "30", "--steps-per-epoch", "60"];
    expect(await cli.run("sample", "s20", ...args)).toMatchObject({ code: 0, err: "" });
    const { out, code } = await cli.run("analyze", "--format", "json", "s20");
    expect(code).toBe(0);
    const reviews = out
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as RunReview & { state: string });
    expect(reviews.map(({ run, state }) => [run, state])).toEqual([
      ["run-001", "ended"],
      ["run-002-nan", "nan"],
      ["run-003-diverged", "diverged"],
      ["run-004-young", "stopped"],
      ["run-005-resumed", "ended"],
    ]);
    const said = await readFile(join(cli.folder, "s20/run-001/truth.json"), "utf8");
    const truth = JSON.parse(said) as { kneeEpoch: number };
    expect(Math.abs((reviews[0]?.knee?.epoch ?? 0) - truth.kneeEpoch)).toBeLessThan(0.5);
    // An event file has no lines.
    const checked = await cli.run("validate", "s20/run-002-nan");
    expect(checked.out).toMatch(/is NaN from record \d+/);
    expect(checked.out).not.toMatch(/\bline\b/);
  });
  test("analyze shows a run in words", async () => {
    await cli.run("sample", "s6", "--runs", "1", "--epochs", "30", "--steps-per-epoch", "60");
    const { code, out, err } = await cli.run("analyze", "s6");
    expect([code, err]).toEqual([0, ""]);
    expect(out).toMatch(/^run-001 {2}1,800 records, \d+ points of loss_train_nats\n/);
    expect(out).toMatch(/\* Exponential → power law +0\.\d{4} /);
    expect(out).toMatch(/power law .* alpha 0\.\d+ \[0\.\d+ to 0\.\d+\] {2}tau \d/);
    expect(out).toMatch(/knee +epoch \d/);
    expect(out).toMatch(/No findings\.\n$/);
  });
  test("analyze says of a log of one record why it has no fit", async () => {
    await cli.put("s7/metrics.jsonl", '{"step": 1, "loss_train_nats": 2.5}\n');
    const result = await cli.run("analyze", "s7");
    expect(result).toMatchObject({ code: 0, err: "" });
    expectNoTrace(result);
  });
  test("analyze goes on after a log that it cannot use", async () => {
    await cli.put("s8/a/metrics.jsonl", "no log\nat all\n");
    await cli.put("s8/b/metrics.jsonl", twoRecords);
    const { code, out, err } = await cli.run("analyze", "--format", "json", "s8");
    expect([code, err]).toEqual([2, expect.stringContaining("a/metrics.jsonl holds no record")]);
    expect(out.trimEnd().split("\n")).toHaveLength(1);
  });
  test("--live goes on appending whole lines until it is interrupted", async () => {
    const child = cli.start("sample", "s9", "--live", "--interval", "5", "--epochs", "50", "--steps-per-epoch", "100");
    const ended = resultOf(child);
    const log = join(cli.folder, "s9/run-001/metrics.jsonl");
    const size = (): Promise<number> =>
      stat(log).then(
        (found) => found.size,
        () => 0,
      );
    await expect.poll(size, patiently).toBeGreaterThan(0);
    const first = await size();
    await expect.poll(size, patiently).toBeGreaterThan(first);
    child.kill("SIGINT");
    expect(await ended).toMatchObject({ code: 0, err: "" });
    const text = await readFile(log, "utf8");
    expect(text.endsWith("}\n")).toBe(true);
    expect(
      text
        .trimEnd()
        .split("\n")
        .every((line) => typeof JSON.parse(line) === "object"),
    ).toBe(true);
  });
});
