import type { DiskOperation } from "./recordedDisk.ts";

/** A file as a loss of power left it. */
export interface CrashedFile {
  readonly bytes: Buffer;
  /** The number by which the operations know it. */
  readonly file: number;
  /** Index of the last operation that its size and times show, or -1. */
  readonly touched: number;
}

/**
 * What a disk may hold when the power is lost after `operations`, by path. Files that were synchronised hold what was
 * written before; of later writes any may be lost, or show as NUL bytes where only the new size arrived. Of names changed
 * since the folder was synchronised, a beginning has arrived, in order.
 */
export function crashState(operations: readonly DiskOperation[], random: () => number): Map<string, CrashedFile> {
  const contents = contentsOf(operations, random);
  const state = new Map<string, CrashedFile>();
  for (const [path, file] of namesOf(operations, random)) {
    state.set(path, contents.get(file) ?? { bytes: Buffer.alloc(0), file, touched: -1 });
  }
  return state;
}

/** Which file stands at a path after `operations`, all of which have arrived. */
export function fileNamed(path: string, operations: readonly DiskOperation[]): number | undefined {
  return namesAfter(operations).get(path);
}

function namesOf(operations: readonly DiskOperation[], random: () => number): Map<string, number> {
  const durable = operations.findLastIndex(({ kind }) => kind === "syncFolder") + 1;
  const end = durable + Math.floor(random() * (operations.length - durable + 1));
  return namesAfter(operations.slice(0, end));
}

function namesAfter(operations: readonly DiskOperation[]): Map<string, number> {
  const names = new Map<string, number>();
  for (const operation of operations) {
    switch (operation.kind) {
      case "create":
        names.set(operation.path, operation.file);
        break;
      case "rename":
        names.set(operation.to, names.get(operation.from) ?? -1);
        names.delete(operation.from);
        break;
      case "remove":
        names.delete(operation.path);
        break;
      default:
    }
  }
  return names;
}

function contentsOf(operations: readonly DiskOperation[], random: () => number): Map<number, CrashedFile> {
  const contents = new Map<number, CrashedFile>();
  for (const [index, operation] of operations.entries()) {
    if (operation.kind !== "write" && operation.kind !== "truncate") {
      continue;
    }
    const { file } = operation;
    const before = contents.get(file) ?? { bytes: Buffer.alloc(0), file, touched: -1 };
    const durable = operations.slice(index).some((later) => later.kind === "sync" && later.file === file);
    const fate = durable ? 1 : random();
    const bytes =
      operation.kind === "truncate"
        ? before.bytes.subarray(0, fate < 0.5 ? before.bytes.length : operation.size)
        : written(before.bytes, operation, fate);
    const arrived = operation.kind === "truncate" ? fate >= 0.5 : fate >= 1 / 3;
    contents.set(file, { bytes, file, touched: arrived ? index : before.touched });
  }
  return contents;
}

/** `fate`: below a third the write is lost, below two thirds only the size has arrived. */
function written(before: Buffer, write: { readonly at: number; readonly bytes: Uint8Array }, fate: number): Buffer {
  if (fate < 1 / 3) {
    return before;
  }
  const after = Buffer.alloc(Math.max(before.length, write.at + write.bytes.length));
  before.copy(after);
  if (fate >= 2 / 3) {
    after.set(write.bytes, write.at);
  }
  return after;
}
