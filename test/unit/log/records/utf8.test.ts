import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { firstInvalidUtf8 } from "../../../../src/log/records/utf8.ts";

const decoder = new TextDecoder("utf-8", { fatal: true });

function isUtf8(bytes: Uint8Array): boolean {
  try {
    decoder.decode(bytes);
    return true;
  } catch {
    return false;
  }
}

describe("firstInvalidUtf8", () => {
  it("agrees with TextDecoder on any bytes", () => {
    const near = fc.constantFrom(
      0x41,
      0x7f,
      0x80,
      0xbf,
      0xc0,
      0xc2,
      0xdf,
      0xe0,
      0xed,
      0xef,
      0xf0,
      0xf4,
      0xf5,
      0x9f,
      0xa0,
      0x8f,
      0x90,
    );
    fc.assert(
      fc.property(fc.array(near, { maxLength: 6 }), (values) => {
        const bytes = Uint8Array.from(values);
        expect(firstInvalidUtf8(bytes) === -1).toBe(isUtf8(bytes));
      }),
      { numRuns: 20_000 },
    );
  });

  it("says where", () => {
    expect(firstInvalidUtf8(Uint8Array.of(0x41, 0xc3, 0xa9, 0xff))).toBe(3);
  });
});
