import type { ChartAxis } from "../../curves/linesChart.ts";

/** How long an axis is drawn, and how much of it a label takes with the gap to the next one, in pixels. */
export interface AxisRoom {
  readonly length: number;
  readonly of: (text: string) => number;
}

/** First digits of round numbers, the roundest first. */
const roundest = [1, 5, 2, 3, 7];

/**
 * The labels of an axis that do not lie on one another, by the value that they stand at; `ticks` were chosen for the size
 * of a page. Of those of a logarithmic axis the rounder ones stay, of those in even steps every second or third.
 */
export function labelsWithRoom(
  { isLog, range, ticks }: ChartAxis,
  { length, of }: AxisRoom,
): ReadonlyMap<number, string> {
  const scaled = (value: number): number => (isLog ? Math.log(value) : value);
  const [low, high] = [scaled(range[0]), scaled(range[1])];
  const placed = (ticks ?? []).map(({ at, text }) => {
    return { at, text, place: ((scaled(at) - low) / (high - low)) * length, room: of(text) };
  });
  const inTurn = isLog ? placed.toSorted((one, other) => roundness(one.at) - roundness(other.at)) : placed;
  const shown: typeof placed = [];
  for (const label of inTurn) {
    if (shown.every(({ place, room }) => Math.abs(place - label.place) >= (room + label.room) / 2)) {
      shown.push(label);
    }
  }
  return new Map(shown.map(({ at, text }) => [at, text]));
}

/** Smaller for rounder numbers. */
function roundness(value: number): number {
  const rank = roundest.indexOf(Number(value.toExponential().split("e")[0]));
  return rank < 0 ? roundest.length : rank;
}
