import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { builtInContract } from "../../../../src/contract/model/builtIn.ts";
import { roleNames } from "../../../../src/series/roles/role.ts";
import { contractFields, parseContract } from "../../../../src/contract/file/parseContract.ts";
import type { ContractProblem } from "../../../../src/contract/file/contractNodes.ts";
import { contractFaultText } from "../../../../src/contract/texts/contractFaultText.ts";
import { analysisFields } from "../../../../src/contract/file/readAnalysis.ts";
import { derivationFields, metricFields } from "../../../../src/contract/file/readRules.ts";

/** The built-in contract as a file that changes nothing. */
const asWritten = { ...builtInContract, written: true };

/** The only problem of a contract that cannot be used. */
function problemOf(text: string) {
  const { contract, problems } = parseContract(text);
  expect(contract).toBeNull();
  expect(problems).toHaveLength(1);
  return problems[0];
}

function textOf(problem: ContractProblem | undefined): string {
  return problem === undefined ? "" : contractFaultText(problem.fault);
}

describe("a contract", () => {
  test("that is empty is the built-in one", () => {
    expect(parseContract("{}")).toEqual({ contract: asWritten, problems: [] });
  });
  test("may hold comments, a trailing comma, a BOM and $schema", () => {
    const text = '\uFEFF// ours\n{ "$schema": "x", /* for now */ "logs": ["a.jsonl"], }';
    expect(parseContract(text)).toEqual({ contract: { ...asWritten, logs: ["a.jsonl"] }, problems: [] });
  });
  test("replaces the list of metrics as a whole", () => {
    const { contract } = parseContract(`{ "metrics": {
      "grad_norm": { "every": "1/4 epoch", "min": 0 },
      "bits": { "every": "batch", "max": null, "derive": { "from": "nats", "scale": 1.5 } } } }`);
    expect(contract?.metrics).toEqual(
      new Map([
        ["grad_norm", { every: { kind: "epochs", epochs: 0.25 }, min: 0, max: null, derive: null }],
        ["bits", { every: { kind: "batch" }, min: null, max: null, derive: { from: "nats", scale: 1.5 } }],
      ]),
    );
    expect(contract?.names).toEqual(builtInContract.names);
  });
  test("changes names and analysis field by field", () => {
    const { contract } = parseContract('{ "names": { "step": "iteration" }, "analysis": { "seed": 7 } }');
    expect(contract?.names).toEqual({ ...builtInContract.names, step: "iteration" });
    expect(contract?.analysis).toEqual({ ...builtInContract.analysis, seed: 7 });
    const sweep = parseContract('{ "analysis": { "straightness": 0.9, "replicate": "fold" } }').contract;
    expect(sweep?.analysis).toEqual({ ...builtInContract.analysis, straightness: 0.9, replicate: ["fold"] });
  });
  test("may say how severe findings are", () => {
    const { contract, problems } = parseContract('{ "severities": { "cadence": "off", "soon": "off" } }');
    expect(contract?.severities).toEqual({ cadence: "off" });
    expect(problems.map(({ fault, column }) => [contractFaultText(fault).slice(0, 30), column])).toEqual([
      ['severities has no field "soon"', 37],
    ]);
  });
  test("renames the built-in metrics with its names", () => {
    const { contract } = parseContract('{ "names": { "trainLoss": "train_loss" } }');
    expect(contract?.metrics.has("loss_train_nats")).toBe(false);
    expect(contract?.metrics.get("train_loss")?.every).toEqual({ kind: "batch" });
    expect(contract?.metrics.get("loss_train_bits")?.derive).toEqual({ from: "train_loss", scale: Math.LOG2E });
  });
});

