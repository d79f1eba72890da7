import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { referenceConvert } from "../../reference/referenceConverter.ts";
import { parseReferenceJson } from "../../reference/referenceJson.ts";
import { tortureSuites } from "../../testData.ts";

function convert(text: string, includeIncomplete = false): string {
  return referenceConvert(new TextEncoder().encode(text), { includeIncomplete });
}

describe("lines", () => {
  test("a BOM, CRs and blank lines leave no trace", () => {
    expect(convert('\uFEFF{"a":1}\r\n\n \t\r\n{"a":2}\n')).toBe("a\n1\n2\n");
  });
  test("a line without its newline counts only when asked for and whole", () => {
    expect(convert('{"a":1}\n{"a":2}')).toBe("a\n1\n");
    expect(convert('{"a":1}\n{"a":2}', true)).toBe("a\n1\n2\n");
    expect(convert('{"a":1}\n{"a":2', true)).toBe("a\n1\n");
  });
  test("a bad line and a line that is no object give no row", () => {
    expect(convert('{"a":1}\n{"a":}\n[1]\n"x"\n{"a":2}\n')).toBe("a\n1\n2\n");
  });
  test("bytes that are not UTF-8 make a bad line", () => {
    const bytes = Uint8Array.from([...Buffer.from('{"a":"'), 0xc3, 0x28, ...Buffer.from('"}\n{"a":1}\n')]);
    expect(referenceConvert(bytes, { includeIncomplete: false })).toBe("a\n1\n");
  });
  test("a BOM in the middle of a log is no white space", () => {
    expect(convert('{"a":1}\n\uFEFF{"a":2}\n')).toBe("a\n1\n");
  });
  test("NUL bytes at the start are skipped", () => {
    expect(convert('\0\0\0{"a":1}\n')).toBe("a\n1\n");
  });
  test("a log without records has no CSV text", () => {
    expect(convert("")).toBe("");
    expect(convert("nonsense\n")).toBe("");
    expect(convert("\0\0\0")).toBe("");
  });
});

describe("cells", () => {
  test("numbers keep their text", () => {
    expect(convert('{"a":1e-4,"b":-0.0,"c":9007199254740993,"d":0.10000000000000001}\n')).toBe(
      "a,b,c,d\n1e-4,-0.0,9007199254740993,0.10000000000000001\n",
    );
  });
  test("NaN and infinities are Python's", () => {
    expect(convert('{"a":NaN,"b":Infinity,"c":-Infinity}\n{"a":-NaN}\n{"a":nan}\n{"a":+Infinity}\n')).toBe(
      "a,b,c\nNaN,Infinity,-Infinity\n",
    );
  });
  test("booleans are words, null and absent are empty", () => {
    expect(convert('{"a":true,"b":false}\n{"a":null}\n')).toBe("a,b\ntrue,false\n,\n");
  });
  test("an empty cell of a table of one column is quoted, its header too", () => {
    expect(convert('{"a":1}\n{}\n{"a":null}\n{"a":""}\n')).toBe('a\n1\n""\n""\n""\n');
    expect(convert('{"":1}\n')).toBe('""\n1\n');
  });
  test("cells are quoted where RFC 4180 asks for it, and for spaces at the edges", () => {
    expect(convert('{"a,b":"x\\"y","c":"l\\nm","d":" e","f":"g ","h":"i j","k":"\\r"}\n')).toBe(
      '"a,b",c,d,f,h,k\n"x""y","l\nm"," e","g ",i j,"\r"\n',
    );
  });
  test("arrays keep their JSON text", () => {
    expect(convert('{"a":[1, {"b":[NaN]}],"c":[]}\n')).toBe('a,c\n"[1, {""b"":[NaN]}]",[]\n');
  });
  test("escapes become their characters", () => {
    expect(convert('{"\\u0061":"\\u00e9\\ud83d\\ude00\\/\\t"}\n')).toBe("a\né😀/\t\n");
  });
});

describe("keys", () => {
  test("columns come in order of first appearance", () => {
    expect(convert('{"b":1}\n{"a":2,"b":3}\n{"2":4}\n')).toBe("b,a,2\n1,,\n3,2,\n,,4\n");
  });
  test("nested objects flatten; an empty one has no column", () => {
    expect(convert('{"a":{"b":{"c":1},"d":{}},"e":2}\n')).toBe("a.b.c,e\n1,2\n");
  });
  test("of a key that repeats the last value counts, in the first place", () => {
    expect(convert('{"a":1,"b":2,"a":3}\n')).toBe("a,b\n3,2\n");
    expect(convert('{"a":{"x":1},"b":2,"a":{"y":3}}\n')).toBe("a.y,b\n3,2\n");
    expect(convert('{"a":{"b":1},"c":0,"a.b":2}\n')).toBe("a.b,c\n2,0\n");
  });
  test("names of Object.prototype are keys like any other", () => {
    expect(convert('{"__proto__":1,"constructor":2}\n')).toBe("__proto__,constructor\n1,2\n");
  });
});

describe("the parser", () => {
  test("accepts every text of JSON", () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(() => parseReferenceJson(text)).not.toThrow();
      }),
    );
  });
  test("accepts of text that looks like JSON what JSON.parse accepts", () => {
    const jsonish = fc.stringMatching(/^[{}[\]",:\\ \tu0123eE+.truefalsnN-]*$/);
    fc.assert(
      fc.property(jsonish, (text) => {
        expect(accepts(parseReferenceJson, text)).toBe(accepts(JSON.parse, text));
      }),
      { numRuns: 2000 },
    );
  });
  const suite = join(tortureSuites, "JSONTestSuite");
  test("passes JSONTestSuite", () => {
    const files = readdirSync(suite, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".json"));
    expect(files.length).toBeGreaterThan(200);
    for (const name of files) {
      const expected = /(?:^|\/)(?:(y)|(n))_[^/]*$/.exec(name);
      if (expected !== null) {
        const bytes = readFileSync(join(suite, name));
        expect([name, accepts((text) => parseReferenceJson(decode(text)), bytes)]).toEqual([
          name,
          expected[1] === "y" || isExtension(name),
        ]);
      }
    }
  });
});

function decode(bytes: Buffer): string {
  return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
}

/** NaN, Infinity and -Infinity are errors for the suite and numbers for us. */
function isExtension(name: string): boolean {
  return /n_number_(?:NaN|infinity|minus_infinity)\.json$/.test(name);
}

function accepts<Text>(parse: (text: Text) => unknown, text: Text): boolean {
  try {
    parse(text);
    return true;
  } catch {
    return false;
  }
}
