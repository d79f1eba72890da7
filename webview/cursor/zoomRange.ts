import { middleOf, movedInto, panned, partOf, valueAt, zoomed, type AxisKind, type Range } from "../axes/range.ts";

/** The x axis of a chart, as far as moving about in it needs to know it. */
export interface ZoomTarget {
  /** Where the axis lies on the canvas, in CSS pixels. */
  area(): { readonly left: number; readonly right: number };
  range(): Range;
  kind(): AxisKind;
  /** The whole that there is to show. */
  whole(): Range;
}

const step = 1.25;

/** What a wheel event says, as far as it counts here. */
export type WheelTurn = Readonly<Record<"deltaX" | "deltaY" | "offsetX", number>>;

/** The range after a turn of the wheel over a chart; undefined where it did not turn. */
export function afterWheel({ deltaX, deltaY, offsetX }: WheelTurn, target: ZoomTarget): Range | null | undefined {
  // With Shift some systems turn the wheel sideways.
  const turned = deltaY || deltaX;
  const about = valueAt(target.range(), target.kind(), partAt(offsetX, target));
  const factor = turned > 0 ? step : 1 / step;
  return turned === 0 ? undefined : kept(zoomed(target.range(), target.kind(), { factor, about }), target);
}

/** What a keyboard event says, as far as it counts here. */
export type KeyPress = { readonly key: string } & Readonly<
  Record<"ctrlKey" | "metaKey" | "altKey" | "shiftKey", boolean>
>;

/** The range after a key, null for the whole, undefined where the key means nothing here. */
export function afterKey(press: KeyPress, target: ZoomTarget): Range | null | undefined {
  const { key } = press;
  // Shift and the arrow keys belong to the cursor; with the others, keys are VS Code's.
  if (press.ctrlKey || press.metaKey || press.altKey || (press.shiftKey && key.startsWith("Arrow"))) {
    return undefined;
  }
  const [range, kind] = [target.range(), target.kind()];
  const about = middleOf(range, kind);
  switch (key) {
    case "+":
    case "=":
      return kept(zoomed(range, kind, { factor: 1 / step, about }), target);
    case "-":
      return kept(zoomed(range, kind, { factor: step, about }), target);
    case "ArrowLeft":
      return afterMove(range, target, -0.1);
    case "ArrowRight":
      return afterMove(range, target, 0.1);
    case "0":
    case "Home":
      return null;
    default:
      return undefined;
  }
}

/** A range moved by a part of its width, as far as there is something to show; null for the whole. */
export function afterMove(range: Range, target: ZoomTarget, part: number): Range | null {
  return kept(movedInto(target.whole(), panned(range, target.kind(), part), target.kind()), target);
}

/** The range between two places on a chart, in either order; null for the whole. */
export function afterSelection(one: number, other: number, target: ZoomTarget): Range | null {
  const at = (x: number): number => valueAt(target.range(), target.kind(), partAt(x, target));
  return kept([at(Math.min(one, other)), at(Math.max(one, other))], target);
}

function partAt(x: number, target: ZoomTarget): number {
  const { left, right } = target.area();
  return Math.min(Math.max((x - left) / (right - left), 0), 1);
}

function kept(range: Range, target: ZoomTarget): Range | null {
  return keptWithin(range, target.whole(), target.kind());
}

/** Less than this of an axis is no difference that a person made. */
const nothing = 1e-9;

/** A range that shows something: never past the whole, never narrower than a double can tell apart; null for the whole. */
export function keptWithin([low, high]: Range, whole: Range, kind: AxisKind): Range | null {
  const cut: Range = [Math.max(low, whole[0]), Math.min(high, whole[1])];
  const isNarrow = !(cut[1] - cut[0] > nothing * Math.max(Math.abs(cut[0]), Math.abs(cut[1])));
  const isWhole = partOf(whole, kind, cut[0]) <= nothing && partOf(whole, kind, cut[1]) >= 1 - nothing;
  return isNarrow || isWhole ? null : cut;
}

/** A part of an axis cut to what the axis can show; all of it where the part lies outside what there is now. */
export function shownRange(zoom: Range | null, whole: Range, kind: AxisKind): Range {
  if (zoom === null || zoom[1] <= whole[0] || zoom[0] >= whole[1]) {
    return whole;
  }
  return [kind === "log" ? Math.max(zoom[0], whole[0]) : zoom[0], zoom[1]];
}
