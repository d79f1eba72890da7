/** What a panel may lay its x axis by: the run's clock (the t of every fit), the steps, or the time of the records. */
export const axisIds = ["@clock", "@step", "@time"] as const;
export type AxisId = (typeof axisIds)[number];

/** A column as a panel asks for it: an axis, the lines of the log, or a metric under its own name. */
export type ColumnId = AxisId | "@line" | `metric:${string}`;
