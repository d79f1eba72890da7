import type { Chart } from "chart.js";
import type { Theme } from "../../ui/theme.ts";
import type { DescribedPlugin } from "./describedPlugin.ts";
import { TextWidths } from "./textWidths.ts";

/** A place on the x axis that is marked by a line from top to bottom, with a band where it is uncertain. */
export interface Mark {
  readonly at: number;
  readonly interval: readonly [number, number] | null;
  readonly label: string;
  readonly color: string;
  readonly bandColor: string;
  readonly dash: readonly number[];
}

/** A stretch of the x axis, shown as a bracket under the labels of the marks. */
export interface Span {
  readonly from: number;
  readonly to: number;
  readonly label: string;
  readonly color: string;
}

export interface Marking {
  readonly marks: readonly Mark[];
  readonly spans: readonly Span[];
  readonly font: string;
  /** Of the font, in pixels. */
  readonly fontSize: number;
  readonly background: string;
}

type Heights = Pick<Marking, "marks" | "spans" | "fontSize">;

/** Lines of labels are as high as their letters ask: those of a picture for a page are larger. */
function lineHeightOf({ fontSize }: Pick<Marking, "fontSize">): number {
  return Math.ceil(1.33 * fontSize);
}

/** Of a chart below so many widths of a letter brackets would be too short to tell anything. */
const narrow = 40;
/** Labels of marks stack up to this many lines; marks beyond are drawn without. */
const mostLines = 2;
const mostSpans = 4;

/** Height in pixels that labels and brackets take above the chart's area, where they cover no curve. */
export function labelHeight({ marks, spans, fontSize }: Heights, width: number): number {
  const brackets = width < narrow * fontSize ? 0 : Math.min(spans.length, mostSpans);
  return lineHeightOf({ fontSize }) * (Math.min(marks.length, mostLines) + brackets);
}

/** Draws marks and spans over the chart; labels that stand close go on lines of their own. */
export function marksPlugin(marking: () => Marking | null): DescribedPlugin<Marking | null> {
  const widths = new TextWidths();
  return {
    id: "marks",
    describe: marking,
    beforeDatasetsDraw: (chart) => marking()?.marks.forEach((mark) => drawBand(chart, mark)),
    afterDatasetsDraw: (chart) => {
      const drawn = marking();
      if (drawn !== null) {
        chart.ctx.save();
        chart.ctx.font = drawn.font;
        const widthOf = (text: string): number => widths.of(chart.ctx, drawn.font, text);
        drawMarks(chart, drawn, widthOf);
        drawSpans(chart, drawn, widthOf);
        chart.ctx.restore();
      }
    },
  };
}

function drawBand(chart: Chart, { interval, bandColor }: Mark): void {
  const { ctx, chartArea: area } = chart;
  const across = chart.scales["x"];
  if (interval === null || across === undefined) {
    return;
  }
  const left = Math.max(across.getPixelForValue(interval[0]), area.left);
  const right = Math.min(across.getPixelForValue(interval[1]), area.right);
  if (right > left) {
    ctx.save();
    ctx.fillStyle = bandColor;
    ctx.fillRect(left, area.top, right - left, area.bottom - area.top);
    ctx.restore();
  }
}

/** Draws the lines first and the labels over them, from the top down. */
function drawMarks(chart: Chart, marking: Marking, widthOf: (text: string) => number): void {
  const { marks, background } = marking;
  const lineHeight = lineHeightOf(marking);
  const { ctx, chartArea: area } = chart;
  const across = chart.scales["x"];
  const shown = marks
    .map((mark) => ({ mark, x: across?.getPixelForValue(mark.at) ?? NaN }))
    .filter(({ x }) => x >= area.left && x <= area.right);
  const top = area.top - labelHeight(marking, chart.width);
  shown.forEach(({ mark, x }) => strokeLine(ctx, [x, top, area.bottom], mark));
  /** Right end of the last label on each line of labels. */
  const ends: number[] = [];
  ctx.textBaseline = "top";
  for (const { mark, x } of shown) {
    const width = widthOf(mark.label) + 8;
    const left = x + 4 + width > area.right ? x - 4 - width : x + 4;
    const free = ends.findIndex((end) => end < left);
    const line = free === -1 ? ends.length : free;
    if (line < mostLines) {
      ends[line] = left + width;
      ctx.fillStyle = background;
      ctx.fillRect(left, top + line * lineHeight, width, lineHeight);
      ctx.fillStyle = mark.color;
      ctx.fillText(mark.label, left + 4, top + line * lineHeight + 2);
    }
  }
}

function strokeLine(ctx: CanvasRenderingContext2D, [x, top, bottom]: [number, number, number], mark: Mark): void {
  ctx.strokeStyle = mark.color;
  ctx.lineWidth = 1.5;
  ctx.setLineDash([...mark.dash]);
  ctx.beginPath();
  ctx.moveTo(x, top);
  ctx.lineTo(x, bottom);
  ctx.stroke();
  ctx.setLineDash([]);
}

/** Brackets between the labels and the chart, one a line, each with its label where there is room; none if narrow. */
function drawSpans(chart: Chart, marking: Marking, widthOf: (text: string) => number): void {
  const { marks, spans, background, fontSize } = marking;
  const { ctx, chartArea: area } = chart;
  if (chart.width < narrow * fontSize) {
    return;
  }
  const lineHeight = lineHeightOf(marking);
  const across = chart.scales["x"];
  const top = area.top - labelHeight(marking, chart.width) + lineHeight * Math.min(marks.length, mostLines);
  let line = 0;
  ctx.lineWidth = 1.25;
  ctx.textBaseline = "middle";
  for (const { from, to, label, color } of spans) {
    const left = Math.max(across?.getPixelForValue(from) ?? NaN, area.left);
    const right = Math.min(across?.getPixelForValue(to) ?? NaN, area.right);
    if (!(right - left >= 1) || line >= mostSpans) {
      continue;
    }
    const y = top + line * lineHeight + lineHeight / 2;
    line++;
    ctx.strokeStyle = color;
    ctx.beginPath();
    ctx.moveTo(left, y - 4);
    ctx.lineTo(left, y + 4);
    ctx.moveTo(left, y);
    ctx.lineTo(right, y);
    ctx.moveTo(right, y - 4);
    ctx.lineTo(right, y + 4);
    ctx.stroke();
    const width = widthOf(label);
    const place = placeOf({ left, right, width }, area);
    ctx.fillStyle = background;
    ctx.fillRect(place - 3, y - lineHeight / 2, width + 6, lineHeight);
    ctx.fillStyle = color;
    ctx.fillText(label, place, y);
  }
}

/** Left end of a label: within its bracket where that is wide, else before it, else after it. */
function placeOf(
  { left, right, width }: { left: number; right: number; width: number },
  area: { left: number; right: number },
): number {
  if (right - left > width + 40) {
    return (left + right - width) / 2;
  }
  return left - width - 8 > area.left ? left - width - 8 : Math.min(right + 8, area.right - width);
}

/** How labels in a chart are written. */
export function labelStyle(theme: Theme): Pick<Marking, "font" | "fontSize" | "background"> {
  const fontSize = theme.fontSize - 1;
  return { font: `${fontSize}px ${theme.font}`, fontSize, background: theme.background };
}
