import { createHash } from "node:crypto";
import type { FileSignature } from "../files/fileSignature.ts";
import { decodeState, encodeState, type CsvSettings, type FollowState } from "./stateBlob.ts";

/** Blobs that outlive the program, by key; what is read may be torn, empty or of another version. */
export interface BlobStore {
  read(key: string): Promise<Uint8Array | null>;
  write(key: string, blob: Uint8Array): Promise<void>;
}

/**
 * A log that grows is kept at most this often, in milliseconds, while the program runs: all that a program that is killed
 * loses by it is that it reads once more what was logged in that time.
 */
const keepEvery = 120_000;

/** What was read is kept this much later, in milliseconds: while many logs are read, keeping them would hold up the rest. */
const keepAfter = 10_000;

/** The larger a state, the longer the pause before it is written again. */
const numbersPerMillisecond = 10;

/** Larger states are not kept: such a log is read again. */
const maxNumbers = 24e6;

/**
 * What is known of one log across restarts. Invariant: what it recalls is whole and fits the settings; whether it fits
 * the log and the CSV is for the caller to see, who drops it in any doubt.
 */
export class FollowMemory {
  readonly #store: BlobStore;
  readonly #key: string;
  readonly #settings: CsvSettings;
  #asked = false;
  #isNew = false;
  #nextAt = Infinity;

  constructor(store: BlobStore, path: string, settings: CsvSettings) {
    this.#store = store;
    this.#key = keyOf(path);
    this.#settings = settings;
  }

  /** Whether something is known that was not kept. */
  get isNew(): boolean {
    return this.#isNew;
  }

  /** Whether it is time to keep what is new. */
  get isDue(): boolean {
    return this.#isNew && performance.now() > this.#nextAt;
  }

  /** What was known before, once; null where nothing usable was. */
  async recall(): Promise<FollowState | null> {
    if (this.#asked) {
      return null;
    }
    this.#asked = true;
    const blob = await this.#store.read(this.#key).catch(() => null);
    const state = blob === null ? null : await decodeState(blob);
    return state !== null && JSON.stringify(state.settings) === JSON.stringify(this.#settings) ? state : null;
  }

  /** Says whether there was something new. */
  noteRead(changed: boolean): void {
    this.#nextAt = this.#nextAt === Infinity ? performance.now() + keepAfter : this.#nextAt;
    this.#isNew ||= changed;
  }

  /** What is known is more than is kept: the log is read again in the next session. */
  forgo(): void {
    this.#isNew = false;
  }

  async keep(state: Omit<FollowState, "settings">): Promise<void> {
    const numbers = state.parser.columns.reduce((sum, { values }) => sum + values.length, 0);
    if (numbers <= maxNumbers) {
      await this.#store.write(this.#key, await encodeState({ ...state, settings: this.#settings }));
    }
    this.#isNew = false;
    this.#nextAt = performance.now() + keepEvery + numbers / numbersPerMillisecond;
  }
}

/** The CSV that was kept of a log when a session ended, as a file; null where none is known. */
export async function keptCsv(store: BlobStore, log: string): Promise<FileSignature | null> {
  const blob = await store.read(keyOf(log)).catch(() => null);
  const csv = blob === null ? null : ((await decodeState(blob))?.csv ?? null);
  return csv?.kind === "ours" ? csv.own.signature : null;
}

function keyOf(log: string): string {
  return createHash("sha1").update(log).digest("hex");
}
