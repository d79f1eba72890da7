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

let lineColours: Promise<string> | null = null;

/** The colours that the panel's charts draw lines with now, by the panel's own code. */
export async function drawnColours(frame: Frame): Promise<Readonly<Record<string, string>>> {
  lineColours ??= bundled(join(import.meta.dirname, "page", "lineColours.ts"));
  return frame.evaluate(`(() => { ${await lineColours}; return page.lineColours(); })()`);
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
 * Contrast of two opaque colours in CSS's notation, 1 to 21: relative luminances by WCAG 2.2.
 * @throws {AssertionError} for a colour in another notation than #rrggbb or rgb().
 */
export function contrastOf(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = channels(colour).map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function channels(colour: string): number[] {
  const hex = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(colour);
  const rgb = /^rgb\((\d+),? *(\d+),? *(\d+)\)$/.exec(colour);
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/i.exec(colour);
  const parts = hex ?? rgb ?? short;
  assert.ok(parts !== null, `${colour} is no opaque colour`);
  return parts.slice(1).map((part) => (rgb ? Number(part) : Number.parseInt(short ? part + part : part, 16)));
}
