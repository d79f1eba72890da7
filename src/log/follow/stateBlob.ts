import { createHash } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import { deserialize, serialize } from "node:v8";
import { isDense, rowsFromZero } from "../columns/columnStore.ts";
import type { Column } from "../columns/columns.ts";
import type { KeptCsv } from "../csv/csvState.ts";
import type { LogIdentity } from "../files/logEnds.ts";
import type { ParserState } from "../parser/logParser.ts";

/** Changes with every change of what follows or of what it means. */
const version = "slopewise log state 7";

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

interface ColumnHead {
  readonly key: string;
  readonly length: number;
  /** Whether it has a number in every record from the first one, so that its rows need no place of their own. */
  readonly dense: boolean;
  readonly texts: number;
  readonly quoted: number;
  readonly times: number;
}

/** Everything but the arrays, which are too large to be copied at once. */
interface Head {
  readonly version: string;
  readonly identity: LogIdentity;
  readonly parser: Omit<ParserState, "columns" | "lineMarks">;
  readonly columns: readonly ColumnHead[];
  readonly marks: number;
  readonly csv: KeptCsv | null;
  readonly settings: CsvSettings;
}

const hashBytes = 20;

/**
 * A state as bytes: a hash of all that follows, the length of the head, the head as V8 writes it, the arrays.
 * Invariant: `decodeState` gives back what was encoded, or null for bytes that were torn, changed or of another version.
 */
export async function encodeState(state: FollowState): Promise<Uint8Array> {
  const { columns, lineMarks, ...parser } = state.parser;
  const head: Head = {
    version,
    identity: state.identity,
    parser,
    columns: columns.map(({ key, rows, texts, quoted = 0, times = 0 }) => ({
      ...{ key, length: rows.length, dense: isDense(rows) },
      ...{ texts, quoted, times },
    })),
    marks: lineMarks[0].length,
    csv: state.csv,
    settings: state.settings,
  };
  const text = serialize(head);
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
    const head = deserialize(body.subarray(4, end)) as Head;
    return head.version === version ? stateOf(head, body.subarray(end)) : null;
  } catch {
    // Whole, but of a version that was laid out otherwise, or of another V8.
    return null;
  }
}

function stateOf(head: Head, arrays: Uint8Array): FollowState {
  let at = 0;
  const copied = (bytes: number): ArrayBuffer => {
    at += bytes;
    return new Uint8Array(arrays.subarray(at - bytes, at)).buffer;
  };
  const doubles = (length: number): Float64Array => new Float64Array(copied(length * 8));
  const lineMarks = [doubles(head.marks), doubles(head.marks)] as const;
  const columns = head.columns.map(({ key, length, dense, texts, quoted, times }): Column => {
    const rows = dense ? rowsFromZero(length) : new Uint32Array(copied(length * 4));
    const counts = { ...(quoted === 0 ? {} : { quoted }), ...(times === 0 ? {} : { times }) };
    return { key, rows, values: doubles(length), texts, ...counts };
  });
  const { identity, settings, csv, parser } = head;
  return { identity, settings, csv, parser: { ...parser, columns, lineMarks } };
}

function bytesOf(array: Float64Array | Uint32Array): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}

/** A state may be large: between two chunks of this size the loop is free. */
const chunkSize = 4 * 1024 * 1024;

/** The parts one after the other, after room for the hash. */
async function joined(parts: readonly Uint8Array[]): Promise<Buffer> {
  const blob = Buffer.allocUnsafeSlow(parts.reduce((sum, part) => sum + part.length, hashBytes));
  let to = hashBytes;
  for (const part of parts) {
    for (let at = 0; at < part.length; at += chunkSize) {
      blob.set(part.subarray(at, at + chunkSize), to + at);
      await (part.length > chunkSize ? setImmediate() : null);
    }
    to += part.length;
  }
  return blob;
}

/** The hash of all that follows the hash. */
async function hashOf(blob: Uint8Array): Promise<Buffer> {
  const hash = createHash("sha1");
  for (let at = hashBytes; at < blob.length; at += chunkSize) {
    hash.update(blob.subarray(at, at + chunkSize));
    await (blob.length > chunkSize ? setImmediate() : null);
  }
  return hash.digest();
}
