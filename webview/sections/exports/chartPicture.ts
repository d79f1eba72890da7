import type { Chart } from "chart.js";
import type { Line } from "../../charts/curveChart.ts";
import { element } from "../../ui/element.ts";
import { paper } from "../../ui/paper.ts";
import { SvgRecorder } from "../../ui/svgRecorder.ts";
import { escaped } from "../../ui/svgText.ts";
import type { Theme } from "../../ui/theme.ts";
import type { ChartExport } from "./chartExport.ts";
import { drawHead } from "./pictureHead.ts";
import type { PictureSize } from "./pictureSize.ts";

export interface PictureOptions {
  readonly size: PictureSize;
  /** What stands above the legend; empty for nothing. */
  readonly title: string;
  readonly font: string;
}

/** A chart as it is shown now, as PNG with its title and a legend. @throws {Error} where there is nothing to draw. */
export async function chartPng(shown: ChartExport, options: PictureOptions): Promise<Blob> {
  const { page } = compose(shown, options);
  const blob = await new Promise<Blob | null>((resolve) => page.toBlob(resolve, "image/png"));
  if (blob === null) {
    throw new Error("The picture cannot be written as PNG.");
  }
  return blob;
}

/** The same as SVG, as wide as it is printed. @throws {Error} where there is nothing to draw. */
export function chartSvg(shown: ChartExport, options: PictureOptions): string {
  const { size } = options;
  const { page, head, chart } = compose(shown, options);
  const height = page.height / size.ratio;
  const printed = (length: number): string =>
    size.millimeters === null ? `${length}` : `${((length * size.millimeters) / size.width).toFixed(1)}mm`;
  const place = `width="${printed(size.width)}" height="${printed(height)}" viewBox="0 0 ${size.width} ${height}"`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" ${place} role="img" aria-label="${escaped(shown.label)}">`,
    `<rect width="100%" height="100%" fill="${paper.background}"/>`,
    `<g transform="scale(${1 / size.ratio})">${head}</g>`,
    chart,
    "</svg>\n",
  ].join("\n");
}

interface Composed {
  readonly page: HTMLCanvasElement;
  /** SVG of title and legend, in the pixels of the page, and of the chart, in units of the drawing. */
  readonly head: string;
  readonly chart: string;
}

/** Draws title, legend and chart on one light page, and records it. */
function compose(shown: ChartExport, { size, title, font }: PictureOptions): Composed {
  const theme: Theme = { ...paper, font, fontSize: size.fontSize };
  const margin = size.fontSize;
  const canvas = element("canvas");
  // Chart.js takes its size from the place that it stands in, so it stands in one, out of sight.
  const place = element("div", { class: "offscreen", attributes: { "aria-hidden": "true" }, children: [canvas] });
  place.style.width = `${size.width - 2 * margin}px`;
  place.style.height = `${size.height}px`;
  document.body.append(place);
  const recorder = recorded(canvas);
  const chart = shown.draw(canvas, theme);
  try {
    if (chart === null) {
      throw new Error("There is nothing to draw.");
    }
    redraw(chart, size);
    const header = { width: size.width, margin, theme, title, keys: shown.keys(theme) };
    const page = element("canvas");
    const head = recorded(page);
    const above = drawHead(head.context, header);
    // What is drawn on a canvas goes when its size is set.
    page.width = size.width * size.ratio;
    page.height = (above + size.height + margin) * size.ratio;
    head.context.scale(size.ratio, size.ratio);
    head.context.fillStyle = paper.background;
    head.context.fillRect(0, 0, size.width, page.height);
    drawHead(head.context, header);
    head.context.drawImage(canvas, margin, above, size.width - 2 * margin, size.height);
    const scale = (size.width - 2 * margin) / canvas.width;
    return { page, head: head.elements, chart: chartElements(recorder, { margin, above, scale }) };
  } finally {
    chart?.destroy();
    place.remove();
  }
}

/** Draws a chart again as fine as its picture is. */
function redraw(chart: Chart, { ratio }: PictureSize): void {
  // With a style by segment, be it empty, Chart.js draws on the canvas itself and not into a path that nobody can read.
  (chart.data.datasets as Line[]).forEach((line) => (line.segment = {}));
  chart.options.devicePixelRatio = ratio;
  chart.resize();
  chart.update("none");
}

function chartElements(
  recorder: SvgRecorder,
  { margin, above, scale }: { readonly margin: number; readonly above: number; readonly scale: number },
): string {
  return `<g transform="translate(${margin} ${above}) scale(${scale})">${recorder.elements}</g>`;
}

/** Lets everything that is drawn on a canvas be recorded from now on. */
function recorded(canvas: HTMLCanvasElement): SvgRecorder {
  const real = canvas.getContext("2d");
  if (real === null) {
    throw new Error("The page has no canvas to draw on.");
  }
  const recorder = new SvgRecorder(real);
  canvas.getContext = ((kind: string) => (kind === "2d" ? recorder.context : null)) as typeof canvas.getContext;
  return recorder;
}
