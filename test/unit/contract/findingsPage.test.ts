import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { findingCodes } from "../../../src/contract/model/finding.ts";
import { findingMeanings } from "../../../src/contract/model/findingMeanings.ts";

const root = join(import.meta.dirname, "../../..");
const [, ...sections] = readFileSync(join(root, "media/findings.md"), "utf8").split(/^## /m);

describe("the page that explains findings", () => {
  test("has a section for each code, in the order of the codes, and no other", () => {
    expect(sections.map((section) => section.split("\n")[0])).toEqual(findingCodes);
  });
  test.each(findingCodes)("says of %s what it means, why it matters, what to do, and shows it", (code) => {
    const section = sections[findingCodes.indexOf(code)] ?? "";
    const text = section.replace(/\s+/g, " ");
    expect(text.startsWith(`${code} ${findingMeanings[code]} `)).toBe(true);
    const parts = ["**Why it matters.** ", "**What to do.** ", "**For example** ```"].map((part) => text.indexOf(part));
    expect(parts.every((at) => at > 0)).toBe(true);
    expect(parts).toEqual(parts.toSorted((one, other) => one - other));
    expect(section.match(/^```/gm)).toHaveLength(2);
  });
  test("is packaged", () => {
    expect(readFileSync(join(root, ".vscodeignore"), "utf8").split("\n")).toContain("!media/*");
  });
});
