import { describe, expect, test } from "vitest";
import { findingCodes, type Finding } from "../../../src/contract/model/finding.ts";
import { pairs } from "./nearMisses.ts";

describe("each code is shown by what shows it, and by nothing that is merely close", () => {
  test.each(findingCodes)("%s", (code) => {
    const codes = (findings: readonly (Finding | null)[]): unknown[] => findings.map((finding) => finding?.code);
    expect(codes(pairs[code].shown())).toContain(code);
    expect(codes(pairs[code].missed())).not.toContain(code);
  });
  test("and no other code has a pair", () => {
    expect(Object.keys(pairs)).toEqual(findingCodes);
  });
});
