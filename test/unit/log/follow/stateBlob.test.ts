import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeState, encodeState, type FollowState } from "../../../../src/log/follow/stateBlob.ts";
import { convertText } from "../support.ts";

function stateOf(text: string): FollowState {
  const parser = convertText(text).parser.save();
  if (parser === null) {
    throw new Error("nothing to save");
  }
  const identity = { device: "1", inode: "2", birth: "3", offset: 4, head: "h", tail: "t" };
  const signature = { device: 1n, inode: 2n ** 60n, size: 3n, modified: 4n, changed: 5n };
  const own = { size: 3, tail: Uint8Array.of(1, 2, 255), signature };
  const csv = { kind: "ours", own, columns: 2 } as const;
  return { identity, parser, csv, settings: { csvPath: "/x/metrics.csv", escapeFormulas: false } };
}

const state = stateOf('{"a": 1, "b": NaN}\nbad\n\n{"a": -0, "é": "x"}\n{"ha');

describe("a kept state", () => {
  it("comes back as it was", async () => {
    const back = await decodeState(await encodeState(state));
    expect(back).toEqual(state);
  });

  it("is nothing once a byte of it is changed or missing", async () => {
    const blob = await encodeState(state);
    await fc.assert(
      fc.asyncProperty(
        fc.nat(blob.length - 1),
        fc.integer({ min: 1, max: 255 }),
        fc.boolean(),
        async (at, change, cutOff) => {
          const damaged = new Uint8Array(cutOff ? blob.subarray(0, at) : blob);
          if (!cutOff) {
            damaged[at] = (damaged[at] ?? 0) ^ change;
          }
          expect(await decodeState(damaged)).toBeNull();
        },
      ),
    );
  });

  it("lets a parser go on as if it had never stopped", () => {
    const lines = [
      '{"a": 1}',
      '{"b": {"c": 2}}',
      "bad",
      "",
      '{"a": "x", "d": 1e400}',
      '{"b.c": 5, "a": 2}',
      '{"a": 1, "a": 3}',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...lines), { minLength: 1 }), fc.nat(), (chosen, place) => {
        const bytes = new TextEncoder().encode(chosen.map((line) => `${line}\n`).join(""));
        const whole = convertText(chosen.map((line) => `${line}\n`).join(""));
        const { parser } = convertText("");
        const at = place % (bytes.length + 1);
        parser.push(bytes.subarray(0, at));
        const saved = parser.save();
        const next = convertText("").parser;
        if (saved === null) {
          throw new Error("nothing to save");
        }
        next.restore(saved);
        next.push(bytes.subarray(at - saved.pendingBytes));
        expect(next.problems()).toEqual(whole.parser.problems());
        expect(next.keys).toEqual(whole.parser.keys);
        for (const key of next.keys) {
          expect(next.table().column(key)).toEqual(whole.parser.table().column(key));
        }
      }),
      { numRuns: 500 },
    );
  });
});
