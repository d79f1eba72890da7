import { FormatHeads } from "../../formats/discovery/formatHeads.ts";
import type { findRuns } from "../../formats/discovery/findRuns.ts";
import { sameWrite, signatureAt } from "../../log/files/fileSignature.ts";
import { keptCsv } from "../../log/follow/followMemory.ts";
import type { FoundRuns, RunPlaces } from "../../protocol/worker.ts";
import { BlobFolder } from "./cache/blobFolder.ts";

/** What CSVs are kept unasked, as the runs that are followed know. */
interface KeptCsvs {
  /** Whether a CSV is one that a run keeps, or kept until its log was gone. */
  keepsCsv(path: string): boolean;
}

/** Looks for runs of other formats than JSON Lines in the workspace; remembers what each file was found to be. */
export class OtherRuns {
  readonly #heads = new FormatHeads();
  readonly #findRuns: typeof findRuns;
  readonly #kept: KeptCsvs;
  readonly #store: BlobFolder | null;

  /** `storage`: folder of what must be known across restarts, or null where there is none. */
  constructor(find: typeof findRuns, kept: KeptCsvs, storage: string | null) {
    this.#findRuns = find;
    this.#kept = kept;
    this.#store = storage === null ? null : new BlobFolder(storage);
  }

  async find({ root, files, lines, named }: RunPlaces): Promise<FoundRuns> {
    const isOurs = (path: string): Promise<boolean> => this.#isOurs(path);
    return this.#findRuns(root, files, lines, { named, heads: this.#heads, isOurs });
  }

  /** A CSV that was kept beside a log is no run of its own when the log is gone: as long as nobody else writes to it. */
  async #isOurs(path: string): Promise<boolean> {
    if (this.#kept.keepsCsv(path)) {
      return true;
    }
    const now = signatureAt(path);
    const stem = path.replace(/\.csv$/, "");
    for (const log of [`${stem}.jsonl`, `${stem}.ndjson`]) {
      const csv = this.#store === null ? null : await keptCsv(this.#store, log);
      if (csv !== null && now !== null && sameWrite(csv, now)) {
        return true;
      }
    }
    return false;
  }
}
