import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { escaped, paint } from "../../../../webview/ui/svgText.ts";

describe("a text in SVG", () => {
  it("ends neither its element nor its attribute", () => {
    expect(escaped('</text><script>"&')).toBe("&lt;/text&gt;&lt;script&gt;&quot;&amp;");
  });

  it("holds nothing that XML has no place for, and all else", () => {
    expect(escaped("a\u0000b\u001bc\ud800d\uffff\u{1f600}\t")).toBe("a\ufffdb\ufffdc\ufffdd\ufffd\u{1f600}\t");
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(escaped(text)).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff<>"]/);
      }),
    );
  });
});

describe("a color in SVG", () => {
  it.each([
    ["#0a6fd0", 'fill="#0a6fd0"'],
    ["rgba(1, 2, 3, 0.5)", 'fill="rgb(1, 2, 3)" fill-opacity="0.5"'],
    ["color(srgb 0.0392157 0.435294 0.815686 / 0.35)", 'fill="rgb(10, 111, 208)" fill-opacity="0.35"'],
    ["color(srgb 1 0 0)", 'fill="rgb(255, 0, 0)"'],
    ["color(srgb 1.2e-7 1 0 / 1)", 'fill="rgb(0, 255, 0)"'],
  ])("%s is in the notation of 1999", (color, attributes) => {
    expect(paint("fill", color)).toBe(attributes);
  });
});
