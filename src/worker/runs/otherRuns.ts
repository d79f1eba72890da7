import { dirname, join } from "node:path";
import { FormatHeads } from "../../formats/discovery/formatHeads.ts";
import type { findRuns } from "../../formats/discovery/findRuns.ts";
import { sameWrite, signatureAt } from "../../log/files/fileSignature.ts";
import { keptCsv } from "../../log/follow/followMemory.ts";
import type { FoundRuns, RunPlaces } from "../../protocol/worker.ts";
import type { PlaceProbe } from "../places/placeProbe.ts";
import { BlobFolder } from "./cache/blobFolder.ts";

/** What CSVs are kept unasked, as the runs that are followed know. */
interface KeptCsvs {
  /** Whether a CSV is one that a run keeps, or kept until its log was gone. */
  keepsCsv(path: string): boolean;
}

interface OtherRunsDeps {
  readonly findRuns: typeof findRuns;
  readonly kept: KeptCsvs;
  /** Says whether the file system of a folder answers. */
  readonly places: Pick<PlaceProbe, "answers">;
}

/** Looks for runs of other formats than JSON Lines in the workspace; remembers what each file was found to be. */
export class OtherRuns {
  readonly #heads = new FormatHeads();
  readonly #deps: OtherRunsDeps;
  readonly #store: BlobFolder | null;

  /** `storage`: folder of what must be known across restarts, or null where there is none. */
  constructor(deps: OtherRunsDeps, storage: string | null) {
    this.#deps = deps;
    this.#store = storage === null ? null : new BlobFolder(storage);
  }

  async find({ root, files, lines, named }: RunPlaces): Promise<FoundRuns> {
    const isOurs = (path: string): Promise<boolean> => this.#isOurs(path);
    const there = await this.#answering(root, [...files, ...named]);
    const [here, ownNamed] = [files.filter((label) => there.has(label)), named.filter((label) => there.has(label))];
    return this.#deps.findRuns(root, here, lines, { named: ownNamed, heads: this.#heads, isOurs });
  }

  /** The files whose file systems answer: one that does not would keep the search from ending. */
  async #answering(root: string, labels: readonly string[]): Promise<ReadonlySet<string>> {
    const folderOf = (label: string): string => dirname(join(root, label));
    const folders = [...new Set(labels.map(folderOf))];
    const answers = await Promise.all(folders.map((folder) => this.#deps.places.answers(folder)));
    const there = new Set(folders.filter((_, at) => answers[at]));
    return new Set(labels.filter((label) => there.has(folderOf(label))));
  }

  /** A CSV that was kept next to a log is no run of its own when the log is gone: as long as nobody else writes to it. */
  async #isOurs(path: string): Promise<boolean> {
    if (this.#deps.kept.keepsCsv(path)) {
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
