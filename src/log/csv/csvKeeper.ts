import type { FileSignature } from "../files/fileSignature.ts";
import { removeLeftovers, tryWriting } from "../files/temporaryFile.ts";
import type { CsvRows } from "../records/rowChunks.ts";
import { ChangedMeanwhile } from "./csvAppend.ts";
import type { ChunkPool } from "./chunkQueue.ts";
import { CsvBuild } from "./csvBuild.ts";
import { afterFailure, appendShared, endsWith, syncOwn, widened } from "./csvFiles.ts";
import type { CsvState, KeptCsv, LogRows } from "./csvState.ts";
import {
  afterLook,
  keptFrom,
  missing,
  oursFrom,
  oursIn,
  restoredFrom,
  settledFile,
  shownState,
  type CsvStanding,
} from "./csvStates.ts";
import { isTooWide } from "./csvWidth.ts";
import { ForeignCsv } from "./foreignCsv.ts";
import { PendingRows } from "./pendingRows.ts";
import { settleBuild } from "./settleBuild.ts";
import { standingNow } from "./standingNow.ts";

/** Rows are added in chunks of this size. */
const chunkSize = 1024 * 1024;

/**
 * Keeps the CSV next to a growing log: it carries the standing of that CSV (csvStates.ts) from one look to the next.
 *
 * Invariants: a CSV of ours holds, in its first `size` bytes, all rows that were added and are not in `#pending`. Bytes are
 * added only after a look at its signature. A file that is not ours is never touched; it is judged again when its
 * signature changes.
 */
export class CsvKeeper {
  readonly #path: string;
  readonly #pool: ChunkPool;
  readonly #pending = new PendingRows();
  #standing: CsvStanding = missing;
  #keys: readonly string[] = [];

  /** `pool`: memory for rows on their way to a new CSV. */
  constructor(path: string, pool: ChunkPool) {
    this.#path = path;
    this.#pool = pool;
  }

