import { appendRows, ChangedMeanwhile, hasRowsAt, tailOf, type Appended, type OwnCsv } from "./csvAppend.ts";
import { CsvBuild } from "./csvBuild.ts";
import { csvOwner, holdsAll, type CsvOwner } from "./csvOwnership.ts";
import { csvHeader } from "../records/csvText.ts";
import type { CsvState, KeptCsv, LogRows } from "./csvState.ts";
import { isTooWide } from "./csvWidth.ts";
import { isLocked, withLock, withLockPatiently } from "../files/fileLock.ts";
import { sameSignature, sameWrite, signatureAt, signatureFrom, type FileSignature } from "../files/fileSignature.ts";
import { fileError } from "../files/logError.ts";
import { openRegularHandle } from "../files/regularFile.ts";
import { PendingRows } from "./pendingRows.ts";
import type { CsvRows } from "../records/rowPieces.ts";
import { StrangeCsv } from "./strangeCsv.ts";
import { removeLeftovers, tryWriting, type TemporaryFile } from "../files/temporaryFile.ts";

/** Rows are added in portions of this size. */
const portion = 1024 * 1024;

/** Looks at a file that holds more than the log gave, before that counts as a mistake in it. */
const patience = 3;

/** Stands for "what is more is explained". */
const settled = -1;

const current: CsvState = { state: "current", message: null };

/**
 * Keeps the CSV beside a growing log.
 *
 * Invariants: `#own` is a file that holds, in its first `size` bytes, all rows that were added and are not in
 * `#pending`. Bytes are added only after a look at its signature. A file that is not ours is never touched; it is
 * judged again when its signature changes.
 */
export class CsvKeeper {
  readonly #path: string;
  #state: CsvState = { state: "missing", message: null };
  #own: OwnCsv | null = null;
  #strange = new StrangeCsv();
  #columns = 0;
  #keys: readonly string[] = [];
  #build: CsvBuild | null = null;
  readonly #pending = new PendingRows();
  #aheadFor = 0;
  /** When the CSV that is being made was begun. */
  #began = 0;

  constructor(path: string) {
    this.#path = path;
  }

  get state(): CsvState {
    return this.#state;
  }

  /** Whether no rows are wanted: the CSV would be too wide. */
  get isTooWide(): boolean {
    return this.#state.state === "tooWide";
  }

