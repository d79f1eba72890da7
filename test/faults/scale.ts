/** How many rounds a random test runs: `usual` in the tests, `soak` in the long script, which sets SLOPEWISE_SOAK. */
export function rounds(usual: number, soak: number): number {
  return process.env["SLOPEWISE_SOAK"] === "1" ? soak : usual;
}

/** Milliseconds that such a test may take. */
export function timeLimit(usual: number): number {
  return rounds(usual, 3 * 3_600_000);
}