  get state(): CsvState {
    return shownState(this.#standing);
  }

  /** Whether no rows are wanted: the CSV would be too wide. */
  get isTooWide(): boolean {
    return this.#standing.kind === "tooWide";
  }

  /** The file that was written or judged last, where its rows are as they should be or not ours; null in any doubt. */
  get settledOn(): FileSignature | null {
    return this.#pending.bytes === 0 ? settledFile(this.#standing) : null;
  }

  /** Whether rows wait to be written or compared, and may be tried now. */
  get waiting(): boolean {
    const standing = this.#standing;
    const isUnexplained = standing.kind === "ahead" && standing.looks !== "explained";
    return (this.#pending.bytes > 0 && this.#pending.mayWrite) || isUnexplained;
  }

  /** Whether the whole CSV has to be made from the log's first byte: it was changed or removed, or a write failed. */
  async needsAll(): Promise<boolean> {
    try {
      return await this.#isInDoubt();
    } catch {
      // What is wrong with the CSV is no error of the log: making it again meets it, says it and bounds how often.
      return true;
    }
  }

  /** How the CSV stands, once all its rows are on the disk; null where rows are missing. */
  async save(): Promise<KeptCsv | null> {
    const kept = this.#pending.bytes > 0 ? null : keptFrom(this.#standing);
    return kept?.kind === "ours" && !(await syncOwn(this.#path, kept.own)) ? null : kept;
  }

  /** Goes on from another session, whose rows reach up to where the log is read on. */
  async restore(kept: KeptCsv, keys: readonly string[]): Promise<void> {
    await removeLeftovers(this.#path).catch(() => undefined);
    this.#keys = keys;
    this.#standing = restoredFrom(kept, keys.length);
  }

  /** From here on `add` gets all rows from the first one. */
  async begin(): Promise<void> {
    await this.dispose();
    this.#standing = this.isTooWide ? missing : this.#standing;
    if (this.#standing.kind === "missing") {
      await removeLeftovers(this.#path).catch(() => undefined);
    }
    this.#pending.drop();
    this.#buildWith(new CsvBuild(this.#path, this.#pool));
  }

  /** Adds rows; `keys` are those known after them. */
  async add(rows: readonly CsvRows[], keys: readonly string[]): Promise<void> {
    try {
      if (this.#standing.kind === "empty" && rows.length > 0) {
        this.#buildWith(new CsvBuild(this.#path, this.#pool));
      }
      if (this.#standing.kind === "building") {
        await this.#standing.build.add(rows, keys);
      } else if (this.#takesRows) {
        await this.#addToOurs(rows, keys);
      }
    } catch (error) {
      await this.#failed(error);
    }
  }

  /** The CSV would be too wide: what was made of it is taken away, and what stands in its place is left alone. */
  async giveUp(): Promise<void> {
    await this.dispose();
    this.#pending.drop();
    this.#standing = { kind: "tooWide" };
  }

  /** All rows that there are now were added: the file is brought up to them. */
  async finish(rows: LogRows): Promise<void> {
    this.#keys = rows.keys;
    try {
      await this.#bringUpTo(rows);
      const ours = this.#standing.kind === "ahead" ? this.#standing : null;
      this.#standing = afterLook(this.#standing, ours !== null && endsWith(this.#path, ours, rows.incompleteRow()));
    } catch (error) {
      await this.#failed(error);
    }
  }

  /** Takes away a CSV that is being made. */
  async dispose(): Promise<void> {
    if (this.#standing.kind === "building") {
      const { build, from } = this.#standing;
      this.#standing = from;
      await build.discard().catch(() => undefined);
    }
  }

  async #isInDoubt(): Promise<boolean> {
    if (this.#standing.kind === "building") {
      return true;
    }
    if (this.#standing.kind === "failed") {
      return this.#pending.bytes === 0 && this.#pending.mayWrite && (await this.#canWrite());
    }
    const now = await standingNow(this.#path, this.#standing, this.#keys);
    // A CSV in doubt is shown as it stood until it has been made again.
    this.#standing = now ?? this.#standing;
    return now === null;
  }

  /** Whether there is a CSV of ours that rows can be added to: one in good order, or one that rows wait for. */
  get #takesRows(): boolean {
    const { kind } = this.#standing;
    return kind === "ours" || kind === "ahead" || (oursIn(this.#standing) !== null && this.#pending.bytes > 0);
  }

  async #bringUpTo(rows: LogRows): Promise<void> {
    switch (this.#standing.kind) {
      case "building":
        this.#succeeded(await settleBuild(this.#path, this.#standing, rows));
        break;
      case "tooWide":
        // Once enough was logged under the same keys, the CSV is made from the log's first byte.
        this.#standing = isTooWide(rows) ? this.#standing : missing;
        break;
      case "askedFor":
        // The line that was ahead of us has gone on: whether the file still is the log's is judged at the next look.
        this.#standing = { kind: "askedFor", csv: new ForeignCsv() };
        break;
      case "ours":
      case "ahead":
      case "failed":
        await this.#append();
        break;
      case "missing":
      case "left":
      case "empty":
        break;
    }
  }

  async #addToOurs(rows: readonly CsvRows[], keys: readonly string[]): Promise<void> {
    for (const piece of rows) {
      if (this.#standing.kind !== "building" && piece.columns !== oursIn(this.#standing)?.columns) {
        await this.#widenOrDrop(keys);
      }
      if (this.#standing.kind === "building") {
        await this.#standing.build.add([piece], keys);
      } else {
        this.#pending.add(piece.bytes);
      }
    }
    if (this.#pending.bytes > chunkSize) {
      await this.#append();
    }
  }

  /** Rows of another width cannot wait next to those that do: where the file cannot be widened now, it is made again. */
  async #widenOrDrop(keys: readonly string[]): Promise<void> {
    try {
      await this.#append();
      const ours = oursIn(this.#standing);
      if (ours === null || this.#pending.bytes > 0) {
        throw new ChangedMeanwhile();
      }
      this.#buildWith(await widened(this.#path, ours, keys, this.#pool));
    } catch (error) {
      this.#pending.drop();
      throw error;
    }
  }

  async #append(): Promise<void> {
    const ours = oursIn(this.#standing);
    if (ours === null || this.#pending.bytes === 0 || !this.#pending.mayWrite) {
      return;
    }
    const done = await appendShared(this.#path, ours.own, this.#pending.all());
    if (done === null) {
      // The next look compares.
      return;
    }
    if (done.error !== null) {
      this.#standing = oursFrom({ ...ours, own: done.own });
      throw done.error;
    }
    this.#pending.drop();
    this.#succeeded(oursFrom({ ...ours, own: done.own, looks: 0 }));
  }

  /** Whether it is worth reading the log again. */
  async #canWrite(): Promise<boolean> {
    try {
      await tryWriting(this.#path);
      return true;
    } catch (error) {
      await this.#failed(error);
      return false;
    }
  }

  #buildWith(build: CsvBuild): void {
    const from = this.#standing.kind === "building" ? this.#standing.from : this.#standing;
    this.#standing = { kind: "building", build, began: performance.now(), from };
  }

  #succeeded(standing: CsvStanding): void {
    this.#standing = standing;
    this.#pending.succeeded();
  }

  async #failed(error: unknown): Promise<void> {
    const before = oursIn(this.#standing);
    if (this.#standing.kind === "building") {
      await this.#standing.build.discard().catch(() => undefined);
    }
    if (error instanceof ChangedMeanwhile) {
      // What stands there now is judged against the whole log at the next look.
      this.#pending.drop();
      this.#standing = missing;
      return;
    }
    this.#pending.failed();
    this.#standing = afterFailure(this.#path, error, before);
  }
}
