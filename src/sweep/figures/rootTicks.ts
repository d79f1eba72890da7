/** Ticks that stand apart on a square-root axis from 0 to `most`: round numbers, in even steps of the root. */
export function rootTicks(most: number): readonly number[] {
  const steps = [0, 1, 4, 9, 16].map((square) => (square / 16) * most);
  const rounded = steps.map((step) => Number(step.toPrecision(1)));
  return [...new Set(rounded)];
}
