import type { Chart, ChartArea, Plugin, Scale } from "chart.js";
import type { AxisKind, Range } from "../../axes/range.ts";
import { tickFormatter, ticksOf } from "../../axes/ticks.ts";
import { faint, type Theme } from "../../ui/theme.ts";
import { TextWidths } from "./textWidths.ts";

/** An axis of a chart. */
export interface Axis {
  readonly kind: AxisKind;
  readonly title: string;
  readonly range: Range;
  /** Places of the labels, and how those are written: round numbers by default. */
  readonly ticks?: (range: Range, kind: AxisKind, most?: number) => readonly number[];
  readonly words?: (ticks: readonly number[]) => (tick: number) => string;
}

export interface Axes {
  readonly x: Axis;
  readonly y: Axis;
  readonly theme: Theme;
}

/** Room in pixels that the axes take at the left and below. */
export interface AxesRoom {
  readonly left: number;
  readonly bottom: number;
}

interface Tick {
  readonly value: number;
  readonly text: string;
}

/** A label, and the pixel that it stands at. */
interface Placed {
  readonly text: string;
  readonly at: number;
}

/** Between the end of an axis and its labels, between labels that stand side by side, and about a title; in pixels. */
const [gap, apart, about] = [11, 12, 4];

/**
 * Draws the axes of a chart: grid, labels and titles. Chart.js lays its own axes out again for every picture, measures all
 * their labels and looks up the style of each line, which took a zoom more than half of its time.
 */
export class AxesPainter {
  readonly plugin: Plugin = { id: "axes", beforeDraw: (chart) => this.#draw(chart) };
  #axes: Axes | null = null;
  #ticks: { readonly x: readonly Tick[]; readonly y: readonly Tick[] } = { x: [], y: [] };
  #context: CanvasRenderingContext2D | null = null;
  readonly #widths = new TextWidths();
  #font = "";

  /** Takes up what is drawn next on a canvas of a height in pixels; gives the room that it needs. */
  take(axes: Axes, { canvas, height }: { readonly canvas: HTMLCanvasElement; readonly height: number }): AxesRoom {
    const { x, y, theme } = axes;
    this.#font = fontOf(theme);
    this.#axes = axes;
    this.#ticks = { x: labeled(x), y: labeled(y, mostAbove(height, theme)) };
    const line = lineHeight(theme);
    const ctx = (this.#context ??= canvas.getContext("2d"));
    const widest = this.#ticks.y.reduce((most, { text }) => Math.max(most, ctx ? this.#widthOf(ctx, text) : 0), 0);
    const titled = (title: string): number => (title === "" ? 0 : line + 2 * about);
    return { left: Math.ceil(gap + widest + titled(y.title)), bottom: Math.ceil(gap + line + titled(x.title)) };
  }

  #widthOf(ctx: CanvasRenderingContext2D, text: string): number {
    return this.#widths.of(ctx, this.#font, text);
  }

  #draw(chart: Chart): void {
    const axes = this.#axes;
    const [across, up] = [chart.scales["x"], chart.scales["y"]];
    if (axes === null || across === undefined || up === undefined) {
      return;
    }
    const { ctx, chartArea: area } = chart;
    const x = placed(this.#ticks.x, across);
    const y = placed(this.#ticks.y, up);
    // Before the state is saved, so that the next picture finds it: a font that is set again is looked up in the page's style.
    ctx.font = this.#font;
    ctx.save();
    const shown = this.#apart(ctx, x);
    strokeGrid(chart, { x: shown.map(({ at }) => at), y: y.map(({ at }) => at) }, axes.theme);
    ctx.fillStyle = axes.theme.muted;
    ctx.textBaseline = "middle";
    ctx.textAlign = "right";
    y.forEach(({ text, at }) => ctx.fillText(text, area.left - gap, at));
    ctx.textAlign = "center";
    const base = area.bottom + gap + lineHeight(axes.theme) / 2;
    for (const { text, at } of shown) {
      const half = this.#widthOf(ctx, text) / 2;
      ctx.fillText(text, Math.min(at, chart.width - half - 1), base);
    }
    drawTitles(chart, axes);
    ctx.restore();
  }

  /** As many labels as stand side by side: every second, third … where they would run into each other. */
  #apart(ctx: CanvasRenderingContext2D, ticks: readonly Placed[]): readonly Placed[] {
    for (let every = 1; every < ticks.length; every++) {
      const kept = ticks.filter((_, i) => i % every === 0);
      const fits = kept.every(({ text, at }, i) => {
        const before = kept[i - 1];
        const needed = before && (this.#widthOf(ctx, before.text) + this.#widthOf(ctx, text)) / 2 + apart;
        return before === undefined || at - before.at >= (needed ?? 0);
      });
      if (fits) {
        return kept;
      }
    }
    return ticks.slice(0, 1);
  }
}

function placed(ticks: readonly Tick[], axis: Pick<Scale, "getPixelForValue">): readonly Placed[] {
  return ticks.map(({ value, text }) => ({ text, at: axis.getPixelForValue(value) }));
}

function labeled({ kind, range, ticks = ticksOf, words = tickFormatter }: Axis, most?: number): readonly Tick[] {
  const places = ticks(range, kind, most);
  const text = words(places);
  return places
    .filter((value) => value >= range[0] && value <= range[1])
    .map((value) => ({ value, text: text(value) }));
}

/** As many labels as a vertical axis has lines of text for, with room between them. */
function mostAbove(height: number, { fontSize }: Theme): number {
  return Math.max(3, Math.min(7, Math.floor(height / (2.8 * fontSize))));
}

function fontOf({ font, fontSize }: Theme): string {
  return `${fontSize - 1}px ${font}`;
}

function lineHeight({ fontSize }: Theme): number {
  return 1.2 * (fontSize - 1);
}

/** All lines of the grid in one stroke, and the two axes. */
function strokeGrid(
  { ctx, chartArea }: Chart,
  places: { x: readonly number[]; y: readonly number[] },
  theme: Theme,
): void {
  const { left, right, top, bottom } = chartArea;
  const sharp = (pixel: number): number => Math.round(pixel - 0.5) + 0.5;
  const stroke = (color: string, lines: readonly (readonly [number, number, number, number])[]): void => {
    ctx.strokeStyle = color;
    ctx.beginPath();
    for (const [x, y, toX, toY] of lines) {
      ctx.moveTo(x, y);
      ctx.lineTo(toX, toY);
    }
    ctx.stroke();
  };
  ctx.lineWidth = 1;
  ctx.setLineDash([]);
  stroke(faint(theme.foreground, theme.highContrast ? 0.35 : 0.1), [
    ...places.x.map((x) => [sharp(x), top, sharp(x), bottom] as const),
    ...places.y.map((y) => [left, sharp(y), right, sharp(y)] as const),
  ]);
  stroke(faint(theme.foreground, 0.4), [
    [sharp(left), top, sharp(left), bottom],
    [left, sharp(bottom), right, sharp(bottom)],
  ]);
}

function drawTitles({ ctx, chartArea, height }: Chart, { x, y, theme }: Axes): void {
  const line = lineHeight(theme);
  const { left, right, top, bottom }: ChartArea = chartArea;
  ctx.fillStyle = theme.foreground;
  ctx.textAlign = "center";
  ctx.fillText(x.title, (left + right) / 2, height - about - line / 2);
  if (y.title !== "") {
    ctx.save();
    ctx.translate(about + line / 2, (top + bottom) / 2);
    ctx.rotate(-Math.PI / 2);
    ctx.fillText(y.title, 0, 0);
    ctx.restore();
  }
}
