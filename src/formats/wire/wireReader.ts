/** A message that breaks the rules of the protobuf wire format. */
export class WireError extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = "WireError";
  }
}

/** How a field's value is written (protobuf encoding guide, "Message structure"). */
export const wireTypes = { varint: 0, fixed64: 1, bytes: 2, fixed32: 5 } as const;

/**
 * Goes through the fields of a protobuf message in place, without copying: what nobody asks for is skipped by its
 * length. Invariant: never reads past `end`.
 */
export class WireReader {
  readonly bytes: Buffer;
  readonly view: DataView;
  at: number;
  end: number;
  /** Of the field that `next` came to. */
  field = 0;
  wireType = 0;

  /** `view`: over the same bytes, where there is one already. */
  constructor(bytes: Uint8Array, at = 0, end = bytes.length, view?: DataView) {
    this.bytes = Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.view = view ?? new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.at = at;
    this.end = end;
  }

  /** Goes to the next field; false at the end of the message. @throws {WireError} for a field that cannot be. */
  next(): boolean {
    if (this.at >= this.end) {
      return false;
    }
    // Nearly every key and length is one byte: without a call these cost half as much.
    const byte = this.bytes[this.at] ?? 0;
    if (byte < 0x80) {
      this.at += 1;
      this.field = byte >>> 3;
      this.wireType = byte & 7;
    } else {
      this.#longKey();
    }
    if (this.field === 0) {
      throw new WireError("a field has number 0");
    }
    return true;
  }

  #longKey(): void {
    const key = this.varint();
    this.field = Math.floor(key / 8);
    this.wireType = key & 7;
  }

  /** Whether the field in hand is this one, written in this way. */
  is(field: number, wireType: number): boolean {
    return this.field === field && this.wireType === wireType;
  }

  /** An unsigned number; past 2^53 the nearest double. @throws {WireError} */
  varint(): number {
    let value = 0;
    let scale = 1;
    for (let count = 0; count < 10 && this.at < this.end; count += 1) {
      const byte = this.bytes[this.at] ?? 0;
      this.at += 1;
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) {
        return value;
      }
      scale *= 128;
    }
    throw new WireError("a number does not end");
  }

  /** A signed 64-bit number (`int64`): negative ones have ten bytes. @throws {WireError} */
  int64(): number {
    const start = this.at;
    const value = this.varint();
    if (this.at - start < 10) {
      return value;
    }
    // Two's complement: exact for negative numbers as far as doubles are.
    let inverted = 0;
    let scale = 1;
    for (let at = start; at < this.at; at += 1) {
      inverted += (~(this.bytes[at] ?? 0) & 0x7f) * (at === start + 9 ? 0 : scale);
      scale *= 128;
    }
    return -inverted - 1;
  }

  /** @throws {WireError} */
  double(): number {
    return this.view.getFloat64(this.#take(8), true);
  }

  /** @throws {WireError} */
  float(): number {
    return this.view.getFloat32(this.#take(4), true);
  }

  /** The end of the bytes, text or message in hand, which begins at `at`. @throws {WireError} */
  lengthEnd(): number {
    const byte = this.bytes[this.at] ?? 0;
    const isShort = byte < 0x80 && this.at < this.end;
    this.at += isShort ? 1 : 0;
    const length = isShort ? byte : this.varint();
    const end = this.at + length;
    if (end > this.end) {
      throw new WireError("a field is longer than its message");
    }
    return end;
  }

  /** A reader of the message in hand, which this one passes over. @throws {WireError} */
  message(): WireReader {
    const end = this.lengthEnd();
    const reader = new WireReader(this.bytes, this.at, end, this.view);
    this.at = end;
    return reader;
  }

  /** The bytes in hand, not copied. @throws {WireError} */
  slice(): Uint8Array {
    const end = this.lengthEnd();
    const slice = this.bytes.subarray(this.at, end);
    this.at = end;
    return slice;
  }

  /** The text in hand; bytes that are no UTF-8 become replacement characters. @throws {WireError} */
  text(): string {
    const end = this.lengthEnd();
    const start = this.at;
    this.at = end;
    return this.bytes.toString("utf8", start, end);
  }

  /** Passes over the value in hand. @throws {WireError} */
  skip(): void {
    switch (this.wireType) {
      case wireTypes.varint:
        this.varint();
        return;
      case wireTypes.fixed64:
        this.#take(8);
        return;
      case wireTypes.bytes:
        this.at = this.lengthEnd();
        return;
      case wireTypes.fixed32:
        this.#take(4);
        return;
      default:
        throw new WireError(`a field has wire type ${this.wireType}`);
    }
  }

  #take(length: number): number {
    const start = this.at;
    if (start + length > this.end) {
      throw new WireError("a number is longer than its message");
    }
    this.at = start + length;
    return start;
  }
}
