/** A 95 % interval. */
export type Interval = readonly [low: number, high: number];
