import type { Chart, Plugin } from "chart.js";

/** A place on the x axis that is marked by a line from top to bottom, with a band where it is uncertain. */
export interface Mark {
  readonly at: number;
  readonly interval: readonly [number, number] | null;
  readonly label: string;
  readonly colour: string;
  readonly bandColour: string;
  readonly dash: readonly number[];
}

export interface MarkStyle {
  readonly font: string;
  readonly background: string;
}

/** Draws marks over the chart; labels of marks that stand close go on lines of their own. */
export function marksPlugin(marks: () => readonly Mark[], style: () => MarkStyle): Plugin {
  return {
    id: "marks",
    beforeDatasetsDraw: (chart) => marks().forEach((mark) => drawBand(chart, mark)),
    afterDatasetsDraw: (chart) => drawLines(chart, marks(), style()),
  };
}

function drawBand(chart: Chart, { interval, bandColour }: Mark): void {
  const { ctx, chartArea: area } = chart;
  const across = chart.scales["x"];
  if (interval === null || across === undefined) {
    return;
  }
  const left = Math.max(across.getPixelForValue(interval[0]), area.left);
  const right = Math.min(across.getPixelForValue(interval[1]), area.right);
  if (right > left) {
    ctx.save();
    ctx.fillStyle = bandColour;
    ctx.fillRect(left, area.top, right - left, area.bottom - area.top);
    ctx.restore();
  }
}

const lineHeight = 16;

function drawLines(chart: Chart, marks: readonly Mark[], { font, background }: MarkStyle): void {
  const { ctx, chartArea: area } = chart;
  const across = chart.scales["x"];
  /** Right end of the last label on each line of labels. */
  const ends: number[] = [];
  ctx.save();
  ctx.font = font;
  ctx.textBaseline = "top";
  const shown = marks
    .map((mark) => ({ mark, x: across?.getPixelForValue(mark.at) ?? NaN }))
    .filter(({ x }) => x >= area.left && x <= area.right);
  shown.forEach(({ mark, x }) => strokeLine(ctx, [x, area.top, area.bottom], mark));
  for (const { mark, x } of shown) {
    const width = ctx.measureText(mark.label).width + 8;
    const left = x + 4 + width > area.right ? x - 4 - width : x + 4;
    const free = ends.findIndex((end) => end < left);
    const line = free === -1 ? ends.length : free;
    ends[line] = left + width;
    ctx.fillStyle = background;
    ctx.fillRect(left, area.top + line * lineHeight, width, lineHeight);
    ctx.fillStyle = mark.colour;
    ctx.fillText(mark.label, left + 4, area.top + line * lineHeight + 2);
  }
  ctx.restore();
}

function strokeLine(ctx: CanvasRenderingContext2D, [x, top, bottom]: [number, number, number], mark: Mark): void {
  ctx.strokeStyle = mark.colour;
  ctx.lineWidth = 1.5;
  ctx.setLineDash([...mark.dash]);
  ctx.beginPath();
  ctx.moveTo(x, top);
  ctx.lineTo(x, bottom);
  ctx.stroke();
  ctx.setLineDash([]);
}
