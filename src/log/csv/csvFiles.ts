import { existsSync } from "node:fs";
import { isLocked, withLock, withLockPatiently } from "../files/fileLock.ts";
import { sameSignature, sameWrite, signatureAt, signatureFrom, type FileSignature } from "../files/fileSignature.ts";
import { fileError } from "../files/logError.ts";
import { openRegularHandle } from "../files/regularFile.ts";
import type { TemporaryFile } from "../files/temporaryFile.ts";
import { csvHeader } from "../records/csvText.ts";
import { appendRows, ChangedMeanwhile, hasRowsAt, tailOf, type Appended, type OwnCsv } from "./csvAppend.ts";
import type { ChunkPool } from "./chunkQueue.ts";
import { CsvBuild } from "./csvBuild.ts";
import { csvOwner, type CsvOwner } from "./csvOwnership.ts";
import type { LeftAlone, OurCsv, SettledCsv } from "./csvStates.ts";
import { leftAlone } from "./leftAlone.ts";

/** What the system says where a folder must not be written to. */
const notPermitted: ReadonlySet<string> = new Set(["EACCES", "EROFS"]);

/**
 * The CSV of ours as it is now: the same, or with rows that another Slopewise has added behind those that we know of, which
 * are compared once ours are there. Null where it is another file, or was changed before its end.
 */
export function ownNow(path: string, own: OwnCsv): OwnCsv | null {
  const now = signatureAt(path);
  if (sameSignature(now, own.signature)) {
    return own;
  }
  const grew = now?.inode === own.signature.inode && now.size > own.size;
  return now !== null && grew && hasRowsAt(path, own.size - own.tail.length, own.tail)
    ? { ...own, signature: now }
    : null;
}

/** Whether all that the file holds beyond our rows is this row: the last line's, which somebody asked for. */
export function endsWith(path: string, { own }: OurCsv, row: Uint8Array | null): boolean {
  return row?.length === Number(own.signature.size) - own.size && hasRowsAt(path, own.size, row);
}

/** Sees to it that a CSV of ours is on the disk; false where it was changed since. */
export async function syncOwn(path: string, own: OwnCsv): Promise<boolean> {
  const handle = await openRegularHandle(path);
  try {
    await handle.sync();
    return sameSignature(signatureFrom(await handle.stat({ bigint: true })), own.signature);
  } finally {
    await handle.close();
  }
}

/** Adds rows to a CSV of ours; null where another window replaces the file just now. @throws as `appendRows`. */
export async function appendShared(path: string, own: OwnCsv, rows: Uint8Array): Promise<Appended | null> {
  const append = (): Appended => appendRows(path, own, rows);
  return isLocked(path) ? ((await withLock(path, append))?.value ?? null) : append();
}

/**
 * A new CSV that begins with the rows of ours, copied under a header of more keys.
 * @throws {ChangedMeanwhile} where the file is not what it was.
 */
export async function widened(
  path: string,
  { own, columns }: OurCsv,
  keys: readonly string[],
  pool: ChunkPool,
): Promise<CsvBuild> {
  const handle = await openRegularHandle(path);
  const build = new CsvBuild(path, pool);
  try {
    if (!sameSignature(signatureFrom(await handle.stat({ bigint: true })), own.signature)) {
      throw new ChangedMeanwhile();
    }
    const start = own.size === 0 ? 0 : csvHeader(keys.slice(0, columns)).length;
    await build.adopt(handle.fd, { start, end: own.size, columns }, keys);
    return build;
  } catch (error) {
    await build.discard();
    throw error;
  } finally {
    await handle.close();
  }
}

/** What became of a new CSV: it is in its place, or the file there is left alone, as it was when it was judged. */
export type Placed =
  { readonly own: OwnCsv } | { readonly own: null; readonly why: LeftAlone; readonly judged: FileSignature | null };

/**
 * Puts a new CSV in its place where what stands there is ours, and takes it away otherwise. `before`: what was ours.
 * @throws {ChangedMeanwhile} where somebody wrote to it in the moment since.
 */
export async function place(
  path: string,
  file: TemporaryFile,
  { keys, before }: { readonly keys: readonly string[]; readonly before: OurCsv | null },
): Promise<Placed> {
  const { size } = file;
  const tail = tailOf(file.handle.fd, size);
  const { owner, seen } = await withLockPatiently(path, () => replaceOurs(path, file, { keys, before }));
  const why = leftAlone(owner, before);
  if (why !== null) {
    return { own: null, why, judged: seen };
  }
  const signature = signatureAt(path);
  if (signature === null || seen === null || !sameWrite(signature, seen)) {
    throw new ChangedMeanwhile();
  }
  return { own: { size, signature, tail } };
}

/** `seen`: what stands there now, as it was when it was written or judged. */
async function replaceOurs(
  path: string,
  file: TemporaryFile,
  { keys, before }: { readonly keys: readonly string[]; readonly before: OurCsv | null },
): Promise<{ readonly owner: CsvOwner; readonly seen: FileSignature | null }> {
  const now = signatureAt(path);
  const untouched =
    before !== null &&
    sameSignature(now, before.own.signature) &&
    Number(before.own.signature.size) === before.own.size;
  const owner = untouched ? "prefix" : await csvOwner(path, { handle: file.handle, size: file.size, keys });
  if (owner === "absent" || owner === "prefix") {
    return { owner, seen: await file.replace() };
  }
  await file.discard();
  return { owner, seen: now };
}

/** How a CSV stands that could not be written. `before`: what is ours and has rows waiting for it. */
export function afterFailure(path: string, error: unknown, before: OurCsv | null): SettledCsv {
  const { message, code } = fileError(error, path, "keep");
  return { kind: "failed", message, readOnly: notPermitted.has(code ?? "") && !existsSync(path), before };
}
