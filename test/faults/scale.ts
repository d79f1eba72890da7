import { patience } from "../host/patience.ts";

/** How many rounds a random test runs: `usual`, or as many as the long script asks for in SLOPEWISE_ROUNDS. */
export function rounds(usual: number): number {
  return Number(process.env["SLOPEWISE_ROUNDS"] ?? usual);
}

/** Milliseconds that such a test may take. */
export function timeLimit(): number {
  return process.env["SLOPEWISE_ROUNDS"] === undefined ? patience.test : 6 * 3_600_000;
}
