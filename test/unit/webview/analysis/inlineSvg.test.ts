import { DOMParser, parseHTML } from "linkedom";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { drawFigures } from "../../../../src/sweep/figures/drawFigures.ts";
import { analyzeSweep } from "../../../../src/sweep/statistics/analyzeSweep.ts";
import type { SettingValue } from "../../../../src/sweep/table/sweepRow.ts";
import { sweepRun } from "../../sweep/runsOf.ts";

/** As much of an element as is looked at. */
interface Drawn {
  readonly outerHTML: string;
}

// The types of tests have no document: the page's own project checks this module.
const path = new URL("../../../../webview/analysis/inlineSvg.ts", import.meta.url).pathname;
const { inlineSvg } = (await import(path)) as { readonly inlineSvg: (text: string) => Drawn | null };

beforeEach(() => {
  const window: unknown = parseHTML("<!doctype html><html><body></body></html>");
  const { document, Element, SVGElement } = window as Readonly<Record<string, unknown>>;
  Object.entries({ document, Element, SVGElement, DOMParser }).forEach(([name, value]) => vi.stubGlobal(name, value));
});
afterEach(() => vi.unstubAllGlobals());

const svg = (content: string, attributes = ""): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="10" ${attributes}>${content}</svg>`;

const shown = (text: string): string => inlineSvg(text)?.outerHTML ?? "";

describe("an SVG that becomes part of the page", () => {
  it.each([
    ["a script", svg("<script>alert(1)</script><g/>")],
    ["a handler", svg('<rect onclick="alert(1)" onload="alert(1)"/>', 'onload="alert(1)"')],
    ["HTML", svg("<foreignObject><body xmlns='http://www.w3.org/1999/xhtml'><img src='x'/></body></foreignObject>")],
    ["an image", svg('<image href="https://example.org/x.png"/>')],
    ["a link", svg('<a href="javascript:alert(1)"><text>open</text></a>')],
    ["a use", svg('<use href="#x"/>')],
    [
      "an animation",
      svg('<rect><animate attributeName="href" to="javascript:alert(1)"/><set onbegin="alert(1)"/></rect>'),
    ],
    ["a style", svg("<style>* { background: url(https://example.org) }</style>", 'style="background: url(x)"')],
    ["a paint that is loaded", svg('<rect fill="url(https://example.org/#a)" stroke="u\\72l(#b)"/>')],
    ["an id and a class", svg('<rect id="app" class="figures"/>')],
  ])("loses %s", (_, text) => {
    expect(shown(text)).toMatch(/^<svg/);
    expect(shown(text)).not.toMatch(
      /script|onclick|onload|onbegin|foreign|img|image|href|<a|<use|animate|<set|style|url\(|example|\bid=|class/i,
    );
  });

  it("keeps text as text, and the labels of marks alone", () => {
    const text = shown(
      svg('<text aria-label="0">&lt;img src=x onerror=alert(1)&gt;</text><circle aria-label="3 4" r="2"/>'),
    );
    expect(text).toContain("&lt;img src=x onerror=alert(1)");
    expect(text).not.toContain("<img");
    expect(text.match(/aria-label="[^"]*"/g)).toEqual(['aria-label="3 4"']);
  });

  it("is nothing where the text is no SVG", () => {
    expect(inlineSvg("<html><body>x</body></html>")).toBeNull();
  });

  it("shows settings and runs with hostile names as they are written", () => {
    const hostile = ['"><script>alert(1)</script>', "<svg onload=alert(1)>", "&#x3C;img src=x&#x3E;", "\u202Egnp.exe"];
    const rows = Array.from({ length: 24 }, (_, i) =>
      sweepRun({
        run: `${hostile[i % 4] ?? ""}${i}`,
        settings: new Map<string, SettingValue>([
          ['arch"><script>', hostile[i % 4] ?? ""],
          ["lr", [0.1, 0.01, 0.001][i % 3] ?? 1],
        ]),
        measures: { ...sweepRun().measures, bestVal: 1 + i / 10, alphaEarly: 0.3 + i / 100, knee: 2 + i },
      }),
    );
    const figures = drawFigures(rows, analyzeSweep(rows), {
      width: 336,
      group: null,
      mark: ({ run }) => String(run.length),
    });
    const drawn = figures.flatMap(({ svg: text }) => (text === null ? [] : [text]));
    expect(drawn.length).toBeGreaterThan(5);
    for (const text of drawn) {
      expect(shown(text)).toMatch(/^<svg/);
      expect(shown(text)).not.toMatch(/<script|<img|<svg onload|\u202E/i);
    }
  });
});
