/**
 * Epochs completed by counting the records of each epoch, where steps do not say how long an epoch is: the k-th of n
 * records of an epoch is at k / n of it. The last epoch may not be over: it is as long as the longest of the others if
 * that is longer.
 */
export function countedEpochs(epochs: Float64Array): Float64Array {
  const lengths = new Map<number, number>();
  epochs.forEach((epoch) => {
    if (!Number.isNaN(epoch)) {
      lengths.set(epoch, (lengths.get(epoch) ?? 0) + 1);
    }
  });
  let [first, last, longest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
  lengths.forEach((length, epoch) => {
    [first, last, longest] = [Math.min(first, epoch), Math.max(last, epoch), Math.max(longest, length)];
  });
  lengths.set(last, longest);
  const base = first === 1 ? 1 : 0;
  const seen = new Map<number, number>();
  return epochs.map((epoch) => {
    const count = (seen.get(epoch) ?? 0) + 1;
    seen.set(epoch, count);
    return epoch - base + count / (lengths.get(epoch) ?? Number.NaN);
  });
}
