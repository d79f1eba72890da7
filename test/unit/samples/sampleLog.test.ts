import { engine } from "../../engine.ts";
import { describe, expect, test } from "vitest";
import { builtInContract } from "../../../src/contract/model/builtIn.ts";
import { checkLog } from "../contract/logTables.ts";
import { sampleLines } from "../../../src/samples/sampleLog.ts";
import {
  omittable,
  sampleParameters,
  scenarios,
  trueCurvature,
  trueLoss,
  type SampleRequest,
  type Scenario,
} from "../../../src/samples/sampleRun.ts";
import { LogParser } from "../../../src/log/parser/logParser.ts";

const request: SampleRequest = { scenario: "sound", epochs: 24, stepsPerEpoch: 61, seed: 3, run: 0 };

function parse(lines: Iterable<string>) {
  const parser = new LogParser({ kernel: engine.kernel, csv: false });
  parser.push(new TextEncoder().encode([...lines].join("")));
  parser.end({ includeIncomplete: true });
  return { table: parser.table(), problems: parser.problems() };
}

function findingsOf(change: Partial<SampleRequest>) {
  const parameters = sampleParameters({ ...request, ...change });
  return { parameters, findings: checkLog({ ...parse(sampleLines(parameters)), contract: builtInContract }) };
}

describe("a sample run", () => {
  test("is the same for the same request and another one for any other", () => {
    const text = (change: Partial<SampleRequest>): string =>
      [...sampleLines(sampleParameters({ ...request, ...change }))].join("");
    expect(text({})).toBe(text({}));
    const texts = [text({}), text({ seed: 4 }), text({ run: 1 }), text({ seed: 1, run: 2 }), text({ seed: 2, run: 1 })];
    expect(new Set(texts).size).toBe(texts.length);
  });
  test.each([
    [1, 1],
    [3, 7],
    [24, 61],
    [13, 250],
  ])("that is sound has no finding (%d epochs of %d batches)", (epochs, stepsPerEpoch) => {
    for (const run of [0, 1, 2]) {
      expect(findingsOf({ epochs, stepsPerEpoch, run }).findings).toEqual([]);
      expect(findingsOf({ epochs, stepsPerEpoch, run, scenario: "young" }).findings).toEqual([]);
    }
  });
  test.each<[Scenario, string, string]>([
    ["epoch-only", "epoch-only", "loss_train_nats"],
    ["nan", "non-finite", "loss_train_nats"],
    ["resumed", "steps-repeated", "step"],
    ["diverged", "diverged", "loss_train_nats"],
    ["truncated", "incomplete-line", ""],
  ])("of the scenario %s has that fault alone", (scenario, code, metric) => {
    for (const run of [0, 1, 2, 3]) {
      const { findings } = findingsOf({ scenario, run });
      expect(findings.map((finding) => [finding.code, finding.metric ?? ""])).toEqual([[code, metric]]);
    }
  });
  test("leaves out each metric in turn", () => {
    omittable.forEach((metric, run) => {
      const { findings } = findingsOf({ scenario: "missing-metric", epochs: 40, run });
      expect(findings.map((finding) => [finding.code, finding.metric])).toEqual([["missing-metric", metric]]);
    });
  });
  test("has its fault where the parameters say", () => {
    const { parameters, findings } = findingsOf({ scenario: "nan" });
    expect(findings[0]?.line).toBe(Math.ceil((parameters.faultEpoch ?? 0) * request.stepsPerEpoch));
  });
  test("ends in the middle of a line when it is truncated", () => {
    const lines = [...sampleLines(sampleParameters({ ...request, scenario: "truncated" }))];
    expect(lines.at(-1)).not.toContain("\n");
    expect(lines.slice(0, -1).every((line) => line.endsWith("}\n"))).toBe(true);
  });
  test("has a fault's epoch and a metric left out only where the scenario has one", () => {
    const faulty = scenarios.filter((scenario) => sampleParameters({ ...request, scenario }).faultEpoch !== null);
    expect(faulty).toEqual(["nan", "resumed", "truncated", "diverged"]);
    expect(sampleParameters(request).omitted).toBeNull();
  });
});

describe("the truth behind a sample run", () => {
  const parameters = sampleParameters({ ...request, epochs: 50 });
  const { initialLoss, burnInRate, kneeEpoch, alpha, curvatureStart, curvatureRise } = parameters;
  test("is an exponential up to the knee and a power law after it, without a jump", () => {
    expect(trueLoss(parameters, 0)).toBe(initialLoss);
    expect(Math.log(trueLoss(parameters, 1) / trueLoss(parameters, 2))).toBeCloseTo(burnInRate, 10);
    expect(Math.log2(trueLoss(parameters, 20) / trueLoss(parameters, 40))).toBeCloseTo(alpha, 10);
    expect(trueLoss(parameters, kneeEpoch - 1e-9)).toBeCloseTo(trueLoss(parameters, kneeEpoch), 6);
  });
  test("has a curvature that levels off", () => {
    expect(trueCurvature(parameters, 0)).toBe(curvatureStart);
    expect(trueCurvature(parameters, 50)).toBeCloseTo(curvatureStart + curvatureRise, 1);
  });
  test("is what the mean of many records shows", () => {
    const { table } = parse(sampleLines(parameters));
    const losses = table.column("loss_train_nats")?.values ?? new Float64Array();
    const residuals = losses.map((loss, row) =>
      Math.log(loss / trueLoss(parameters, (row + 1) / request.stepsPerEpoch)),
    );
    const mean = residuals.reduce((sum, value) => sum + value, 0) / residuals.length;
    const spread = Math.sqrt(residuals.reduce((sum, value) => sum + value ** 2, 0) / residuals.length);
    expect(Math.abs(mean)).toBeLessThan(0.01);
    expect(spread / parameters.noise).toBeGreaterThan(0.9);
    expect(spread / parameters.noise).toBeLessThan(1.1);
  });
});
