/** `count` whole lines from step `first` on. */
export function lines(first: number, count: number): string {
  return Array.from(
    { length: count },
    (_, index) => `{"step": ${first + index}, "loss": ${1 / (first + index + 1)}}\n`,
  ).join("");
}
