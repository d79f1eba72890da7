// Writers of binary logs, from the tools' own descriptions: for tests and benchmarks, which need no download so.
import { crc32 } from "node:zlib";
import { crc32c, masked } from "../../src/formats/wire/crc32c.ts";

/** A field of a protobuf message: its number and its value, a text, bytes, a double, or an int64 (as a bigint). */
export type Field = readonly [field: number, value: string | Uint8Array | number | bigint, single?: "float"];

/** A protobuf message. */
export function message(fields: readonly Field[]): Buffer {
  return Buffer.concat(fields.flatMap(([field, value, single]) => fieldBytes(field, value, single)));
}

function fieldBytes(field: number, value: Field[1], single: Field[2]): Uint8Array[] {
  if (typeof value === "bigint") {
    return [varint(BigInt(field * 8)), varint(BigInt.asUintN(64, value))];
  }
  if (typeof value === "number") {
    const bytes = Buffer.alloc(single === undefined ? 8 : 4);
    if (single === undefined) {
      bytes.writeDoubleLE(value);
    } else {
      bytes.writeFloatLE(value);
    }
    return [varint(BigInt(field * 8 + (single === undefined ? 1 : 5))), bytes];
  }
  const bytes = Buffer.from(value);
  return [varint(BigInt(field * 8 + 2)), varint(BigInt(bytes.length)), bytes];
}

function varint(value: bigint): Buffer {
  const bytes: number[] = [];
  for (let rest = value; ; rest >>= 7n) {
    if (rest < 0x80n) {
      return Buffer.from([...bytes, Number(rest)]);
    }
    bytes.push(Number(rest & 0x7fn) | 0x80);
  }
}

/** A record of a TFRecord file. */
export function tfRecord(bytes: Uint8Array): Buffer {
  const header = Buffer.alloc(12);
  header.writeBigUInt64LE(BigInt(bytes.length));
  header.writeInt32LE(masked(crc32c(header, 0, 8)), 8);
  const footer = Buffer.alloc(4);
  footer.writeInt32LE(masked(crc32c(bytes, 0, bytes.length)));
  return Buffer.concat([header, bytes, footer]);
}

/** An event with one scalar, as torch writes it. */
export function scalarEvent(
  tag: string,
  value: number,
  { step, wallTime }: { step: number; wallTime: number },
): Buffer {
  const summary = message([
    [
      1,
      message([
        [1, tag],
        [2, value, "float"],
      ]),
    ],
  ]);
  return tfRecord(
    message([
      [1, wallTime],
      [2, BigInt(step)],
      [5, summary],
    ]),
  );
}

/** The event that an event file begins with. */
export function versionEvent(wallTime: number): Buffer {
  return tfRecord(
    message([
      [1, wallTime],
      [3, "brain.Event:2"],
    ]),
  );
}

const blockBytes = 32 * 1024;

/** A `.wandb` file of these records: a LevelDB log behind a header of seven bytes. */
export function wandbFile(records: readonly Uint8Array[]): Buffer {
  const parts: Uint8Array[] = [Buffer.from([0x3a, 0x57, 0x26, 0x42, 0xe1, 0xbe, 0])];
  let at = 7;
  for (const record of records) {
    for (let from = 0, begun = false; !begun || from < record.length; begun = true) {
      const left = blockBytes - (at % blockBytes);
      if (left < 7) {
        parts.push(Buffer.alloc(left));
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
      parts.push(header, typed);
      at += 7 + data.length;
      from += data.length;
    }
  }
  return Buffer.concat(parts);
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
