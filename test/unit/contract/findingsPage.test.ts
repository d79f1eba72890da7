import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { findingCodes } from "../../../src/contract/model/finding.ts";
import german from "../../../media/l10n/bundle.l10n.de.json" with { type: "json" };
import { findingMeanings } from "../../../src/contract/model/findingMeanings.ts";

const root = join(import.meta.dirname, "../../..");
const [intro = "", ...sections] = readFileSync(join(root, "media/findings.md"), "utf8").split(/^## /m);

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
  test("names each code once before the first section, with a link to it", () => {
    const linked = [...intro.matchAll(/\[([\w-]+)\]\(#([\w-]+)\)/g)].map(([, name, anchor]) => [name, anchor]);
    expect(linked.map(([name]) => name).toSorted()).toEqual(findingCodes.toSorted());
    expect(linked.every(([name, anchor]) => name === anchor)).toBe(true);
  });
  test.each(findingCodes)("shows of %s what the product says", (code) => {
    const section = sections[findingCodes.indexOf(code)] ?? "";
    const message = /```\n\n`(.+)`\s*$/.exec(section)?.[1] ?? "";
    expect(message).not.toBe("");
    expect(message.split("…").filter((part) => !isOfTexts(part.trim()))).toEqual([]);
  });
  test.each(["loss is logged once an epoch: the contract asks for it every batch.", "Some words of nobody"])(
    "would not show '%s'",
    (text) => {
      expect(isOfTexts(text)).toBe(false);
    },
  );
  test("is packaged", () => {
    expect(readFileSync(join(root, ".vscodeignore"), "utf8").split("\n")).toContain("!media/*");
  });
});

/** Whether a text is made of whole sentences of the product, their placeholders filled in. */
function isOfTexts(text: string): boolean {
  const bare = text.replace(/^Line [\d,]+: /, "");
  return bare === "" || sentences.some((sentence) => isOfRest(sentence.exec(bare)));
}

function isOfRest(match: RegExpExecArray | null): boolean {
  return match !== null && isOfTexts(match.groups?.["rest"] ?? "");
}

/** The product's sentences, and what may follow one; those of nearly nothing but placeholders would begin any text. */
const sentences: readonly RegExp[] = Object.keys(german)
  .flatMap((text) => text.split(/(?<=[.!?]) (?=[A-Z{])/))
  .filter((key) => key.replace(/\{\w+\}/g, "").length >= 12)
  .map(
    (key) =>
      new RegExp(
        `^${key
          .split(/\{\w+\}/)
          .map(escaped)
          .join("(?:.+?)")}\\.?(?: (?<rest>.*))?$`,
        "is",
      ),
  );

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
