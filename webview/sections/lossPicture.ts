import { element } from "../ui/element.ts";
import { paper } from "../ui/paper.ts";
import { SvgRecorder } from "../ui/svgRecorder.ts";
import { escaped } from "../ui/svgText.ts";
import { faint } from "../ui/theme.ts";
import type { Line } from "../charts/curveChart.ts";
import { LossChart } from "../charts/lossChart.ts";
import { modelLooks } from "../model/models.ts";
import type { ChartModel } from "../model/chartModel.ts";
import { shownModels } from "../model/viewState.ts";
import { t } from "../ui/text.ts";

const margin = 24;
const lineHeight = 30;
const sampleWidth = 40;

interface Key {
  readonly text: string;
  readonly color: string;
  readonly dash: readonly number[];
  /** A band as the raw values are, or a line. */
  readonly width: number;
}

/** The loss chart as it is shown now, as a PNG of 1600 pixels across with its title and a legend. */
export async function lossPicture(run: string, shown: ChartModel): Promise<Blob> {
  const { page } = compose(run, shown);
  const blob = await new Promise<Blob | null>((resolve) => page.toBlob(resolve, "image/png"));
  if (blob === null) {
    throw new Error("The picture of the loss cannot be written as PNG.");
  }
  return blob;
}

/** The same as SVG. */
export function lossSvg(run: string, shown: ChartModel): string {
  const { page, head, chart } = compose(run, shown);
  const size = `width="${page.width}" height="${page.height}" viewBox="0 0 ${page.width} ${page.height}"`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} role="img" aria-label="${escaped(shown.said.summary)}">`,
    `<rect width="100%" height="100%" fill="${paper.background}"/>`,
    head,
    chart,
    "</svg>\n",
  ].join("\n");
}

interface Composed {
  readonly page: HTMLCanvasElement;
  /** SVG of title and legend, and of the chart. */
  readonly head: string;
  readonly chart: string;
}

/** Draws title, legend and chart on one light page, and records it. */
function compose(run: string, drawn: ChartModel): Composed {
  const shown = { ...drawn, theme: { ...paper, font: drawn.theme.font } };
  const canvas = element("canvas");
  // Chart.js takes its size from the place that it stands in, so it stands in one, out of sight.
  const place = element("div", { class: "offscreen", attributes: { "aria-hidden": "true" }, children: [canvas] });
  document.body.append(place);
  const recorder = recorded(canvas);
  const loss = new LossChart(canvas, () => undefined);
  try {
    loss.show(shown);
    // With a style by segment, be it empty, Chart.js draws on the canvas itself and not into a path that nobody can read.
    (loss.chart.data.datasets as Line[]).forEach((line) => (line.segment = {}));
    loss.chart.update("none");
    const page = element("canvas");
    page.width = canvas.clientWidth + 2 * margin;
    const height = drawHead(page, run, shown);
    page.height = height + canvas.clientHeight + margin;
    const header = recorded(page);
    const { context } = header;
    context.fillStyle = paper.background;
    context.fillRect(0, 0, page.width, page.height);
    drawHead(page, run, shown);
    context.drawImage(canvas, margin, height, canvas.clientWidth, canvas.clientHeight);
    const scale = canvas.clientWidth / canvas.width;
    const chart = `<g transform="translate(${margin} ${height}) scale(${scale})">${recorder.elements}</g>`;
    return { page, head: header.elements, chart };
  } finally {
    loss.chart.destroy();
    place.remove();
  }
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

/** Draws title and legend; gives the height that they take. */
function drawHead(page: HTMLCanvasElement, run: string, shown: ChartModel): number {
  const context = page.getContext("2d");
  if (context === null) {
    return 0;
  }
  const { theme } = shown;
  context.textBaseline = "middle";
  context.fillStyle = theme.foreground;
  context.font = `600 ${theme.fontSize + 6}px ${theme.font}`;
  context.fillText(run, margin, margin + lineHeight / 2, page.width - 2 * margin);
  context.font = `${theme.fontSize}px ${theme.font}`;
  let [x, y] = [margin, margin + 1.6 * lineHeight];
  for (const key of keysOf(shown)) {
    const width = sampleWidth + 10 + context.measureText(key.text).width;
    if (x > margin && x + width > page.width - margin) {
      [x, y] = [margin, y + lineHeight];
    }
    drawKey(context, key, [x, y]);
    x += width + 28;
  }
  return y + lineHeight;
}

function drawKey(context: CanvasRenderingContext2D, { text, color, dash, width }: Key, [x, y]: [number, number]): void {
  context.strokeStyle = color;
  context.lineWidth = width;
  context.setLineDash([...dash]);
  context.beginPath();
  context.moveTo(x, y);
  context.lineTo(x + sampleWidth, y);
  context.stroke();
  context.setLineDash([]);
  context.fillText(text, x + sampleWidth + 10, y);
}

function keysOf({ plot, review, view, theme }: ChartModel): Key[] {
  const models = shownModels(view, review).filter((name) => review.fits?.[name].reason === null);
  const keys: (Key | null)[] = [
    { text: t("Raw (min-max)"), color: faint(theme.blue, 0.35), dash: [], width: 14 },
    { text: t("Bin mean"), color: theme.blue, dash: [5, 7], width: 5 },
    plot.lossVal.t.length === 0 ? null : { text: t("Validation"), color: theme.foreground, dash: [1.5, 2], width: 1.5 },
    ...models.map((name) => ({
      text: modelLooks[name].label,
      color: modelLooks[name].color(theme),
      dash: modelLooks[name].dash,
      width: 2.5,
    })),
  ];
  return keys.filter((key) => key !== null);
}
