import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import texts from "../../../../package.nls.json" with { type: "json" };
import manifest from "../../../../package.json" with { type: "json" };
import { findingCodes, type Finding } from "../../../../src/contract/model/finding.ts";
import { findingMeanings } from "../../../../src/contract/model/findingMeanings.ts";
import {
  applySeverities,
  severitiesOf,
  severityChoices,
  silencedIn,
  silencedOf,
} from "../../../../src/contract/model/severities.ts";

const place = { metric: null, line: null, column: null, count: 1 };
const examples = {
  cadence: { code: "cadence", facts: { kind: "batches", every: { kind: "batch" }, written: false, expected: 9 } },
  "non-finite": {
    code: "non-finite",
    facts: { written: "number", value: "NaN", stretches: 1, longest: 1, lasting: false, lost: false, others: [] },
  },
  "csv-missing": { code: "csv-missing", facts: { csv: "metrics.csv", trusted: true } },
} as const;

function finding(code: keyof typeof examples, severity: Finding["severity"]): Finding {
  return { ...place, ...examples[code], severity };
}

const findings = [finding("cadence", "warning"), finding("non-finite", "error"), finding("csv-missing", "hint")];

describe("severities", () => {
  test("raise, lower and silence findings by their code", () => {
    const rules = { cadence: "error", "non-finite": "hint", "csv-missing": "off" } as const;
    expect(applySeverities(findings, rules)).toEqual([finding("cadence", "error"), finding("non-finite", "hint")]);
    expect(applySeverities(findings, {})).toEqual(findings);
  });
  test("that are said last count", () => {
    const some = applySeverities(findings, { cadence: "off", "non-finite": "off" }, { cadence: "information" });
    expect(some.map(({ code, severity }) => [code, severity])).toEqual([
      ["cadence", "information"],
      ["csv-missing", "hint"],
    ]);
  });
  test.each([null, 3, "off", [], { cadence: "loud", nonsense: "off", diverged: 1 }])("of %j are none", (value) => {
    expect(severitiesOf(value)).toEqual({});
  });
  test("of an object are those that can be used", () => {
    expect(severitiesOf({ cadence: "off", diverged: "louder" })).toEqual({ cadence: "off" });
  });
});

/** A text of the manifest, which may stand in package.nls.json. */
function spelledOut(text: string | undefined): string | undefined {
  const key = /^%(.*)%$/.exec(text ?? "")?.[1];
  return key === undefined ? text : (texts as Readonly<Record<string, string>>)[key];
}

describe("the schema of a contract and the setting", () => {
  interface CodeSchema {
    readonly description: string;
    readonly enum: readonly string[];
  }
  const path = join(import.meta.dirname, "../../../../media/contract.schema.json");
  const schema = JSON.parse(readFileSync(path, "utf8")) as {
    readonly properties: { readonly severities: { readonly properties: Readonly<Record<string, CodeSchema>> } };
  };
  const setting = manifest.contributes.configuration.properties["slopewise.findings.severity"];
  test.each([
    ["schema", schema.properties.severities.properties],
    ["setting", setting.properties as Readonly<Record<string, CodeSchema>>],
  ])("know every code, what it means and what may be made of it: %s", (_, codes) => {
    expect(Object.keys(codes)).toEqual(findingCodes);
    for (const code of findingCodes) {
      expect(spelledOut(codes[code]?.description)).toBe(findingMeanings[code]);
      expect(codes[code]?.enum).toEqual(severityChoices);
    }
  });
});

describe("findings that are silenced in a run", () => {
  test.each([null, "off", [], { run: "cadence" }])("of %j are none", (value) => {
    expect(silencedIn("run", silencedOf(value))).toEqual({});
  });
  test("are those that its list names, as far as they are codes", () => {
    const silenced = silencedOf({ "sweep/run": ["cadence", "nonsense", 3], constructor: ["diverged"] });
    expect(silenced["sweep/run"]).toEqual(["cadence"]);
    expect(silencedIn("sweep/run", silenced)).toEqual({ cadence: "off" });
    expect(silencedIn("toString", silenced)).toEqual({});
  });
});
