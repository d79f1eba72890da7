import { describe, expect, it } from "vitest";
import { killRounds } from "./killRounds.ts";
import { randomNumbers } from "./randomNumbers.ts";
import { rounds, timeLimit } from "./scale.ts";

describe("fault 21: the reader is killed at any moment", () => {
  it(
    "starts again with the reference's CSV and no temporary files (100 rounds)",
    async () => {
      const count = rounds(100);
      expect(await killRounds(count, randomNumbers(1))).toEqual({ rounds: count, failures: [] });
    },
    timeLimit(),
  );
});
