const bom = [0xef, 0xbb, 0xbf] as const;

/** What the first bytes of a log turned out to be. */
export interface LogBeginning {
  /** Bytes to read on with: those after NULs and the byte order mark. */
  readonly rest: Uint8Array;
  readonly encoding: "utf-8" | "utf-16";
}

/**
 * The first bytes of a log: NUL bytes that a truncated file was left with are skipped, a byte order mark is dropped,
 * UTF-16 is recognized. Invariant: the answer depends on the bytes alone, not on how they were cut.
 */
export class LogStart {
  /** NUL bytes skipped. */
  nulls = 0;
  #held: Uint8Array = new Uint8Array();

  /** Takes the next piece; null while there is too little to tell. */
  push(piece: Uint8Array): LogBeginning | null {
    const bytes = this.#held.length === 0 ? this.#withoutNulls(piece) : joined(this.#held, piece);
    if (bytes.length < 4 && !bytes.includes(0x0a)) {
      // Not slice(), which makes no copy of a Buffer.
      this.#held = new Uint8Array(bytes);
      return null;
    }
    return this.#begin(bytes);
  }

  /** The bytes held back, when no more will come. */
  end(): LogBeginning {
    return this.#begin(this.#held);
  }

  #withoutNulls(piece: Uint8Array): Uint8Array {
    let start = 0;
    while (start < piece.length && piece[start] === 0) {
      start += 1;
    }
    this.nulls += start;
    return piece.subarray(start);
  }

  #begin(bytes: Uint8Array): LogBeginning {
    const marked = bom.every((byte, index) => bytes[index] === byte);
    return { rest: marked ? bytes.subarray(bom.length) : bytes, encoding: this.#isUtf16(bytes) ? "utf-16" : "utf-8" };
  }

  /** Its byte order mark, or an opening brace of two bytes and another ASCII character of two bytes. */
  #isUtf16(bytes: Uint8Array): boolean {
    const [first, second, third, fourth] = bytes;
    if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
      return true;
    }
    const littleEndian = third !== 0 && fourth === 0;
    return first === 0x7b && second === 0 && (littleEndian || (this.nulls === 1 && third !== 0));
  }
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
