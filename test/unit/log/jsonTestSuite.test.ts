import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { tortureSuites } from "../../testData.ts";
import { convertPieces } from "./support.ts";

const folder = join(tortureSuites, "JSONTestSuite/test_parsing");
const files = readdirSync(folder).filter((name) => name.endsWith(".json"));

/** Cases that JSON refuses and Python writes: accepted here. */
const pythonWords = new Set(["n_number_NaN.json", "n_number_infinity.json", "n_number_minus_infinity.json"]);

/**
 * Where RFC 8259 leaves the choice: refused are bytes that are not UTF-8, UTF-16, and a byte order mark that is not at
 * the start of the log. Accepted are numbers outside the range of a double (the text stays, the column gets an infinity or
 * 0), lone surrogates (U+FFFD in the CSV) and 500 arrays inside one another (512 levels are the limit).
 */
const refused = new Set([
  "i_string_UTF-16LE_with_BOM.json",
  "i_string_UTF-8_invalid_sequence.json",
  "i_string_UTF8_surrogate_U+D800.json",
  "i_string_invalid_utf-8.json",
  "i_string_iso_latin_1.json",
  "i_string_lone_utf8_continuation_byte.json",
  "i_string_not_in_unicode_range.json",
  "i_string_overlong_sequence_2_bytes.json",
  "i_string_overlong_sequence_6_bytes.json",
  "i_string_overlong_sequence_6_bytes_null.json",
  "i_string_truncated-utf-8.json",
  "i_string_utf16BE_no_BOM.json",
  "i_string_utf16LE_no_BOM.json",
  "i_structure_UTF-8_BOM_empty_object.json",
]);

/** The case as the value of a key, on a line of its own: outside texts, line ends become spaces, which mean the same. */
function wrapped(bytes: Uint8Array): Uint8Array {
  let inText = false;
  const line = Uint8Array.from(bytes, (byte, index) => {
    if (byte === 0x22 && bytes[index - 1] !== 0x5c) {
      inText = !inText;
    }
    return byte === 0x0a && !inText ? 0x20 : byte;
  });
  return Buffer.concat([Buffer.from('{"k": '), line, Buffer.from("}\n")]);
}

function isAccepted(name: string): boolean {
  const { parser } = convertPieces([wrapped(readFileSync(join(folder, name)))]);
  const { counts } = parser.problems();
  return parser.records === 1 && counts["bad-line"] === 0;
}

describe("JSONTestSuite (../shared/data/torture)", () => {
  it.each(files.filter((name) => name.startsWith("y_")))("accepts %s", (name) => {
    expect(isAccepted(name)).toBe(true);
  });

  it.each(files.filter((name) => name.startsWith("n_")))("refuses %s", (name) => {
    expect(isAccepted(name)).toBe(pythonWords.has(name));
  });

  it.each(files.filter((name) => name.startsWith("i_")))("takes the documented choice for %s", (name) => {
    expect(isAccepted(name)).toBe(!refused.has(name));
  });
});
