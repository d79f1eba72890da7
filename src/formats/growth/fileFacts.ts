import { statSync } from "node:fs";
import { greatest } from "../../extremes.ts";
import type { RunLook } from "../model/format.ts";

/** A file of a run that is read at once. */
export interface FileFacts {
  readonly path: string;
  readonly size: number;
  /** When it was written last, in milliseconds since 1970. */
  readonly modified: number;
}

/** Those of some files that are there. */
export function filesThere(paths: readonly string[]): readonly FileFacts[] {
  return paths.flatMap((path) => {
    const stat = statSync(path, { throwIfNoEntry: false });
    return stat === undefined ? [] : [{ path, size: stat.size, modified: stat.mtimeMs }];
  });
}

/** The last look as it is now, where nothing can be new: its files are those that were read, or they are gone. Null otherwise. */
export function sameLook(now: readonly FileFacts[], read: readonly FileFacts[], last: RunLook): RunLook | null {
  const gone = now.length === 0;
  const isSame = now.every(({ path, size, modified }, index) => {
    const one = read[index];
    return one?.path === path && one.size === size && one.modified === modified;
  });
  return gone || (isSame && now.length === read.length)
    ? { ...last, changed: gone !== last.gone && read.length > 0, rebuilt: false, gone }
    : null;
}

/** What a look says of the files that a run was read from at once. */
export function lookAtAll(
  files: readonly FileFacts[],
): Pick<RunLook, "changed" | "rebuilt" | "gone" | "size" | "modified"> {
  return {
    changed: files.length > 0,
    rebuilt: true,
    gone: files.length === 0,
    size: files.reduce((sum, { size }) => sum + size, 0),
    modified: Math.max(0, greatest(files.map(({ modified }) => modified))),
  };
}
