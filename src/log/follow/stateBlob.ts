import { createHash } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import { isDense, rowsFromZero } from "../columns/columnStore.ts";
import type { Column } from "../columns/columns.ts";
import type { CsvState, KeptCsv } from "../csv/csvState.ts";
import { signatureOfText, signatureText, type SignatureText } from "../files/fileSignature.ts";
import type { LogIdentity } from "../parallel/logIdentity.ts";
import type { ParserState } from "../parser/logParser.ts";

/** Changes with every change of what follows or of what it means. */
const version = "slopewise log state 3";

/** What is kept of a log between two sessions. */
export interface FollowState {
  readonly identity: LogIdentity;
  readonly parser: ParserState;
  readonly csv: KeptCsv | null;
  readonly settings: CsvSettings;
}

/** The settings that a CSV depends on. */
export interface CsvSettings {
  readonly csvPath: string;
  readonly escapeFormulas: boolean;
}

interface CsvHead {
  readonly own: { readonly size: number; readonly tail: string; readonly signature: SignatureText } | null;
  readonly judged: SignatureText | null;
  readonly columns: number;
  readonly state: CsvState;
}

interface ColumnHead {
  readonly key: string;
  readonly length: number;
  /** Whether it has a number in every record from the first one, so that its rows need no place of their own. */
  readonly dense: boolean;
  readonly texts: number;
}

/** The part of a blob that is JSON: everything but the arrays. */
interface Head {
  readonly version: string;
  readonly identity: LogIdentity;
  readonly parser: Omit<ParserState, "columns" | "lineMarks">;
  readonly columns: readonly ColumnHead[];
  readonly marks: number;
  readonly csv: CsvHead | null;
  readonly settings: CsvSettings;
}

const hashBytes = 20;

/**
 * A state as bytes: a hash of all that follows, the length of the head, the head as JSON, the arrays.
 * Invariant: `decodeState` gives back what was encoded, or null for bytes that were torn, changed or of another version.
 */
export async function encodeState(state: FollowState): Promise<Uint8Array> {
  const { columns, lineMarks, ...parser } = state.parser;
  const head: Head = {
    version,
    identity: state.identity,
    parser,
    columns: columns.map(({ key, rows, texts }) => ({ key, length: rows.length, dense: isDense(rows), texts })),
    marks: lineMarks[0].length,
    csv: state.csv === null ? null : csvHead(state.csv),
    settings: state.settings,
  };
  const text = Buffer.from(JSON.stringify(head));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(text.length);
  const numbers = columns.flatMap(({ rows, values }) => (isDense(rows) ? [values] : [rows, values]));
  const arrays = [...lineMarks, ...numbers].map(bytesOf);
  const blob = await joined([length, text, ...arrays]);
  (await hashOf(blob)).copy(blob);
  return blob;
}

export async function decodeState(blob: Uint8Array): Promise<FollowState | null> {
  const bytes = Buffer.from(blob.buffer, blob.byteOffset, blob.byteLength);
  const body = bytes.subarray(hashBytes);
  if (body.length < 4 || !(await hashOf(bytes)).equals(bytes.subarray(0, hashBytes))) {
    return null;
  }
  try {
    const end = 4 + body.readUInt32LE();
    const head = JSON.parse(body.toString("utf8", 4, end)) as Head;
    return head.version === version ? stateOf(head, new ArrayReader(body, end)) : null;
  } catch {
    // Whole, but of a version that was laid out otherwise.
    return null;
  }
}

function stateOf(head: Head, arrays: ArrayReader): FollowState {
  const lineMarks = [arrays.doubles(head.marks), arrays.doubles(head.marks)] as const;
  const columns = head.columns.map(({ key, length, dense, texts }): Column => {
    const rows = dense ? rowsFromZero(length) : arrays.integers(length);
    return { key, rows, values: arrays.doubles(length), texts };
  });
  return {
    identity: head.identity,
    settings: head.settings,
    parser: { ...head.parser, columns, lineMarks },
    csv: head.csv === null ? null : keptCsv(head.csv),
  };
}

function csvHead({ own, judged, columns, state }: KeptCsv): CsvHead {
  const head =
    own === null ? null : { size: own.size, tail: base64(own.tail), signature: signatureText(own.signature) };
  return { own: head, judged: judged === null ? null : signatureText(judged), columns, state };
}

function keptCsv({ own, judged, columns, state }: CsvHead): KeptCsv {
  const kept =
    own === null
      ? null
      : { size: own.size, tail: Buffer.from(own.tail, "base64"), signature: signatureOfText(own.signature) };
  return { own: kept, judged: judged === null ? null : signatureOfText(judged), columns, state };
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64");
}

/** Copies arrays out of a blob, one after the other. */
class ArrayReader {
  readonly #bytes: Buffer;
  #at: number;

  constructor(bytes: Buffer, at: number) {
    this.#bytes = bytes;
    this.#at = at;
  }

  doubles(length: number): Float64Array {
    return new Float64Array(this.#take(length * 8));
  }

  integers(length: number): Uint32Array {
    return new Uint32Array(this.#take(length * 4));
  }

  #take(length: number): ArrayBuffer {
    const copy = new Uint8Array(this.#bytes.subarray(this.#at, this.#at + length));
    this.#at += length;
    return copy.buffer;
  }
}

function bytesOf(array: Float64Array | Uint32Array): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}

/** A state may be large: between two portions of this size the loop is free. */
const portion = 4 * 1024 * 1024;

/** The parts one after the other, after room for the hash. */
async function joined(parts: readonly Uint8Array[]): Promise<Buffer> {
  const blob = Buffer.allocUnsafeSlow(parts.reduce((sum, part) => sum + part.length, hashBytes));
  let to = hashBytes;
  for (const part of parts) {
    for (let at = 0; at < part.length; at += portion) {
      blob.set(part.subarray(at, at + portion), to + at);
      await (part.length > portion ? setImmediate() : null);
    }
    to += part.length;
  }
  return blob;
}

/** The hash of all that follows the hash. */
async function hashOf(blob: Uint8Array): Promise<Buffer> {
  const hash = createHash("sha1");
  for (let at = hashBytes; at < blob.length; at += portion) {
    hash.update(blob.subarray(at, at + portion));
    await (blob.length > portion ? setImmediate() : null);
  }
  return hash.digest();
}
