import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ChunkPool, ChunkQueue, type Chunk } from "../../../../src/log/csv/chunkQueue.ts";

/** Bytes that say where they come from. */
function bytesOf(seed: number, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  for (let index = 0; index < length; index += 1) {
    bytes[index] = seed * 31 + index * 7;
  }
  return bytes;
}

function joined(chunks: readonly Chunk[]): Buffer {
  return Buffer.concat(chunks.map(({ memory, length }) => memory.subarray(0, length)));
}

const additions = fc.array(fc.integer({ min: 0, max: 600_000 }), { maxLength: 6 });

const pool = new ChunkPool();

describe("ChunkQueue", () => {
  it("gives back what was added, whoever used its memory before", () => {
    fc.assert(
      fc.property(additions, additions, (first, second) => {
        // Two queues take turns, as the CSVs of two logs do.
        const queues = [new ChunkQueue(pool), new ChunkQueue(pool)];
        const taken: Buffer[] = [Buffer.alloc(0), Buffer.alloc(0)];
        const added: Buffer[] = [Buffer.alloc(0), Buffer.alloc(0)];
        for (let turn = 0; turn < Math.max(first.length, second.length); turn += 1) {
          [first, second].forEach((lengths, queue) => {
            const bytes = bytesOf(turn * 2 + queue, lengths[turn] ?? 0);
            added[queue] = Buffer.concat([added[queue] ?? Buffer.alloc(0), bytes]);
            queues[queue]?.add(bytes);
            const full = queues[queue]?.takeFull() ?? [];
            taken[queue] = Buffer.concat([taken[queue] ?? Buffer.alloc(0), joined(full)]);
            pool.recycle(full);
          });
        }
        queues.forEach((queue, index) => {
          const rest = queue.takeAll();
          expect(
            Buffer.concat([taken[index] ?? Buffer.alloc(0), joined(rest)]).equals(added[index] ?? Buffer.alloc(0)),
          ).toBe(true);
          pool.recycle(rest);
        });
      }),
      { numRuns: 50 },
    );
  });

  it("gives any part of what it holds", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 700_000 }), fc.nat(700_000), fc.nat(700_000), (length, one, other) => {
        const chunks = new ChunkQueue(pool);
        const bytes = bytesOf(1, length);
        chunks.add(bytes);
        const [start, end] = [Math.min(one, other, length), Math.min(Math.max(one, other), length)];
        const pieces = Buffer.concat([...chunks.pieces(start, end)]);
        expect(pieces.equals(bytes.subarray(start, end))).toBe(true);
        pool.recycle(chunks.takeAll());
      }),
      { numRuns: 50 },
    );
  });

  it("keeps a chunk that has room for more", () => {
    const chunks = new ChunkQueue(pool);
    chunks.add(bytesOf(1, 300_000));
    const [full, ...more] = chunks.takeFull();
    expect([full?.length, more.length]).toEqual([262_144, 0]);
    chunks.add(bytesOf(2, 10));
    const rest = chunks.takeAll();
    expect(rest.map(({ length }) => length)).toEqual([300_000 - 262_144 + 10]);
  });
});
