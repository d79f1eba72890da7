import assert from "node:assert/strict";
import { join } from "node:path";
import axe, { type AxeResults } from "axe-core";
import { build } from "esbuild";
import type { Frame, Page } from "playwright-core";

/** The page of the open panel: a webview sits two frames deep. */
export async function panelPage(page: Page): Promise<Frame> {
  const outer = await page.waitForSelector("iframe.webview.ready");
  const inner = await (await outer.contentFrame())?.waitForSelector("#active-frame");
  const frame = await inner?.contentFrame();
  assert.ok(frame, "no panel is open");
  await frame.locator("main").waitFor();
  return frame;
}

/** What axe finds wrong with a page that is serious or critical, each with the elements concerned. */
export async function gravestFaults(frame: Frame): Promise<string[]> {
  if (!(await frame.evaluate<boolean>("'axe' in window"))) {
    await frame.evaluate(axe.source);
  }
  const { violations } = await frame.evaluate<AxeResults>('axe.run(document, { resultTypes: ["violations"] })');
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, help, nodes }) =>
      nodes.map(({ target, failureSummary = "" }) => `${id}: ${help}: ${target.join(" ")}: ${failureSummary}`),
    );
}

let lineColors: Promise<string> | null = null;

/** The colors that the panel's charts draw lines with now, by the panel's own code. */
export async function drawnColors(frame: Frame): Promise<Readonly<Record<string, string>>> {
  lineColors ??= bundled(join(import.meta.dirname, "page", "lineColors.ts"));
  return frame.evaluate(`(() => { ${await lineColors}; return page.lineColors(); })()`);
}

async function bundled(file: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [file],
    bundle: true,
    write: false,
    format: "iife",
    globalName: "page",
    logLevel: "silent",
  });
  return outputFiles[0]?.text ?? "";
}

/**
 * Contrast of a color on an opaque background, both in CSS's notation, 1 to 21: relative luminances by WCAG 2.2.
 * @throws {AssertionError} for a color in another notation than hexadecimal, rgb() or rgba().
 */
export function contrastOf(color: string, background: string): number {
  const below = channels(background);
  const { alpha } = below;
  assert.equal(alpha, 1, `${background} lets something through`);
  const above = channels(color);
  const seen = above.rgb.map((value, i) => above.alpha * value + (1 - above.alpha) * (below.rgb[i] ?? 0));
  const [dark = 0, light = 0] = [luminance(seen), luminance(below.rgb)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(rgb: readonly number[]): number {
  const [red = 0, green = 0, blue = 0] = rgb.map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function channels(color: string): { readonly rgb: readonly number[]; readonly alpha: number } {
  const hex = /^#(?:([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})|([0-9a-f])([0-9a-f])([0-9a-f]))$/i.exec(color);
  if (hex !== null) {
    const parts = hex.slice(1).filter((part: string | undefined) => part !== undefined);
    return { rgb: parts.map((part) => Number.parseInt(part.length === 1 ? part + part : part, 16)), alpha: 1 };
  }
  const rgb = /^rgba?\(([\d.]+), *([\d.]+), *([\d.]+)(?:, *([\d.]+))?\)$/.exec(color);
  assert.ok(rgb !== null, `${color} is in no notation that is known here`);
  return { rgb: rgb.slice(1, 4).map(Number), alpha: Number(rgb[4] ?? 1) };
}
