import type { EpochMarks } from "./stepsPerEpoch.ts";

/** Epochs are rounded to so many decimals at most; finer ones repeat in no log. */
const mostDecimals = 8;

/** Whether fractions of an epoch repeat while the steps go on: they were rounded. */
export function isRounded({ steps, epochs }: EpochMarks): boolean {
  for (let i = 1; i < epochs.length; i += 1) {
    if (epochs[i] === epochs[i - 1] && steps[i] !== steps[i - 1] && Number.isFinite(steps[i])) {
      return true;
    }
  }
  return false;
}

/**
 * Epochs that were rounded, told apart by their steps. Where one number of steps an epoch gives all of them when its
 * fractions are rounded, t = c / N with c the steps done; else each value stands at the middle of its steps, and t goes
 * from one to the next in proportion. Either way no time is further from the logged one than the rounding. Where epochs
 * do not rise with the steps they stay as they are.
 */
export function unroundedEpochs(marks: EpochMarks): Float64Array {
  const { steps } = marks;
  const rounding = roundingOf(marks.epochs);
  for (const numbering of steps[0] === 0 ? [1, 0] : [0, 1]) {
    // Rounded to the nearest, or down.
    for (const band of [[-rounding / 2, rounding / 2] as const, [0, rounding] as const]) {
      const length = lengthOfStep(marks, numbering, band);
      if (length !== null) {
        return steps.map((step) => (step + numbering) * length);
      }
    }
  }
  const { epochs } = marks;
  return betweenMiddles(marks).map((time, i) => {
    const epoch = epochs[i] ?? Number.NaN;
    return Math.min(Math.max(time, epoch - rounding, 0), epoch + rounding);
  });
}

/** What the epochs are multiples of: the last decimal that any of them has. */
function roundingOf(epochs: Float64Array): number {
  for (let decimals = 0; decimals < mostDecimals; decimals += 1) {
    const parts = 10 ** decimals;
    if (
      epochs.every((epoch) => !Number.isFinite(epoch) || Math.abs(epoch * parts - Math.round(epoch * parts)) < 1e-6)
    ) {
      return 1 / parts;
    }
  }
  return 10 ** -mostDecimals;
}

/** The part of an epoch that one step is, by which all epochs are rounded products; null where there is none. */
function lengthOfStep(
  { steps, epochs }: EpochMarks,
  numbering: number,
  [down, up]: readonly [down: number, up: number],
): number | null {
  const slack = (up - down) * 1e-9;
  let [low, high] = [0, Number.POSITIVE_INFINITY];
  for (let i = 0; i < steps.length; i += 1) {
    const done = (steps[i] ?? Number.NaN) + numbering;
    const epoch = epochs[i] ?? Number.NaN;
    if (done > 0 && Number.isFinite(epoch)) {
      low = Math.max(low, (epoch + down - slack) / done);
      high = Math.min(high, (epoch + up + slack) / done);
    }
  }
  return low < high && low + high > 0 && Number.isFinite(high) ? (low + high) / 2 : null;
}

interface Middle {
  readonly epoch: number;
  readonly step: number;
}

function betweenMiddles(marks: EpochMarks): Float64Array {
  const middles = middlesOf(marks);
  const [first, second] = middles;
  const rises = middles.every(({ step }, i) => i === 0 || step > (middles[i - 1]?.step ?? 0));
  if (first === undefined || second === undefined || !rises) {
    return marks.epochs;
  }
  let at = 1;
  return marks.steps.map((step, i) => {
    if (!Number.isFinite(step)) {
      return marks.epochs[i] ?? Number.NaN;
    }
    // Steps mostly rise, so the next middle is mostly near.
    while (at > 1 && step < (middles[at - 1]?.step ?? 0)) {
      at -= 1;
    }
    while (at < middles.length - 1 && step > (middles[at]?.step ?? 0)) {
      at += 1;
    }
    const [from, to] = [middles[at - 1] ?? first, middles[at] ?? second];
    const part = (step - from.step) / (to.step - from.step);
    return from.epoch + part * (to.epoch - from.epoch);
  });
}

/** Each epoch that was logged, at the middle of its steps, in the order of epochs. */
function middlesOf({ steps, epochs }: EpochMarks): Middle[] {
  const ranges = new Map<number, [least: number, most: number]>();
  steps.forEach((step, i) => {
    const epoch = epochs[i] ?? Number.NaN;
    if (Number.isFinite(step) && Number.isFinite(epoch)) {
      const [least, most] = ranges.get(epoch) ?? [step, step];
      ranges.set(epoch, [Math.min(least, step), Math.max(most, step)]);
    }
  });
  return [...ranges]
    .map(([epoch, [least, most]]) => ({ epoch, step: (least + most) / 2 }))
    .sort((one, other) => one.epoch - other.epoch);
}
