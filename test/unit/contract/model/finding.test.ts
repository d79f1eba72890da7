import { describe, expect, test } from "vitest";
import { findByKey, findingKey, type Finding } from "../../../../src/contract/model/finding.ts";
import { findingText } from "../../../../src/contract/texts/findingText.ts";
import { findingsOf } from "../logTables.ts";
import { changed, without } from "../soundRun.ts";

/** A run that logs `grad_norm` half as often as it should, and stops to log `acc_train` at a record. */
function growing(records: number): readonly Finding[] {
  const log = changed((record, row) =>
    without(record, ...(row % 50 === 49 ? [] : ["grad_norm"]), ...(row < 600 ? [] : ["acc_train"])),
  );
  return findingsOf(log.slice(0, records));
}

describe("the key of a finding", () => {
  test("stays while its counts and its sentence go on", () => {
    const [before, now] = [growing(900), growing(1000)];
    expect(before.map(findingKey)).toEqual(now.map(findingKey));
    expect(before.map(findingKey)).toContain("cadence:acc_train:601");
    const changedTexts = before.filter((finding, i) => findingText(finding) !== findingText(now[i] ?? finding));
    expect(changedTexts).not.toEqual([]);
    for (const finding of before) {
      expect(findByKey(now, findingKey(finding))).toMatchObject({ code: finding.code, metric: finding.metric });
    }
  });
  test("tells bad lines from one another", () => {
    const facts = { reason: "expected a value", everyLine: false };
    const line = (at: number): Finding => ({
      ...{ code: "bad-line", severity: "error", metric: null, column: 3, count: 1, facts },
      line: at,
    });
    expect(findByKey([line(3), line(9)], "bad-line::9")).toEqual(line(9));
    expect(findByKey([line(3)], "bad-line::9")).toBeUndefined();
  });
  test("leads to the same cause where its first line has moved", () => {
    const [finding] = growing(900);
    expect(finding).toBeDefined();
    const moved = growing(900).map((one): Finding => ({ ...one, line: 7 }));
    expect(findByKey(moved, "cadence:acc_train:601")).toMatchObject({ metric: "acc_train", line: 7 });
    expect(findByKey(moved, "cadence:wd:601")).toBeUndefined();
    expect(findByKey(moved, "no key")).toBeUndefined();
  });
});
