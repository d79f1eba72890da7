import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { BundledCli, twoRecords, expectNoTrace } from "./bundledCli.ts";

let cli: BundledCli;

beforeAll(async () => {
  cli = await BundledCli.build();
});
afterAll(async () => {
  await cli.dispose();
});

describe("bad input gives one clear message and exit code 2", () => {
  test.each<[what: string, args: string[], message: RegExp]>([
    ["no command", [], /Missing command: convert, validate, analyze, sweep, mcp, sample\. See slopewise --help/],
    ["an unknown command", ["review"], /There is no command "review"/],
    ["an unknown option", ["convert", "--frce", "x"], /Unknown option '--frce'\. See slopewise convert --help/],
    ["an option without its value", ["validate", "--contract"], /--contract.*See slopewise validate --help/],
    ["an unknown format", ["analyze", "--format", "xml", "x"], /--format must be text or json, not "xml"/],
    ["no path", ["validate"], /PATH is missing: a log, a run folder or a folder of runs/],
    ["a path that does not exist", ["convert", "gone"], /No such file or folder: gone/],
    ["a path that does not exist, to validate", ["validate", "gone"], /No such file or folder: gone/],
    ["a path that does not exist, to analyze", ["analyze", "gone"], /No such file or folder: gone/],
    [
      "a number that is none",
      ["sample", "d", "--runs", "many"],
      /--runs must be a whole number from 1 to 10000, not "many"/,
    ],
    ["an unknown scenario", ["sample", "d", "--scenario", "odd"], /--scenario must be sound, missing-metric/],
    ["no folder for samples", ["sample"], /Missing DIR/],
    ["an unknown format of samples", ["sample", "d", "--format", "parquet"], /--format must be jsonl, tensorboard, /],
    ["a format without its name", ["sample", "d", "--format"], /Option '--format <value>' argument missing/],
    [
      "a scenario that a format has not",
      ["sample", "d", "--format", "lightning", "--scenario", "epoch-only"],
      /--format lightning has the scenarios sound, nan, diverged, young, not epoch-only/,
    ],
    ["both --stdout and --out", ["convert", "--stdout", "--out", "x", "one/metrics.jsonl"], /goes with none of/],
    ["--out with two logs", ["convert", "--out", "x.csv", "two"], /--out takes one log, and there are 2/],
    ["--stdout with two logs", ["convert", "--stdout", "two"], /--stdout takes one log/],
    [
      "a folder without runs",
      ["validate", "empty"],
      /There is no log in empty: no file below it is a log by its name \(\*\*\/\*\.jsonl/,
    ],
    [
      "a folder for --out that does not exist",
      ["convert", "--out", "gone/x.csv", "one/metrics.jsonl"],
      /There is no folder gone to write x\.csv into/,
    ],
    [
      "a contract that does not exist",
      ["validate", "--contract", "gone.json", "one"],
      /There is no contract at gone\.json/,
    ],
    [
      "a contract that is not JSON",
      ["validate", "--contract", "one/metrics.jsonl", "one"],
      /one\/metrics\.jsonl:2:1: The contract is not JSON/,
    ],
    ["a contract that is a folder", ["analyze", "--contract", "one", "one"], /one is not a regular file/],
    [
      "a broken contract above the run",
      ["validate", "broken/run"],
      /metrics\.contract\.json:1:14: metrics must be an object/,
    ],
    ["a binary file to analyze", ["analyze", "binary.bin"], /binary\.bin/],
    ["a device", ["validate", "/dev/null"], /\/dev\/null/],
  ])("%s", async (_, args, message) => {
    await cli.put("one/metrics.jsonl", twoRecords);
    await cli.put("two/a/metrics.jsonl", twoRecords);
    await cli.put("two/b/metrics.jsonl", twoRecords);
    await cli.put("empty/notes.txt", "");
    await cli.put("broken/metrics.contract.json", '{ "metrics": 1 }');
    await cli.put("broken/run/metrics.jsonl", twoRecords);
    await cli.put(
      "binary.bin",
      Uint8Array.from({ length: 5000 }, (__, index) => (index * 7919) % 256),
    );
    const result = await cli.run(...args);
    expect([result.code, result.err]).toEqual([2, expect.stringMatching(message)]);
    expect(result.out).toBe("");
    expectNoTrace(result);
  });
});

test.each(["convert", "validate", "analyze"])("an empty log is a run that has just begun to %s", async (command) => {
  await cli.put("begun/metrics.jsonl", "");
  const result = await cli.run(command, "begun");
  expect(result.code).toBe(0);
  expect(result.out + result.err).toMatch(/metrics\.(jsonl is empty: nothing has been logged yet|csv)/);
  expectNoTrace(result);
});

describe("help and version", () => {
  test("say what there is", async () => {
    expect(await cli.run("--version")).toEqual({
      code: 0,
      out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) as string,
      err: "",
    });
    const { code, out } = await cli.run("--help");
    expect([code, out]).toEqual([
      0,
      expect.stringMatching(/convert .*\n *validate .*\n *analyze .*\n *sweep .*\n *mcp .*\n *sample /),
    ]);
  });
  test.each(["convert", "validate", "analyze", "sweep", "sample"])("of %s", async (command) => {
    const { code, out, err } = await cli.run(command, "--help");
    expect([code, err]).toEqual([0, ""]);
    expect(out).toMatch(new RegExp(`^slopewise ${command} `));
    expect(out).toMatch(/Exit codes: 0/);
  });
});
