import { describe, expect, it } from "vitest";
import { ownedBuffers } from "../../../src/worker/transfer.ts";
import { reviewOf } from "./reviews.ts";

describe("ownedBuffers", () => {
  it("copies what a view shows, not the buffer behind it", () => {
    const column = Float64Array.from({ length: 1_000 }, (_, i) => i);
    const { plot, ...rest } = reviewOf("a");
    const loss = { t: column.subarray(0, 3), y: column.subarray(3, 6) };
    const { value, buffers } = ownedBuffers({
      type: "review",
      log: "a",
      ...rest,
      plot: { ...plot, loss },
      lastRead: 1,
    });
    if (value.type !== "review") {
      throw new Error(`a ${value.type} came back`);
    }
    expect([...value.plot.loss.t, ...value.plot.loss.y]).toEqual([0, 1, 2, 3, 4, 5]);
    expect(value.plot.loss.t.buffer.byteLength).toBe(24);
    expect(buffers).toContain(value.plot.loss.t.buffer);
    expect(buffers).not.toContain(column.buffer);
  });

  it("passes other messages on as they are", () => {
    const message = { type: "failed", message: "why" } as const;
    expect(ownedBuffers(message)).toEqual({ value: message, buffers: [] });
  });
});
