import { closeSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { endBytes, LogEnds } from "../../../../src/log/files/logEnds.ts";
import { openLog } from "../../../../src/log/files/regularFile.ts";

const folder = mkdtempSync(join(tmpdir(), "slopewise-ends-"));

afterAll(() => rmSync(folder, { recursive: true }));

/** Bytes of which no two stretches are the same. */
function bytesOf(length: number): Buffer {
  return Buffer.from(Array.from({ length }, (_, at) => (at * 7 + (at >> 8) * 13) % 251));
}

/** Whether the ends of what was taken in pieces of this size are those of the file with these bytes. */
function standsIn(taken: Buffer, pieceBytes: number, now: Buffer, scratch?: Buffer): boolean {
  const path = join(folder, "metrics.jsonl");
  writeFileSync(path, now);
  const { file, stat } = openLog(path);
  try {
    const ends = new LogEnds(stat);
    for (let at = 0; at < taken.length; at += pieceBytes) {
      ends.push(taken.subarray(at, at + pieceBytes));
    }
    expectSameHashes(ends, taken);
    return ends.standIn(file, stat, scratch);
  } finally {
    closeSync(file);
  }
}

/** What the ends say of themselves must not depend on the pieces. */
function expectSameHashes(ends: LogEnds, taken: Buffer): void {
  const whole = new LogEnds({ dev: 0n, ino: 0n, birthtimeNs: 0n });
  whole.push(taken);
  const [one, other] = [ends.identity(), whole.identity()];
  expect([one.head, one.tail]).toEqual([other.head, other.tail]);
}

const sizes = [1, 100, endBytes - 1, endBytes, endBytes + 1, 2 * endBytes + 5, 5 * endBytes];
const pieces = [1, 97, endBytes - 1, endBytes, endBytes + 1, 10 * endBytes];

it.each(sizes.flatMap((size) => pieces.map((piece) => [size, piece] as const)))(
  "knows a log of %i bytes again that came in pieces of %i, and one that differs at either end",
  (size, piece) => {
    const bytes = bytesOf(size);
    const grown = Buffer.concat([bytes, bytesOf(1_000)]);
    const scratch = Buffer.alloc(endBytes);
    expect(standsIn(bytes, piece, grown)).toBe(true);
    expect(standsIn(bytes, piece, grown, scratch)).toBe(true);
    for (const at of [0, size - 1]) {
      const other = Buffer.from(grown);
      other[at] = (other[at] ?? 0) ^ 1;
      expect(standsIn(bytes, piece, other, scratch)).toBe(false);
    }
    expect(standsIn(bytes, piece, bytes.subarray(0, size - 1), scratch)).toBe(false);
  },
);
