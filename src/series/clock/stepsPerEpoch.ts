/** Steps of records and the epoch that each was logged in; same lengths. NaN where a record says none. */
export interface EpochMarks {
  readonly steps: Float64Array;
  readonly epochs: Float64Array;
}

/** How epochs follow from steps: t = (step - first) / perEpoch epochs completed. */
export interface EpochScale {
  readonly perEpoch: number;
  /** The logged step at which t is 0: 0 or -1 by how steps are numbered, anything for a borrowed counter. */
  readonly first: number;
}

/** The steps of one epoch. */
interface EpochSteps {
  readonly epoch: number;
  readonly least: number;
  readonly most: number;
}

/** Steps an epoch N with low < N <= high. */
interface Range {
  readonly low: number;
  readonly high: number;
}

/** Halvings of a range of steps an epoch: more than a double can tell apart. */
const rounds = 200;

/**
 * The steps an epoch of a log that holds the whole number of the epoch in progress. With c steps done at a record (the
 * step, or one more where steps are numbered from 0) it is in epoch e, counted from 0, where e <= (c - 1) / N < e + 1.
 * All records together leave a narrow range for N, from which a whole number is taken if there is one. Where no N fits
 * steps that count from 0 or from 1, the counter may be borrowed or go on from an earlier run: then the offset is found
 * with N. Null where the log does not say: one epoch only, or epochs of different lengths.
 */
export function stepsPerEpoch(marks: EpochMarks): EpochScale | null {
  const epochs = stepsOfEpochs(marks);
  const first = epochs[0];
  if (first === undefined || epochs.length < 2) {
    return null;
  }
  // Epochs themselves are numbered from 0 or from 1, which shows only where the log holds the first.
  const bases = first.epoch === 0 ? [0] : [1, 0];
  const candidates = bases.flatMap((base) =>
    (fromZero(marks.steps) ? [0, 1] : [1, 0]).map((numbering) => ({
      numbering,
      range: rangeOf(epochs, base, numbering),
    })),
  );
  const fitting = candidates.filter(({ range }) => range.low < range.high && Number.isFinite(range.high));
  const [best] = [...fitting.filter(({ range }) => wholeIn(range, epochs) !== null), ...fitting];
  if (best === undefined) {
    return withOffset(epochs);
  }
  const { low, high } = best.range;
  return { perEpoch: wholeIn(best.range, epochs) ?? (low + high) / 2, first: best.numbering - 1 };
}

function stepsOfEpochs({ steps, epochs }: EpochMarks): EpochSteps[] {
  const found = new Map<number, EpochSteps>();
  let last: EpochSteps | undefined;
  for (let i = 0; i < steps.length; i += 1) {
    const step = steps[i] ?? Number.NaN;
    const epoch = epochs[i] ?? Number.NaN;
    if (!Number.isFinite(step) || !Number.isFinite(epoch)) {
      continue;
    }
    const known = last?.epoch === epoch ? last : found.get(epoch);
    if (known === undefined || step < known.least || step > known.most) {
      last = {
        epoch,
        least: Math.min(step, known?.least ?? step),
        most: Math.max(step, known?.most ?? step),
      };
      found.set(epoch, last);
    } else {
      last = known;
    }
  }
  return [...found.values()].sort((one, other) => one.epoch - other.epoch);
}

/** Whether steps look as if they were numbered from 0: the first is 0, or one less than a multiple of its interval. */
function fromZero(steps: Float64Array): boolean {
  const [first = Number.NaN, second = Number.NaN] = steps;
  const interval = second - first;
  return first === 0 || (interval > 1 && (first + 1) % interval === 0);
}

/** What all records together leave for N, where epochs are numbered from `base` and steps from `numbering`. */
function rangeOf(epochs: readonly EpochSteps[], base: number, numbering: number): Range {
  let [low, high] = [0, Number.POSITIVE_INFINITY];
  for (const { epoch, least, most } of epochs) {
    const passed = epoch - base;
    if (passed < 0 || least - numbering < 0) {
      return { low: 1, high: 0 };
    }
    low = Math.max(low, (most - numbering) / (passed + 1));
    high = passed === 0 ? high : Math.min(high, (least - numbering) / passed);
  }
  return { low, high };
}

/** A whole N of a range: what the epochs' own starts repeat by, else the one nearest to the middle; null without any. */
function wholeIn({ low, high }: Range, epochs: readonly EpochSteps[]): number | null {
  const likely = [period(epochs), Math.round((low + high) / 2), Math.floor(high)];
  return likely.find((count) => count > low && count <= high) ?? null;
}

/** The distance at which the first records of three epochs or more follow one another; NaN where it differs. */
function period(epochs: readonly EpochSteps[]): number {
  const [first, second] = epochs;
  if (first === undefined || second === undefined || epochs.length < 3) {
    return Number.NaN;
  }
  const length = second.least - first.least;
  const isRegular = epochs.every(({ epoch, least }) => least === first.least + (epoch - first.epoch) * length);
  return isRegular ? length : Number.NaN;
}

/**
 * N and the offset of the steps together: e N <= step - offset < (e + 1) N for all records. How much room an N leaves
 * for the offset is a concave function of N, so its best place is found by narrowing. Two epochs in a row leave N open.
 */
function withOffset(epochs: readonly EpochSteps[]): EpochScale | null {
  const [first, last] = [epochs[0], epochs.at(-1)];
  if (first === undefined || last === undefined || last.epoch - first.epoch < 2) {
    return null;
  }
  const room = (perEpoch: number): Range => offsetsFor(epochs, perEpoch);
  const width = (perEpoch: number): number => room(perEpoch).high - room(perEpoch).low;
  let [low, high] = [0, (2 * (last.most - first.least + 1)) / (last.epoch - first.epoch - 1)];
  for (let round = 0; round < rounds; round += 1) {
    const [one, other] = [low + (high - low) / 3, high - (high - low) / 3];
    [low, high] = width(one) < width(other) ? [one, high] : [low, other];
  }
  const middle = (low + high) / 2;
  const perEpoch = width(Math.round(middle)) > 0 ? Math.round(middle) : middle;
  const offsets = room(perEpoch);
  if (!(offsets.high > offsets.low)) {
    return null;
  }
  // Epochs are numbered from 1 where the log begins with that one.
  const base = first.epoch === 1 ? 1 : 0;
  const offset = Number.isInteger(perEpoch)
    ? Math.ceil((offsets.low + offsets.high) / 2)
    : (offsets.low + offsets.high) / 2;
  return { perEpoch, first: Math.min(offset, offsets.high) + base * perEpoch - 1 };
}

/** The offsets of the steps that N steps an epoch allow: above `low`, up to `high`. */
function offsetsFor(epochs: readonly EpochSteps[], perEpoch: number): Range {
  let [low, high] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (const { epoch, least, most } of epochs) {
    low = Math.max(low, most - (epoch + 1) * perEpoch);
    high = Math.min(high, least - epoch * perEpoch);
  }
  return { low, high };
}