  /** The file that was written or judged last, where its rows are as they should be or not ours; null in any doubt. */
  get settledOn(): FileSignature | null {
    const settles =
      this.#state.state !== "failed" && !this.isTooWide && this.#pending.bytes === 0 && this.#build === null;
    return settles && !this.#isAhead() && !this.#isAskedFor()
      ? (this.#own?.signature ?? this.#strange.signature)
      : null;
  }

  /** Whether rows wait to be written or compared, and may be tried now. */
  get waiting(): boolean {
    return (this.#pending.bytes > 0 && this.#pending.mayWrite) || (this.#isAhead() && this.#aheadFor !== settled);
  }

  /** Whether the whole CSV has to be made from the log's first byte: it was changed or removed, or a write failed. */
  async needsAll(): Promise<boolean> {
    try {
      return await this.#isInDoubt();
    } catch {
      // What is wrong with the CSV is no error of the log: making it anew meets it, says it and bounds how often.
      return true;
    }
  }

  async #isInDoubt(): Promise<boolean> {
    if (this.#state.state === "failed") {
      return this.#pending.bytes === 0 && this.#pending.mayWrite && (await this.#canWrite());
    }
    if (this.isTooWide) {
      return false;
    }
    const now = signatureAt(this.#path);
    if (this.#own === null) {
      const asJudged = this.#strange.isAsJudged(now, this.#keys);
      return this.#state.state === "missing" || (!asJudged && !(await this.#isStillForeign(now)));
    }
    if (this.#aheadFor >= patience) {
      return true;
    }
    if (sameSignature(now, this.#own.signature)) {
      return false;
    }
    const { size, tail, signature } = this.#own;
    const grew = now?.inode === signature.inode && now.size > size;
    if (now === null || !grew || !hasRowsAt(this.#path, size - tail.length, tail)) {
      return true;
    }
    // Rows that another Slopewise added are compared when ours are there.
    this.#own = { size, tail, signature: now };
    return false;
  }

  /** How the CSV stands, once all its rows are on the disk; null where rows are missing. */
  async save(): Promise<KeptCsv | null> {
    if (this.#pending.bytes > 0 || this.#isAhead() || this.#state.state === "failed" || this.#build !== null) {
      return null;
    }
    const kept = { own: this.#own, judged: this.#strange.signature, columns: this.#columns, state: this.#state };
    if (this.#own === null) {
      return kept;
    }
    const handle = await openRegularHandle(this.#path);
    try {
      await handle.sync();
      return sameSignature(signatureFrom(await handle.stat({ bigint: true })), this.#own.signature) ? kept : null;
    } finally {
      await handle.close();
    }
  }

  /** Goes on from another session, whose rows reach up to where the log is read on. */
  async restore({ own, judged, columns, state }: KeptCsv, keys: readonly string[]): Promise<void> {
    await removeLeftovers(this.#path).catch(() => undefined);
    this.#own = own;
    this.#strange = new StrangeCsv(judged, keys.length);
    this.#columns = columns;
    this.#keys = keys;
    this.#state = state;
  }

  /** From here on `add` gets all rows from the first one. */
  async begin(): Promise<void> {
    await this.#build?.discard();
    if (this.#state.state === "missing" || this.isTooWide) {
      this.#state = { state: "missing", message: null };
      await removeLeftovers(this.#path).catch(() => undefined);
    }
    this.#build = new CsvBuild(this.#path);
    this.#began = performance.now();
    this.#pending.drop();
  }

  /** Adds rows; `keys` are those known after them. */
  async add(rows: readonly CsvRows[], keys: readonly string[]): Promise<void> {
    try {
      if (this.#build !== null) {
        await this.#build.add(rows, keys);
      } else if (this.#own !== null && (this.#state.state === "current" || this.#pending.bytes > 0)) {
        await this.#addToOwn(rows, keys);
      }
    } catch (error) {
      await this.#failed(error);
    }
  }

  /** The CSV would be too wide: what was made of it is taken away, and what stands in its place is left alone. */
  async giveUp(): Promise<void> {
    await this.#build?.discard().catch(() => undefined);
    this.#build = null;
    this.#pending.drop();
    this.#own = null;
    this.#strange = new StrangeCsv();
    this.#state = { state: "tooWide", message: null };
  }

  /** All rows that there are now were added: the file is brought up to them. */
  async finish(rows: LogRows): Promise<void> {
    const { keys, incompleteRow } = rows;
    this.#keys = keys;
    if (this.isTooWide) {
      // Once enough was logged under the same keys, the CSV is made from the log's first byte.
      this.#state = isTooWide(rows) ? this.#state : { state: "missing", message: null };
      return;
    }
    try {
      if (this.#build !== null) {
        await this.#settle(this.#build, rows);
      } else if (this.#isAskedFor()) {
        // The line that was ahead of us has gone on: whether the file still is the log's is judged at the next look.
        this.#strange = new StrangeCsv();
      } else {
        await this.#append();
      }
      if (this.#isAhead()) {
        this.#aheadFor = this.#endsWith(incompleteRow()) ? settled : this.#aheadFor + 1;
      }
    } catch (error) {
      await this.#failed(error);
    }
  }

  async dispose(): Promise<void> {
    await this.#build?.discard();
    this.#build = null;
  }

  #isAhead(): boolean {
    return this.#own !== null && Number(this.#own.signature.size) > this.#own.size;
  }

  /** Whether the file is not ours yet, but will be when the last line gets its newline: it was made with that line. */
  #isAskedFor(): boolean {
    return this.#own === null && this.#state.state === "current";
  }

  /** Whether all that the file holds beyond our rows is this row: the last line's, which somebody asked for. */
  #endsWith(row: Uint8Array | null): boolean {
    const own = this.#own;
    const more = own === null ? 0 : Number(own.signature.size) - own.size;
    return own !== null && row?.length === more && hasRowsAt(this.#path, own.size, row);
  }

  async #addToOwn(rows: readonly CsvRows[], keys: readonly string[]): Promise<void> {
    for (const piece of rows) {
      if (this.#build === null && piece.columns !== this.#columns) {
        await this.#widenOrDrop(keys);
      }
      if (this.#build === null) {
        this.#pending.add(piece.bytes);
      } else {
        await this.#build.add([piece], keys);
      }
    }
    if (this.#pending.bytes > portion) {
      await this.#append();
    }
  }

  /** Rows of another width cannot wait beside those that do: where the file cannot be widened now, it is made anew. */
  async #widenOrDrop(keys: readonly string[]): Promise<void> {
    try {
      await this.#widen(keys);
    } catch (error) {
      this.#pending.drop();
      throw error;
    }
  }

  /** New keys: the rows so far are copied into a new file with a wider header. */
  async #widen(keys: readonly string[]): Promise<void> {
    await this.#append();
    if (this.#own === null || this.#pending.bytes > 0) {
      throw new ChangedMeanwhile();
    }
    const { size, signature } = this.#own;
    const handle = await openRegularHandle(this.#path);
    try {
      if (!sameSignature(signatureFrom(await handle.stat({ bigint: true })), signature)) {
        throw new ChangedMeanwhile();
      }
      const start = size === 0 ? 0 : csvHeader(keys.slice(0, this.#columns)).length;
      this.#build = new CsvBuild(this.#path);
      await this.#build.adopt(handle.fd, { start, end: size, columns: this.#columns }, keys);
    } finally {
      await handle.close();
    }
  }

  async #append(): Promise<void> {
    const own = this.#own;
    if (own === null || this.#pending.bytes === 0 || !this.#pending.mayWrite) {
      return;
    }
    const rows = this.#pending.all();
    const append = (): Appended => appendRows(this.#path, own, rows);
    const done = isLocked(this.#path) ? await withLock(this.#path, append) : { value: append() };
    if (done === null) {
      // Another window replaces the file just now; the next look compares.
      return;
    }
    this.#own = done.value.own;
    if (done.value.error !== null) {
      throw done.value.error;
    }
    this.#pending.drop();
    this.#succeeded(current);
  }

  async #settle(build: CsvBuild, { keys, records, csvWithLastLine }: LogRows): Promise<void> {
    const file = await build.finish(keys, records);
    const tail = tailOf(file.handle.fd, file.size);
    const { size } = file;
    const { owner: done, seen } = await withLockPatiently(this.#path, () => this.#place(file, keys));
    this.#build = null;
    this.#columns = keys.length;
    if (done === "stale" || done === "foreign" || done === "refused") {
      this.#own = null;
      this.#strange = new StrangeCsv(seen, keys.length, performance.now() - this.#began);
      const askedFor =
        done !== "refused" && csvWithLastLine !== null && (await holdsAll(this.#path, csvWithLastLine()));
      this.#succeeded(askedFor ? current : { state: done, message: null });
    } else {
      const signature = signatureAt(this.#path);
      if (signature === null || seen === null || !sameWrite(signature, seen)) {
        // Somebody wrote to it in the moment since.
        throw new ChangedMeanwhile();
      }
      this.#own = { size, signature, tail };
      this.#succeeded(current);
    }
  }

  /**
   * Puts the file in its place where what stands there is ours; takes it away otherwise. `seen`: what stands there now, as
   * it was when it was written or judged.
   */
  async #place(
    file: TemporaryFile,
    keys: readonly string[],
  ): Promise<{ readonly owner: CsvOwner; readonly seen: FileSignature | null }> {
    const now = signatureAt(this.#path);
    const untouched = this.#own !== null && sameSignature(now, this.#own.signature) && !this.#isAhead();
    const owner = untouched ? "prefix" : await csvOwner(this.#path, { handle: file.handle, size: file.size, keys });
    if (owner === "absent" || owner === "prefix") {
      return { owner, seen: await file.replace() };
    }
    await file.discard();
    return { owner: owner === "ahead" && this.#aheadFor >= patience ? "stale" : owner, seen: now };
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

  async #isStillForeign(now: FileSignature | null): Promise<boolean> {
    const mayBe = now !== null && this.#state.state === "foreign" && now.size > 0n;
    return mayBe && this.#strange.isStillForeign(this.#path, now, this.#keys);
  }

  #succeeded(state: CsvState): void {
    this.#state = state;
    this.#pending.succeeded();
    this.#aheadFor = 0;
  }

  async #failed(error: unknown): Promise<void> {
    await this.#build?.discard().catch(() => undefined);
    this.#build = null;
    if (error instanceof ChangedMeanwhile) {
      // What stands there now is judged against the whole log at the next look.
      this.#pending.drop();
      this.#own = null;
      this.#state = { state: "missing", message: null };
      return;
    }
    this.#pending.failed();
    this.#state = { state: "failed", message: fileError(error, this.#path, "keep").message };
  }
}
