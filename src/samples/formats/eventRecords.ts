import { crc32c, masked } from "../../formats/wire/crc32c.ts";

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

/** A record of a TFRecord file: length, its masked CRC-32C, the bytes, theirs. */
export function tfRecord(bytes: Uint8Array): Buffer {
  const header = Buffer.alloc(12);
  header.writeBigUInt64LE(BigInt(bytes.length));
  header.writeInt32LE(masked(crc32c(header, 0, 8)), 8);
  const footer = Buffer.alloc(4);
  footer.writeInt32LE(masked(crc32c(bytes, 0, bytes.length)));
  return Buffer.concat([header, bytes, footer]);
}

/** An event with one scalar, as torch writes it; `wallTime`: seconds since 1970. */
export function scalarEvent(
  tag: string,
  value: number,
  { step, wallTime }: { readonly step: number; readonly wallTime: number },
): Buffer {
  const scalar = message([
    [1, tag],
    [2, value, "float"],
  ]);
  return tfRecord(
    message([
      [1, wallTime],
      [2, BigInt(step)],
      [5, message([[1, scalar]])],
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
