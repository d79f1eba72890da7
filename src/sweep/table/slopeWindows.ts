/** A window of epochs that early slopes are measured over. */
export interface SlopeWindow {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** The same windows for every run, so that runs can be compared: a review's own follow its knee and its length. */
export const slopeWindows: readonly SlopeWindow[] = [1, 3, 5, 8].flatMap((start) =>
  [10, 15, 25].map((end) => ({ name: `${start}-${end}`, start, end })),
);
