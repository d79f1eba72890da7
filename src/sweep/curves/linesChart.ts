import { lookOf, markingOf, type ChartMarking, type LineLook } from "./chartMarking.ts";
import { colorIn, listOf, numbersIn, partsOf, textIn } from "./chartParts.ts";

/** An axis of a chart of lines. */
export interface ChartAxis {
  readonly title: string;
  readonly isLog: boolean;
  readonly range: readonly [number, number];
  /** Where ticks stand and what they say; null for the usual ones. */
  readonly ticks: readonly { readonly at: number; readonly text: string }[] | null;
}

/** A line of a chart: arrays of the same length, x increasing. */
export interface ChartLine {
  readonly color: string;
  readonly isDashed: boolean;
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** The ends of its band; null where it has none. */
  readonly band: { readonly low: Float64Array; readonly high: Float64Array } | null;
  /** How it is drawn; as one of many runs where absent. */
  readonly look?: LineLook | undefined;
}

/** What a color stands for. */
export interface ChartKey {
  readonly name: string;
  readonly color: string;
  /** Of the line that it stands for; a dot where absent. */
  readonly look?: LineLook | undefined;
}

/** A chart of many lines, as it is drawn for a paper. */
export interface LinesChart {
  readonly title: string;
  readonly x: ChartAxis;
  readonly y: ChartAxis;
  readonly lines: readonly ChartLine[];
  /** What the colors stand for. */
  readonly legend: {
    readonly title: string;
    readonly entries: readonly ChartKey[];
  };
  /** What else a reader has to know, such as what is dashed; may be empty. */
  readonly note: string;
  /** Columns of a paper, or a slide. */
  readonly width: "one" | "two" | "slide";
  /** What it shows besides its lines; nothing where absent. */
  readonly marking?: ChartMarking | undefined;
}

/** More lines and points than these no chart shows. */
const [mostLines, mostPoints] = [10_000, 2_000_000];

/** A chart that came from a page, which is not trusted; null where it is none. */
export function parseLinesChart(value: unknown): LinesChart | null {
  const given = partsOf(value);
  const named = partsOf(given["legend"]);
  const [title, note, heading] = [textIn(given["title"]), textIn(given["note"]), textIn(named["title"])];
  const [x, y] = [axisOf(given["x"]), axisOf(given["y"])];
  const lines = listOf(given["lines"], mostLines, lineOf);
  const entries = listOf(named["entries"], mostLines, keyOf);
  const width = widths.find((one) => one === given["width"]);
  const marking = given["marking"] === undefined ? undefined : markingOf(given["marking"]);
  if (title === null || note === null || heading === null || width === undefined || marking === null) {
    return null;
  }
  if (x === null || y === null || lines === null || entries === null || pointsIn(lines) > mostPoints) {
    return null;
  }
  return { title, x, y, lines, legend: { title: heading, entries }, note, width, marking };
}

const widths = ["one", "two", "slide"] as const;

function pointsIn(lines: readonly ChartLine[]): number {
  return lines.reduce((sum, { x }) => sum + x.length, 0);
}

function axisOf(value: unknown): ChartAxis | null {
  const { title, isLog, range, ticks } = partsOf(value);
  const [text, ends] = [textIn(title), numbersIn(range)];
  const read = ticks === null ? null : listOf(ticks, mostLines, tickOf);
  if (text === null || typeof isLog !== "boolean" || ends === null) {
    return null;
  }
  const [low, high] = ends;
  const isWrong = !(low < high) || (isLog && low <= 0) || (ticks !== null && read === null);
  return isWrong ? null : { title: text, isLog, range: [low, high], ticks: read };
}

function tickOf(value: unknown): { readonly at: number; readonly text: string } | null {
  const { at, text } = partsOf(value);
  const said = textIn(text);
  return typeof at === "number" && said !== null ? { at, text: said } : null;
}

function keyOf(value: unknown): ChartKey | null {
  const given = partsOf(value);
  const [name, color] = [textIn(given["name"]), colorIn(given["color"])];
  const look = given["look"] === undefined ? undefined : lookOf(given["look"]);
  return name === null || color === null || look === null ? null : { name, color, look };
}

function lineOf(value: unknown): ChartLine | null {
  const { color, isDashed, x, y, band, look } = partsOf(value);
  const { low, high } = partsOf(band);
  const [named, drawn] = [colorIn(color), look === undefined ? undefined : lookOf(look)];
  const areNumbers = x instanceof Float64Array && y instanceof Float64Array && x.length === y.length;
  if (named === null || drawn === null || typeof isDashed !== "boolean" || !areNumbers) {
    return null;
  }
  const line = { color: named, isDashed, x, y, look: drawn };
  if (band === null) {
    return { ...line, band };
  }
  const isBand = low instanceof Float64Array && high instanceof Float64Array;
  return isBand && low.length === x.length && high.length === x.length ? { ...line, band: { low, high } } : null;
}