describe("a problem", () => {
  test("of syntax is told at its place", () => {
    const problem = problemOf('{\n  "logs": ["a" "b"]\n}');
    expect(problem).toMatchObject({ line: 2, column: 16, offset: 17, length: 3 });
    expect(textOf(problem)).toMatch(/^The contract is not JSON: a comma is missing\.$/);
  });
  test("of nesting is told at its place, however deep it is", () => {
    const problem = problemOf('{\n  "a": {' + '"a":['.repeat(100_000));
    expect(problem).toMatchObject({ line: 2, column: 8 + 99 * 5, length: 1 });
    expect(textOf(problem)).toMatch(/more than 100 levels deep/);
  });
  test.each([
    ["", /empty/],
    ["// nothing", /empty/],
    ["[]", /must be an object; it is \[\]/],
    ['{ "metrics": 3 }', /^metrics must be an object; it is 3\./],
    ['{ "metrics": { "a": {} } }', /^metrics.a needs "every"/],
    ['{ "metrics": { "a": { "every": "often" } } }', /^metrics.a.every must be "batch".*it is "often"/],
    ['{ "metrics": { "a": { "every": 5 } } }', /it is 5\.$/],
    ['{ "metrics": { "a": { "every": "batch", "min": "0" } } }', /^metrics.a.min must be a number/],
    ['{ "metrics": { "a": { "every": "batch", "min": 2, "max": 1 } } }', /min must not be above max/],
    ['{ "metrics": { "a": { "every": "batch", "derive": { "from": "b" } } } }', /^metrics.a.derive needs/],
    ['{ "metrics": { "a": { "every": "batch", "derive": { "from": "b", "scale": 0 } } } }', /must not be 0/],
    ['{ "names": { "step": "" } }', /^names.step must be a non-empty string/],
    ['{ "logs": "a" }', /^logs must be an array/],
    ['{ "logs": [] }', /at least one pattern/],
    ['{ "logs": [1] }', /^logs\[0\] must be a non-empty string/],
    ['{ "logs": ["a", "run}/b"] }', /^logs\[1\] must have braces in pairs.*; it is "run}\/b"\.$/],
    ['{ "logs": ["[z-a]"] }', /^logs\[0\] must have brackets in pairs/],
    [`{ "logs": ["${"*a".repeat(50)}"] }`, /^logs\[0\] has too many wildcards/],
    ['{ "analysis": { "earlyWindow": [5] } }', /two epochs/],
    ['{ "analysis": { "earlyWindow": [15, 5] } }', /end after its start/],
    ['{ "analysis": { "binsPerEpoch": 0 } }', /whole number from 1 to 1000/],
    ['{ "severities": { "cadence": "loud" } }', /^severities.cadence must be one of "error", .*it is "loud"/],
    ['{ "severities": "off" }', /^severities must be an object/],
    ['{ "analysis": { "seed": 1.5 } }', /whole number/],
    ['{ "analysis": { "seed": 1e999 } }', /must be a number/],
    ['{ "analysis": { "straightness": 98 } }', /^analysis.straightness must be between 0 and 1; it is 98/],
    ['{ "analysis": { "replicate": [] } }', /^analysis.replicate must be a non-empty string/],
    ['{ "analysis": { "replicate": ["seed", 3] } }', /^analysis.replicate\[1\] must be a non-empty string/],
  ])("of %s makes it unusable", (text, message) => {
    expect(textOf(problemOf(text))).toMatch(message);
  });
  test("of an unknown field is told on its key and does no harm", () => {
    const { contract, problems } = parseContract('{ "metric": {},\n  "analysis": { "sead": 2 } }');
    expect(contract).toEqual(asWritten);
    expect(problems.map(({ line, column, length }) => [line, column, length])).toEqual([
      [1, 3, 8],
      [2, 17, 6],
    ]);
    expect(textOf(problems[0])).toMatch(/has no field "metric"; known fields: .*metrics, names/);
  });
  test("of a field given twice is told; the last one counts", () => {
    const { contract, problems } = parseContract('{ "logs": ["a"], "logs": ["b"] }');
    expect(contract?.logs).toEqual(["b"]);
    expect(problems).toHaveLength(1);
  });
});

describe("the schema", () => {
  interface Fields {
    readonly properties: Record<string, unknown>;
  }
  const path = join(import.meta.dirname, "../../../../media/contract.schema.json");
  const schema = JSON.parse(readFileSync(path, "utf8")) as Fields & {
    readonly properties: {
      readonly metrics: {
        readonly additionalProperties: Fields & {
          readonly properties: { readonly every: { readonly pattern: string }; readonly derive: Fields };
        };
      };
      readonly names: Fields;
      readonly analysis: Fields;
    };
  };
  const rule = schema.properties.metrics.additionalProperties;
  test("knows the fields that the reader knows", () => {
    expect(Object.keys(schema.properties)).toEqual(contractFields);
    expect(Object.keys(rule.properties)).toEqual(metricFields);
    expect(Object.keys(rule.properties.derive.properties)).toEqual(derivationFields);
    expect(Object.keys(schema.properties.names.properties)).toEqual(roleNames);
    expect(Object.keys(schema.properties.analysis.properties)).toEqual(analysisFields);
  });
  test.each([
    ["batch", true],
    ["500 steps", true],
    ["step", true],
    ["epoch", true],
    ["2 epochs", true],
    ["1/4 epoch", true],
    ["1 / 4 epochs", true],
    ["0.5 epoch", true],
    ["batches", false],
    ["/4 epoch", false],
    ["often", false],
  ])("allows %s as the reader does", (every, allowed) => {
    const { contract } = parseContract(JSON.stringify({ metrics: { a: { every } } }));
    expect(contract !== null).toBe(allowed);
    expect(new RegExp(rule.properties.every.pattern).test(every)).toBe(allowed);
  });
});
