// Writers of binary logs, from the tools' own descriptions: for tests and benchmarks, which need no download so.
import { crc32 } from "node:zlib";
import { message, scalarEvent, versionEvent, type Field } from "../../src/samples/formats/eventRecords.ts";

export { tfRecord } from "../../src/samples/formats/eventRecords.ts";
export { message, scalarEvent, versionEvent };

const blockBytes = 32 * 1024;

/** A `.wandb` file of these records: a LevelDB log behind a header of seven bytes. */
export function wandbFile(records: readonly Uint8Array[]): Buffer {
  return Buffer.concat([...wandbParts(records)]);
}

/** The same file in parts, one after the other: it may be larger than memory. */
export function* wandbParts(records: Iterable<Uint8Array>): Generator<Uint8Array> {
  yield Buffer.from([0x3a, 0x57, 0x26, 0x42, 0xe1, 0xbe, 0]);
  let at = 7;
  for (const record of records) {
    for (let from = 0, begun = false; !begun || from < record.length; begun = true) {
      const left = blockBytes - (at % blockBytes);
      if (left < 7) {
        yield Buffer.alloc(left);
        at += left;
        begun = from > 0;
        continue;
      }
      const data = record.subarray(from, from + left - 7);
      const isLast = from + data.length === record.length;
      const typed = Buffer.concat([Buffer.of(from === 0 ? (isLast ? 1 : 2) : isLast ? 4 : 3), data]);
      const header = Buffer.alloc(6);
      header.writeUInt32LE(crc32(typed));
      header.writeUInt16LE(data.length, 4);
      yield header;
      yield typed;
      at += 7 + data.length;
      from += data.length;
    }
  }
}

/** A row of a W&B history. */
export function historyRecord(step: number, values: Readonly<Record<string, unknown>>): Buffer {
  const items = Object.entries(values).map(([key, value]): Field => [
    1,
    message([
      [2, key],
      [16, JSON.stringify(value)],
    ]),
  ]);
  return message([[2, message([...items, [2, message([[1, BigInt(step)]])]])]]);
}

/** The record that names a W&B run. */
export function runRecord(id: string, name: string): Buffer {
  return message([
    [
      17,
      message([
        [1, id],
        [8, name],
      ]),
    ],
  ]);
}

/** A value of an event file; `wallTime`: seconds since 1970. */
export interface Scalar {
  readonly tag: string;
  readonly value: number;
  readonly step: number;
  readonly wallTime: number;
}

/** An event file that was begun at `begun` (seconds since 1970), with one scalar an event. */
export function eventFile(begun: number, scalars: readonly Scalar[]): Buffer {
  return Buffer.concat([versionEvent(begun), ...scalars.map(({ tag, value, ...at }) => scalarEvent(tag, value, at))]);
}
