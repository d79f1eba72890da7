import fc from "fast-check";
import { expect, it } from "vitest";
import { t } from "../../src/l10n.ts";
import { inSentence, printable, printableJson, printableLines } from "../../src/printable.ts";

/** Every character that none of these may pass on, by its Unicode name. */
const steering = {
  ESC: "\u001b",
  DEL: "\u007f",
  CSI: "\u009b",
  "RIGHT-TO-LEFT OVERRIDE": "\u202e",
  "FIRST STRONG ISOLATE": "\u2068",
  "ARABIC LETTER MARK": "\u061c",
  "LINE SEPARATOR": "\u2028",
};

it.each(Object.entries(steering))("writes %s out, in names, sentences and JSON", (_, character) => {
  const name = `run${character}31m`;
  expect(printable(name)).not.toContain(character);
  expect(printableLines(name)).not.toContain(character);
  expect(t("{0} is not there", name)).not.toContain(character);
  expect(printableJson({ name })).not.toContain(character);
  expect(JSON.parse(printableJson({ name }))).toEqual({ name });
});

it("keeps the lines of a text, and makes one of a name", () => {
  expect(printableLines("a\nb\tc")).toBe("a\nb\tc");
  expect(printable("a\nb")).toBe("a\\x0ab");
});

it("gives JSON that reads back as the same value, whatever its texts are", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(JSON.parse(printableJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      expect(JSON.parse(printableJson(value, 2))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

it("cuts names without end in their middle, and says the same when it is done twice", () => {
  const path = `${"a".repeat(900_000)}/metrics.jsonl`;
  const shown = inSentence(`Cannot read ${path}: no such file`);
  expect(shown.length).toBeLessThan(200);
  expect(shown).toMatch(/^Cannot read a{60}…a+\/metrics\.jsonl: no such file$/);
  expect(inSentence(shown)).toBe(shown);
  expect(inSentence("x".repeat(300))).toBe("x".repeat(300));
});
