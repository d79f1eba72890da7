import { hash } from "node:crypto";
import { deserialize, serialize } from "node:v8";
import type { BuiltInUse } from "../../contract/model/contractForLog.ts";
import type { NamesByRole } from "../../review/model/readAs.ts";
import type { Contract } from "../../contract/model/contract.ts";
import { sameSignature, type FileSignature } from "../../log/files/fileSignature.ts";
import type { BlobStore } from "../../log/follow/followMemory.ts";
import type { RunSummary } from "../../sweep/table/runSummary.ts";

/** Hash of this build's sources (test/host/nodeBundle.ts): another build may compute other things. */
declare const bundledBuild: string | undefined;

const build = typeof bundledBuild === "string" ? bundledBuild : "sources";

/** What a summary was made of: it holds as long as this is the same. */
export interface SummaryBasis {
  readonly log: string;
  readonly signature: FileSignature;
  readonly contract: Contract;
  /** The columns that a person chose, and when the built-in list of metrics holds. */
  readonly chosen: NamesByRole;
  readonly builtIn: BuiltInUse;
}

interface Kept {
  readonly signature: FileSignature;
  readonly summary: RunSummary;
}

const sealLength = 40;

/**
 * Summaries across sessions, so that a workspace of many runs shows its table without reading their logs. V8 writes them,
 * since JSON has neither NaN nor bigint. Invariant: what it recalls is whole, of this build, of this log and contract.
 */
export class SummaryStore {
  readonly #blobs: BlobStore;

  constructor(blobs: BlobStore) {
    this.#blobs = blobs;
  }

  /** The summary that was kept, or null where none fits. */
  async recall(basis: SummaryBasis): Promise<RunSummary | null> {
    const blob = await this.#blobs.read(keyOf(basis.log)).catch(() => null);
    if (blob === null) {
      return null;
    }
    const bytes = Buffer.from(blob);
    const body = bytes.subarray(sealLength);
    if (bytes.subarray(0, sealLength).toString("latin1") !== checksumOf(basis, body)) {
      return null;
    }
    // The seal holds this build: nothing else writes what passes it, so its shape needs no check.
    const { signature, summary } = deserialize(body) as Kept;
    return sameSignature(signature, basis.signature) ? summary : null;
  }

  async keep(basis: SummaryBasis, summary: RunSummary): Promise<void> {
    const body = serialize({ signature: basis.signature, summary } satisfies Kept);
    await this.#blobs.write(keyOf(basis.log), Buffer.concat([Buffer.from(checksumOf(basis, body), "latin1"), body]));
  }
}

function keyOf(log: string): string {
  return `${hash("sha1", log)}-row`;
}

function checksumOf({ contract, chosen, builtIn }: SummaryBasis, body: Buffer): string {
  return hash("sha1", Buffer.concat([Buffer.from(build), serialize({ contract, chosen, builtIn }), body]));
}
