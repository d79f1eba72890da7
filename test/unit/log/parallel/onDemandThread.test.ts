import { availableParallelism } from "node:os";
import { describe, expect, it } from "vitest";
import { engine } from "../../../engine.ts";
import { OnDemandThread } from "../../../../src/log/parallel/onDemandThread.ts";

const mebibyte = 1024 * 1024;

describe("OnDemandThread", () => {
  it.runIf(availableParallelism() > 1)(
    "starts one thread once enough is to be read, and ends it when disposed",
    async () => {
      const onDemand = new OnDemandThread(() => engine.kernel);
      expect(onDemand.forBytes(mebibyte)).toBe(null);
      expect(onDemand.forBytes(30 * mebibyte)).toBe(null);
      const thread = onDemand.forBytes(30 * mebibyte);
      expect(thread?.isAlive).toBe(true);
      expect(onDemand.forBytes(2 * mebibyte)).toBe(thread);
      await onDemand.dispose();
      expect(thread?.isAlive).toBe(false);
      // What was wanted counts from nothing again.
      expect(onDemand.forBytes(30 * mebibyte)).toBe(null);
      await onDemand.dispose();
    },
  );
});
