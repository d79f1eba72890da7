import { dirname, join } from "node:path";
import { FormatHeads } from "../../../formats/discovery/formatHeads.ts";
import type { findRuns } from "../../../formats/discovery/findRuns.ts";
import { sameWrite, signatureAt } from "../../../log/files/fileSignature.ts";
import { keptCsv } from "../../../log/follow/followMemory.ts";
import type { FoundRuns, RunPlaces } from "../../../protocol/worker.ts";
import type { PlaceProbe } from "../../places/placeProbe.ts";
import { BlobFolder } from "../cache/blobFolder.ts";
import { withUnanswered } from "./unansweredRuns.ts";

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
  /** What the last search of each folder came to. */
  readonly #known = new Map<string, FoundRuns>();

  /** `storage`: folder of what must be known across restarts, or null where there is none. */
  constructor(deps: OtherRunsDeps, storage: string | null) {
    this.#deps = deps;
    this.#store = storage === null ? null : new BlobFolder(storage);
  }

  /** What was found before of files whose file systems do not answer now stays: one that hangs loses no run. */
  async find(places: RunPlaces): Promise<FoundRuns> {
    const { root, files, lines, named } = places;
    const isOurs = (path: string): Promise<boolean> => this.#isOurs(path);
    const folders = await this.#silentFolders(root, [...files, ...named]);
    const answering = (labels: readonly string[]): readonly string[] =>
      labels.filter((label) => !folders.has(folderOf(root, label)));
    const search = { named: answering(named), heads: this.#heads, isOurs };
    const found = await this.#deps.findRuns(root, answering(files), lines, search);
    const known = this.#known.get(root);
    const all = known === undefined || folders.size === 0 ? found : withUnanswered(found, { places, folders, known });
    this.#known.set(root, all);
    return all;
  }

  /** The folders of these files whose file systems do not answer: one that does not would keep the search from ending. */
  async #silentFolders(root: string, labels: readonly string[]): Promise<ReadonlySet<string>> {
    const folders = [...new Set(labels.map((label) => folderOf(root, label)))];
    const answers = await Promise.all(folders.map((folder) => this.#deps.places.answers(folder)));
    return new Set(folders.filter((_, at) => answers[at] !== true));
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

/** The folder of a file, by its label below the folder that is searched. */
function folderOf(root: string, label: string): string {
  return dirname(join(root, label));
}
