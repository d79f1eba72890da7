import { statSync } from "node:fs";
import { signatureAt } from "../../src/log/files/fileSignature.ts";
import type { BlobStore } from "../../src/log/follow/followMemory.ts";
import { decodeState, encodeState } from "../../src/log/follow/stateBlob.ts";
import { recorded } from "./recordedDisk.ts";

/** A state that a reader kept. */
export interface KeptState {
  readonly blob: Uint8Array;
  /** How much had been done to the disk by then. */
  readonly at: number;
}

/** A store that remembers all that was ever kept: after a loss of power any of it may be what is there. */
export class RememberingStore implements BlobStore {
  readonly kept: KeptState[] = [];

  read(): Promise<Uint8Array | null> {
    const [last] = this.kept.slice(-1);
    return Promise.resolve(last?.blob ?? null);
  }

  write(_: string, blob: Uint8Array): Promise<void> {
    this.kept.push({ blob: new Uint8Array(blob), at: recorded.length });
    return Promise.resolve();
  }
}

/** A store that holds one state, or nothing, and keeps nothing. */
export function storeOf(blob: Uint8Array | null): BlobStore {
  return { read: () => Promise.resolve(blob), write: () => Promise.resolve() };
}

/**
 * A state as it fits a copy of its folder, where files have other inodes. `untouched`: whether the CSV's size and times
 * are still those that it was kept with.
 */
export async function movedState(
  blob: Uint8Array,
  { log, csv, untouched }: { readonly log: string; readonly csv: string; readonly untouched: boolean },
): Promise<Uint8Array | null> {
  const state = await decodeState(blob);
  if (state === null) {
    return null;
  }
  const { dev, ino, birthtimeNs } = statSync(log, { bigint: true });
  const identity = { ...state.identity, device: String(dev), inode: String(ino), birth: String(birthtimeNs) };
  const signature = untouched ? signatureAt(csv) : null;
  const kept = state.csv;
  const keptCsv = kept?.kind !== "ours" || signature === null ? kept : { ...kept, own: { ...kept.own, signature } };
  return encodeState({ ...state, identity, csv: keptCsv, settings: { ...state.settings, csvPath: csv } });
}
