/** One record of a log: what was logged at one moment. */
export type LogRecord = Readonly<Record<string, number | string | boolean | null>>;

/** The text of records as a training script would write them. */
export function logText(records: readonly LogRecord[]): string {
  return records.map((record) => `${JSON.stringify(record)}\n`).join("");
}

const STEPS_PER_EPOCH = 20;

/** Records from step `from` up to and without step `to`: a power law, 20 steps an epoch, nothing of curvature. */
export function basics(from: number, to: number): LogRecord[] {
  return Array.from({ length: to - from }, (_, index) => {
    const step = from + index + 1;
    const epoch = step / STEPS_PER_EPOCH;
    return { step, epoch, time: step * 0.5, lr: 0.001, loss_train_nats: 3 * epoch ** -0.4 };
  });
}
