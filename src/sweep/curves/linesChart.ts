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
    readonly entries: readonly { readonly name: string; readonly color: string }[];
  };
  /** What else a reader has to know, such as what is dashed; may be empty. */
  readonly note: string;
  /** Of a paper. */
  readonly width: "one" | "two";
}

/** More lines and points than these no chart shows. */
const [mostLines, mostPoints] = [10_000, 2_000_000];
const longestText = 10_000;

/** A chart that came from a page, which is not trusted; null where it is none. */
export function parseLinesChart(value: unknown): LinesChart | null {
  const { title, x, y, lines, legend, note, width } = partsOf(value);
  const named = partsOf(legend);
  const axes = [axisOf(x), axisOf(y)] as const;
  const drawn = listOf(lines, mostLines, lineOf);
  const entries = listOf(named["entries"], mostLines, entryOf);
  const [across, up] = axes;
  if (!isText(title) || !isText(note) || !isText(named["title"]) || (width !== "one" && width !== "two")) {
    return null;
  }
  if (across === null || up === null || drawn === null || entries === null || pointsIn(drawn) > mostPoints) {
    return null;
  }
  return { title, x: across, y: up, lines: drawn, legend: { title: named["title"], entries }, note, width };
}

function partsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value.length <= longestText;
}

function pointsIn(lines: readonly ChartLine[]): number {
  return lines.reduce((sum, { x }) => sum + x.length, 0);
}

/** Every entry as it is read; null where one of them is none, or where it is no list. */
function listOf<One>(value: unknown, most: number, read: (entry: unknown) => One | null): readonly One[] | null {
  if (!Array.isArray(value) || value.length > most) {
    return null;
  }
  const all = value.flatMap((entry) => read(entry) ?? []);
  return all.length === value.length ? all : null;
}

function axisOf(value: unknown): ChartAxis | null {
  const { title, isLog, range, ticks } = partsOf(value);
  const ends = listOf(range, 2, (end) => (typeof end === "number" && Number.isFinite(end) ? end : null));
  const [low, high] = ends ?? [];
  const read = ticks === null ? null : listOf(ticks, mostLines, tickOf);
  if (!isText(title) || typeof isLog !== "boolean" || low === undefined || high === undefined) {
    return null;
  }
  const isWrong = !(low < high) || (isLog && low <= 0) || (ticks !== null && read === null);
  return isWrong ? null : { title, isLog, range: [low, high], ticks: read };
}

function tickOf(value: unknown): { readonly at: number; readonly text: string } | null {
  const { at, text } = partsOf(value);
  return typeof at === "number" && isText(text) ? { at, text } : null;
}

function entryOf(value: unknown): { readonly name: string; readonly color: string } | null {
  const { name, color } = partsOf(value);
  return isText(name) && isColor(color) ? { name, color } : null;
}

function lineOf(value: unknown): ChartLine | null {
  const { color, isDashed, x, y, band } = partsOf(value);
  const { low, high } = partsOf(band);
  const areNumbers = x instanceof Float64Array && y instanceof Float64Array && x.length === y.length;
  if (!isColor(color) || typeof isDashed !== "boolean" || !areNumbers) {
    return null;
  }
  if (band === null) {
    return { color, isDashed, x, y, band };
  }
  const isBand = low instanceof Float64Array && high instanceof Float64Array;
  return isBand && low.length === x.length && high.length === x.length
    ? { color, isDashed, x, y, band: { low, high } }
    : null;
}

/** A color becomes an attribute of the picture: nothing but a color may. */
function isColor(value: unknown): value is string {
  return typeof value === "string" && /^(#[0-9a-f]{3,8}|[a-z]+|rgba?\([\d.,%\s]+\))$/i.test(value);
}
