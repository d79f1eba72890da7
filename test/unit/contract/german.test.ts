import { afterAll, beforeAll, expect, test } from "vitest";
import { builtInContract } from "../../../src/contract/model/builtIn.ts";
import { createChecker } from "../../../src/contract/checks/checkLog.ts";
import { findingCodes, type Finding } from "../../../src/contract/model/finding.ts";
import { parseContract } from "../../../src/contract/file/parseContract.ts";
import { findingText, relatedText } from "../../../src/contract/texts/findingText.ts";
import { currentLanguage, useLanguage } from "../../../src/l10n.ts";
import { textsFile } from "../manifestTexts.ts";
import { faults } from "./faults.ts";
import { problemsOf, tableOf } from "./logTables.ts";
import { pairs } from "./nearMisses.ts";
import { soundRun } from "./soundRun.ts";
import { contractFaultText } from "../../../src/contract/texts/contractFaultText.ts";

const before = currentLanguage();

beforeAll(() => {
  useLanguage({ tag: "de", texts: Object.fromEntries(textsFile("media/l10n/bundle.l10n.de.json")) });
});
afterAll(() => useLanguage(before));

/** Words that an English sentence can hardly do without and a German one does not have. */
const english = /\b(the|is|are|were|and|it|of|to|or|not|from|with|which|line|lines)\b/;

function readoutTitle(findings: readonly (Finding | null)[]): string[] {
  return findings.flatMap((finding) =>
    finding === null ? [] : [findingText(finding), ...(finding.related ?? []).map(relatedText)],
  );
}

function expectGerman(texts: readonly string[]): void {
  expect(texts).not.toEqual([]);
  expect(texts.filter((text) => english.test(text.replaceAll(/"[^"]*"/g, "")))).toEqual([]);
}

test.each(findingCodes)("%s is said in German, the places that belong to it too", (code) => {
  expectGerman(readoutTitle(pairs[code].shown()));
});

test.each(Object.keys(faults))("%s is said in German", (name) => {
  for (const share of [0, 0.3, 0.6, 0.99]) {
    const { records, folder } = faults[name]?.({ ...soundRun, steps: 1600 }, share) ?? { records: [] };
    expectGerman(readoutTitle(createChecker(builtInContract).update(tableOf(records), problemsOf(), folder)));
  }
});

test.each([
  "",
  "[",
  "{",
  "{ a",
  '{ "a": 1 "b"',
  '{ "a": "\\x" }',
  "[]",
  '{ "metrics": { "a": {} } }',
  '{ "metrics": { "a": { "every": "never" } } }',
  '{ "metrics": { "a": { "every": "batch", "min": 2, "max": 1 } } }',
  '{ "metrics": { "a": { "every": "batch", "derive": { "from": "b" } } } }',
  '{ "metrics": { "a": { "every": "batch", "derive": { "from": "b", "scale": 0 } } } }',
  '{ "names": { "step": 1 }, "logs": [], "more": 1, "more": 2 }',
  '{ "analysis": { "earlyWindow": [2, 1], "binsPerEpoch": 0.5, "seed": "x" } }',
  '{ "analysis": { "earlyWindow": [2] }, "severities": { "cadence": "loud" } }',
])("problems of the contract %j are said in German", (text) => {
  expectGerman(parseContract(text).problems.map(({ fault }) => contractFaultText(fault)));
});
