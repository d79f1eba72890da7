import { describe, expect, it } from "vitest";
import { builtInContract } from "../../../../src/contract/model/builtIn.ts";
import { SummaryStore, type SummaryBasis } from "../../../../src/worker/feeds/summaryStore.ts";

const basis: SummaryBasis = {
  log: "/runs/a/metrics.jsonl",
  signature: { device: 1n, inode: 2n, size: 3n, modified: 4n, changed: 5n },
  contract: builtInContract,
  chosen: {},
  builtIn: "auto",
};
const summary = { cells: { last_train: Number.NaN, "last.lr": 0.1 }, spark: [2, Number.NaN, 1] };

function storeIn(blobs: Map<string, Uint8Array>): SummaryStore {
  return new SummaryStore({
    read: (key) => Promise.resolve(blobs.get(key) ?? null),
    write: (key, blob) => Promise.resolve(void blobs.set(key, blob)),
  });
}

describe("SummaryStore", () => {
  it("gives back what it kept, NaN included", async () => {
    const blobs = new Map<string, Uint8Array>();
    await storeIn(blobs).keep(basis, summary);
    expect(await storeIn(blobs).recall(basis)).toEqual(summary);
  });

  it("gives nothing for a log that was written to, another contract, log, choice of columns or use of the built-in list", async () => {
    const store = storeIn(new Map());
    await store.keep(basis, summary);
    const others: readonly SummaryBasis[] = [
      { ...basis, signature: { ...basis.signature, modified: 9n } },
      { ...basis, contract: { ...builtInContract, written: true } },
      { ...basis, log: "/runs/b/metrics.jsonl" },
      { ...basis, chosen: { trainLoss: ["loss"] } },
      { ...basis, builtIn: "always" },
    ];
    expect(await Promise.all(others.map((other) => store.recall(other)))).toEqual(others.map(() => null));
  });

  it("gives nothing of a blob that is torn", async () => {
    const blobs = new Map<string, Uint8Array>();
    await storeIn(blobs).keep(basis, summary);
    const [[key, whole] = ["", new Uint8Array()]] = blobs;
    for (let length = 0; length < whole.length; length++) {
      blobs.set(key, whole.subarray(0, length));
      expect(await storeIn(blobs).recall(basis)).toBeNull();
    }
  });
});
