import type { TableBuilder } from "./tableBuilder.ts";

/** One value of one metric, where each is logged on its own. */
export interface Point {
  readonly key: string;
  readonly value: number;
  readonly step: number;
  /** In the unit of the log; NaN where it has none. */
  readonly time: number;
}

/** Columns of the clock of points. */
const [pointStep, pointTime] = ["step", "timestamp"];

/**
 * Puts points together into records: those that follow one another at one step are one record, until a metric repeats.
 * Points may come in several calls.
 */
export class PointRecords {
  readonly #builder: TableBuilder;
  #step = NaN;

  constructor(builder: TableBuilder) {
    this.#builder = builder;
  }

  add({ key, value, step, time }: Point): void {
    const builder = this.#builder;
    const slots = { step: builder.slot(pointStep), time: Number.isNaN(time) ? -1 : builder.slot(pointTime) };
    const slot = builder.slot(key === pointStep || key === pointTime ? `metric/${key}` : key);
    if (step !== this.#step || builder.has(slot)) {
      this.#step = step;
      builder.begin();
      builder.number(slots.step, step);
      if (slots.time >= 0) {
        builder.number(slots.time, time);
      }
    }
    builder.number(slot, value);
  }
}
