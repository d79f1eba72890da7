import { utimes } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { DescribedFinding } from "../../../../src/contract/texts/describedFinding.ts";
import { BundledCli, twoRecords, expectNoTrace, type CliResult } from "../bundledCli.ts";

let cli: BundledCli;

beforeAll(async () => {
  cli = await BundledCli.build();
});
afterAll(async () => {
  await cli.dispose();
});

describe("validate", () => {
  function findingsOf({ out }: CliResult): (DescribedFinding & { readonly run: string; readonly log: string })[] {
    return out === ""
      ? []
      : out
          .trimEnd()
          .split("\n")
          .map((line) => JSON.parse(line) as DescribedFinding & { run: string; log: string });
  }
  test("prints one finding a line as JSON", async () => {
    await cli.put("v1/runs/a/metrics.jsonl", `${twoRecords}{"step": }\n`);
    const result = await cli.run("validate", "--format", "json", "v1/runs");
    expect(result.code).toBe(1);
    const bad = findingsOf(result).find(({ code }) => code === "bad-line");
    expect(bad).toMatchObject({ run: "a", log: "a/metrics.jsonl", severity: "error", line: 3, count: 1, metric: null });
  });
  test("gives each finding in JSON its key, its facts and the sentence made of them", async () => {
    await cli.put("v20/metrics.jsonl", `${twoRecords}{"step": }\n`);
    const [finding] = findingsOf(await cli.run("validate", "--format", "json", "v20"));
    expect(finding).toMatchObject({ key: "bad-line::3", facts: { everyLine: false } });
    expect(finding?.message).toMatch(/^Line 3: expected a value, found "}"\. /);
  });
  test("goes by the nearest contract, and by the one given", async () => {
    await cli.put(
      "v2/metrics.contract.json",
      '{ "metrics": { "lr": { "every": "batch" }, "x": { "every": "batch" } } }',
    );
    await cli.put("v2/run/metrics.jsonl", twoRecords.replace("2.5}", '2.5, "lr": 1}'));
    const nearest = findingsOf(await cli.run("validate", "--format", "json", "v2/run/metrics.jsonl"));
    expect(nearest.map(({ code, metric }) => [code, metric])).toEqual([["missing-metric", "x"]]);
    await cli.put("other.json", '{ "metrics": { "lr": { "every": "batch" } } }');
    expect(await cli.run("validate", "v2", "--contract", "other.json")).toMatchObject({ code: 0, err: "" });
  });
  test("tells of a defect of the contract, goes on and fails", async () => {
    const contract = await cli.put("harmless.json", '{ "metrics": { "lr": { "every": "batch" } }, "metric": 1 }');
    await cli.put("v3/metrics.jsonl", '{"lr": 1}\n{"lr": 1}\n');
    const { code, out, err } = await cli.run("validate", "v3", "--contract", contract, "--format", "json");
    expect([code, err]).toEqual([1, expect.stringMatching(/harmless\.json:1:46: .*no field "metric"/)]);
    expect(JSON.parse(out)).toMatchObject({ code: "contract-invalid", severity: "warning" });
  });
  test("lets no name steer a terminal, neither of a contract nor in workflow commands", async () => {
    const contract = '{ "metrics": { "\\u001b[31m": { "every": "batch" } }, "\u009b": 1 }';
    await cli.put("hostile/metrics.contract.json", contract);
    await cli.put("hostile/metrics.jsonl", twoRecords.repeat(2));
    const { out, err } = await cli.run("validate", "hostile", "--format", "github");
    expect(out).toContain("\\x1b[31m is not logged");
    expect(err).toContain("\\x9b");
    expect(out + err).not.toMatch(/[\u001b\u009b]/);
  });
  test("weighs findings by the contract's severities, in its exit code too", async () => {
    await cli.put("v11/metrics.jsonl", `${twoRecords}{"step": }\n`);
    await cli.put("hints.json", '{ "metrics": {}, "severities": { "bad-line": "hint" } }');
    await cli.put("errors.json", '{ "metrics": {}, "severities": { "bad-line": "off" } }');
    const lowered = await cli.run("validate", "v11", "--format", "json", "--contract", "hints.json");
    expect([lowered.code, findingsOf(lowered).map(({ severity }) => severity)]).toEqual([0, ["hint"]]);
    expect(await cli.run("validate", "v11", "--format", "json", "--contract", "errors.json")).toMatchObject({
      code: 0,
      out: "",
    });
    expect(await cli.run("validate", "v11", "--format", "json")).toMatchObject({ code: 1 });
  });
  test("says that a run stopped before the epochs of the configuration next to it", async () => {
    await cli.put("v12/metrics.contract.json", '{ "metrics": {} }');
    await cli.put("v12/args.json", '{ "num_epochs": 3 }');
    const log = await cli.put("v12/metrics.jsonl", '{"step": 1, "epoch": 0.5}\n{"step": 2, "epoch": 1}\n');
    expect(await cli.run("validate", "v12", "--format", "json")).toMatchObject({ code: 0, out: "" });
    await utimes(join(cli.folder, log), new Date(), new Date(Date.now() - 24 * 3_600_000));
    const [finding] = findingsOf(await cli.run("validate", "v12", "--format", "json"));
    expect(finding).toMatchObject({ code: "stopped-early", line: 2, related: [{ file: "args.json", line: 1 }] });
    expect(finding?.message).toContain("stopped in epoch 1 of 3 (num_epochs in args.json)");
  });
  test("finds patterns of logs in the contract", async () => {
    await cli.put("v4/metrics.contract.json", '{ "logs": ["**/log.{txt,jsonl}"], "metrics": {} }');
    await cli.put("v4/a/log.txt", twoRecords);
    await cli.put("v4/b/metrics.jsonl", twoRecords);
    const { code, out } = await cli.run("validate", "v4");
    expect([code, out]).toEqual([0, "a  2 records, no finding\n\n"]);
  });
  test("of an empty log says that nothing was logged yet", async () => {
    await cli.put("v5/metrics.jsonl", "");
    expect(await cli.run("validate", "v5")).toMatchObject({
      code: 0,
      out: expect.stringContaining("nothing has been logged yet") as string,
    });
  });
  test("of a log of one record has no finding: the run is young", async () => {
    await cli.put("v6/metrics.jsonl", '{"step": 1, "loss_train_nats": 2.5}\n');
    expect(await cli.run("validate", "--format", "json", "v6")).toEqual({ code: 0, out: "", err: "" });
  });
  test("of a binary file says what is wrong with it", async () => {
    await cli.put(
      "v7/metrics.jsonl",
      Uint8Array.from({ length: 5000 }, (_, index) => (index * 7919) % 256),
    );
    const result = await cli.run("validate", "v7");
    expect(result.code).toBe(1);
    expectNoTrace(result);
  });
  test("goes on after runs whose contract cannot be used, and says so once", async () => {
    await cli.put("v10/bad/metrics.contract.json", "[]");
    await cli.put("v10/bad/a/metrics.jsonl", twoRecords);
    await cli.put("v10/bad/b/metrics.jsonl", twoRecords);
    await cli.put("v10/good/metrics.contract.json", '{ "metrics": { "x": { "every": "batch" } } }');
    await cli.put("v10/good/metrics.jsonl", twoRecords);
    const result = await cli.run("validate", "--format", "json", "v10");
    expect([result.code, findingsOf(result).map(({ run, metric }) => [run, metric])]).toEqual([2, [["good", "x"]]]);
    expect(result.err).toBe("v10/bad/metrics.contract.json:1:1: The contract must be an object; it is [].\n");
  });
  test("shows several runs in one table with a total", async () => {
    await cli.put("v8/metrics.contract.json", '{ "metrics": { "lr": { "every": "batch" } } }');
    await cli.put("v8/run-10/metrics.jsonl", '{"step": 1}\n{"step": 2}\n{"step": 3}\n');
    await cli.put("v8/run-9/metrics.jsonl", '{"lr": 1}\n{"lr": 1}\n');
    const { out } = await cli.run("validate", "v8");
    expect(out).toMatch(/^run-10 {2}3 records, 1 finding\n/);
    const table = out.slice(out.indexOf("\nrun "));
    expect(table).toBe(
      [
        "",
        "run     records  errors  warnings  information  hints",
        "run-9         2       0         0            0      0",
        "run-10        3       0         1            0      0",
        "2 runs        5       0         1            0      0",
        "",
      ].join("\n"),
    );
  });
  test("says once what runs and metrics have in common, in text alone", async () => {
    const metrics = Object.fromEntries(["lr", "wd", "x"].map((name) => [name, { every: "batch" }]));
    await cli.put("v13/metrics.contract.json", JSON.stringify({ metrics: { ...metrics, y: { every: "epoch" } } }));
    const epochs = Array.from({ length: 12 }, (_, index) => `{"step": ${index}, "epoch": ${index / 2}}\n`).join("");
    await cli.put("v13/a/metrics.jsonl", epochs);
    await cli.put("v13/b/metrics.jsonl", epochs);
    await cli.put("v13/c/metrics.jsonl", epochs.replaceAll('"step"', '"lr": 1, "step"'));
    const { out } = await cli.run("validate", "v13");
    const sentence = (text: string): string => text.replace(/\s+/g, " ");
    expect(sentence(out)).toContain(
      "a 12 records, 4 findings warning missing-metric 4 metrics are not logged: the contract asks for lr, wd and x " +
        "every batch; for y every epoch. Log them, or leave them out of metrics.contract.json. " +
        "c 12 records, 3 findings warning missing-metric 3 metrics",
    );
    expect(sentence(out)).toContain(" b 12 records, 4 findings, as in a run records errors");
    expect(findingsOf(await cli.run("validate", "--format", "json", "v13"))).toHaveLength(11);
  });
  test("says of several metrics once what holds for each", async () => {
    const names = ["lr", "wd", "x"];
    const metrics = Object.fromEntries(["loss", ...names].map((name) => [name, { every: "batch" }]));
    await cli.put("v14/metrics.contract.json", JSON.stringify({ metrics, names: { trainLoss: "loss" } }));
    const record = (step: number): string => JSON.stringify({ step, loss: 1, ...(step % 10 === 0 ? rare : {}) });
    const rare = Object.fromEntries(names.map((name) => [name, 1]));
    await cli.put("v14/metrics.jsonl", Array.from({ length: 200 }, (_, step) => `${record(step)}\n`).join(""));
    const { out } = await cli.run("validate", "v14");
    expect(out).toMatch(/^ {2}warning {2}cadence {2}lr is logged every 10/m);
    expect(out.replace(/\s+/g, " ")).toContain("The same is true for wd and x.");
    expect(out.match(/cadence/g)).toHaveLength(1);
  });
  test("writes SARIF and GitHub annotations", async () => {
    await cli.put("v9/metrics.contract.json", '{ "metrics": {} }');
    await cli.put("v9/a,b/metrics.jsonl", `${twoRecords}{"step": }\n`);
    const github = await cli.run("validate", "--format", "github", "v9");
    expect(github.out).toMatch(
      /^::error file=v9\/a%2Cb\/metrics\.jsonl,line=3,col=10,endColumn=10,title=Slopewise%3A bad-line::Line 3: .*\n$/,
    );
    const sarif = JSON.parse((await cli.run("validate", "--format", "sarif", "v9")).out) as {
      version: string;
      runs: { results: { ruleId: string; level: string; locations: { physicalLocation: unknown }[] }[] }[];
    };
    expect(sarif.version).toBe("2.1.0");
    const [result] = sarif.runs[0]?.results ?? [];
    expect(result).toMatchObject({ ruleId: "bad-line", level: "error" });
    expect(result?.locations[0]?.physicalLocation).toMatchObject({
      artifactLocation: { uri: "v9/a%2Cb/metrics.jsonl" },
      region: { startLine: 3, startColumn: 10, endColumn: 11 },
    });
  });
});
