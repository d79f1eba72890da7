import { globSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import manifest from "../../package.json" with { type: "json" };
import { keysOf, textsFile } from "./manifestTexts.ts";
import { sourceTexts } from "./sourceTexts.ts";

const root = join(import.meta.dirname, "..", "..");
const { texts, unclear } = sourceTexts();
const english = textsFile("package.nls.json");
const languages = globSync("package.nls.*.json", { cwd: root }).map((file) => file.split(".")[2] ?? "");

/** What stands for a value, in the order of the alphabet: a translation may need another order. */
function placeholders(text: string): string[] {
  return [...new Set(text.match(/\{\w+\}/g) ?? [])].sort();
}

/** Links to commands and code, which are the same in every language. */
function untranslatable(text: string): string[] {
  return (text.match(/\(command:[^)]*\)|`[^`]*`/g) ?? []).sort();
}

describe("what the manifest says", () => {
  it("is in English, and nothing else is", () => {
    expect([...english.keys()].sort()).toEqual([...new Set(keysOf(manifest))].sort());
  });

  it.each(languages)("is in %s too, with the same commands and code", (language) => {
    const translated = textsFile(`package.nls.${language}.json`);
    expect([...translated.keys()].sort()).toEqual([...english.keys()].sort());
    for (const [key, text] of translated) {
      expect(text.trim(), key).not.toBe("");
      expect(untranslatable(text), key).toEqual(untranslatable(english.get(key) ?? ""));
    }
  });
});

describe("what code says", () => {
  it("is found, and can be looked up", () => {
    expect(texts.size).toBeGreaterThan(100);
    expect(unclear).toEqual([]);
  });

  it("is in each language that the manifest is in", () => {
    const bundles = globSync("bundle.l10n.*.json", { cwd: join(root, manifest.l10n) });
    expect(bundles.map((file) => file.split(".")[2])).toEqual(languages);
    expect(languages).toContain("de");
  });

  it.each(languages)("is in %s, nothing else is, and with the same placeholders", (language) => {
    const translated = textsFile(join(manifest.l10n, `bundle.l10n.${language}.json`));
    expect([...texts].filter(([text]) => !translated.has(text))).toEqual([]);
    expect([...translated.keys()].filter((text) => !texts.has(text))).toEqual([]);
    for (const [text, translation] of translated) {
      expect(translation.trim(), text).not.toBe("");
      expect(placeholders(translation), text).toEqual(placeholders(text));
    }
  });
});
