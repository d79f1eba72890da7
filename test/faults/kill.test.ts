import { describe, expect, it } from "vitest";
import { killRounds } from "./killRounds.ts";
import { randomNumbers } from "./randomNumbers.ts";

describe("fault 21: the reader is killed at any moment", () => {
  it("starts again with the reference's CSV and no temporary files (100 rounds)", async () => {
    expect(await killRounds(100, randomNumbers(1))).toEqual({ rounds: 100, failures: [] });
  }, 240_000);
});
